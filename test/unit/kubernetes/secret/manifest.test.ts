// What a Secret can hold, and what is refused before anything is written.
import {describe, expect, it} from 'vitest';
import {refuseValues} from '../../../../src/kubernetes/secret/manifest.ts';
import {Sensitive} from '../../../../src/system/secrets.ts';

const refuse = (values: Readonly<Record<string, string>>) => (): void =>
	refuseValues('s', Object.fromEntries(Object.entries(values).map(([key, value]) => [key, new Sensitive(value)])));
const megabyte = 1024 * 1024;

describe('B51: the values of a Secret', () => {
	it('have at most 1 MiB together, in bytes', () => {
		expect(refuse({a: 'x'.repeat(megabyte)})).not.toThrow();
		expect(refuse({a: 'x'.repeat(megabyte - 2), b: 'é'})).not.toThrow();
		expect(refuse({a: 'x'.repeat(megabyte - 1), b: 'é'})).toThrow(
			/its values have 1\.0\d* MB, and Kubernetes takes at most/,
		);
	});

	it.each([
		[{KEY: 'pass\0word'}, 'the value of KEY has a NUL character'],
		[{KEY: ''}, 'the value of KEY is empty'],
		[{KEY: Buffer.from([0x70, 0xff, 0xfe]).toString('utf8')}, 'the value of KEY is not text in UTF-8'],
		[{KEY: 'a\uD800b'}, 'the value of KEY is not text in UTF-8'],
		[{'my key': 'x'}, '"my key" is not a valid key'],
		[{'..data': 'x'}, '"..data" is not a valid key'],
		[{[`k${'x'.repeat(300)}`]: 'x'}, 'is not a valid key'],
	])('%j are refused with the reason, and without the value', (values, reason) => {
		expect(refuse(values)).toThrow(expect.objectContaining({code: 'SECRET_VALUE', kind: 'usage'}));
		expect(refuse(values)).toThrow(reason);
		expect(refuse(values)).not.toThrow('word');
	});
});
