// What Kubernetes accepts as a name.
import {expect, it} from 'vitest';
import {
	checkSecretName,
	dataKey,
	dnsLabel,
	labelKey,
	labelValue,
	nextName,
	objectName,
	toLabelValue,
} from '../../../src/kubernetes/names.ts';

const long = (count: number): string => 'a'.repeat(count);

it.each([
	['dnsLabel', dnsLabel, ['a', 'team-1', '1a', long(63)], ['', '-a', 'a-', 'A', 'a.b', 'a_b', long(64)]],
	['objectName', objectName, ['a', 'a.b-c', '1', long(253)], ['', 'a..b', '.a', 'a.', 'a_b', 'A', long(254)]],
	['labelKey', labelKey, ['app', 'a.b/C_d', 'example.com/x'], ['', '/x', 'x/', '-a', 'a-', long(64)]],
	['labelValue', labelValue, ['', 'A', 'a_b.c-d', long(63)], ['-a', 'a.', 'a b', long(64)]],
	['dataKey', dataKey, ['AWS_KEY', 'tls.crt', '-x', '.a'], ['', 'a b', 'a/b', '.', '..', '..a', 'é', long(254)]],
] as const)('%s accepts valid names only', (_, pattern, valid, invalid) => {
	expect(valid.filter(name => !pattern.test(name))).toEqual([]);
	expect(invalid.filter(name => pattern.test(name))).toEqual([]);
});

it.each([
	['New Kedro Project!', 'New-Kedro-Project'],
	['--a--', 'a'],
	['äöü', ''],
	[`${long(62)}.b`, `${long(62)}`],
])('the text %j becomes the label value %j', (text, value) => {
	expect(toLabelValue(text)).toBe(value);
	expect(labelValue.test(value)).toBe(true);
});

it('B55: a name that no Secret can have is an error', () => {
	checkSecretName('aws-secrets');
	expect(() => checkSecretName('AWS_Secret')).toThrow('"AWS_Secret" is not a valid Secret name');
	expect(() => checkSecretName('')).toThrow('An empty text is not a valid Secret name');
});

it('the name of another Secret is valid, and never the same one', () => {
	const names = ['a', 'a-2', 'a-9', 'a-1.b-2', 'x'.repeat(253), `${'x'.repeat(248)}-.y`, 'a-999', 'a-1000'];
	for (const name of names) {
		expect(nextName(name), name).toMatch(objectName);
		expect(nextName(name)).not.toBe(name);
	}
	expect(names.slice(0, 4).map(nextName)).toEqual(['a-2', 'a-3', 'a-10', 'a-1.b-3']);
});
