// Image references that are valid, and those that are not, with the position of the caret.
import {describe, expect, it} from 'vitest';
import {formatReference, parseReference, referenceName} from '../../../src/image/reference.ts';
import {WizardError} from '../../../src/system/errors.ts';

const hex = 'a3'.repeat(32);
const digest = `sha256:${hex}`;

const good: readonly [text: string, registry: string, repository: string, tag: string | null, digest: string | null][] =
	[
		['python', 'docker.io', 'library/python', null, null],
		['python:3.11-slim', 'docker.io', 'library/python', '3.11-slim', null],
		['team/app', 'docker.io', 'team/app', null, null],
		['team/app:latest', 'docker.io', 'team/app', 'latest', null],
		['docker.io/python', 'docker.io', 'library/python', null, null],
		['docker.io/team/app', 'docker.io', 'team/app', null, null],
		['index.docker.io/team/app', 'docker.io', 'team/app', null, null],
		['app:5000', 'docker.io', 'library/app', '5000', null],
		['host:5000/app', 'host:5000', 'app', null, null],
		['host:5000/app:1', 'host:5000', 'app', '1', null],
		['localhost/app', 'localhost', 'app', null, null],
		['localhost:5000/app', 'localhost:5000', 'app', null, null],
		['127.0.0.1:5000/a/b/c:x', '127.0.0.1:5000', 'a/b/c', 'x', null],
		['[::1]:5000/x', '[::1]:5000', 'x', null, null],
		['[fd00:1:2::3]/x:t', '[fd00:1:2::3]', 'x', 't', null],
		['ghcr.io/org/team/app', 'ghcr.io', 'org/team/app', null, null],
		['Registry.Example.COM/app', 'Registry.Example.COM', 'app', null, null],
		[
			'123456789012.dkr.ecr.eu-central-1.amazonaws.com/ml/churn:9f2',
			'123456789012.dkr.ecr.eu-central-1.amazonaws.com',
			'ml/churn',
			'9f2',
			null,
		],
		['a.b/c_d/e__f/g-h/i--j/k.l', 'a.b', 'c_d/e__f/g-h/i--j/k.l', null, null],
		['quay.io/app:_A.b-C_1', 'quay.io', 'app', '_A.b-C_1', null],
		[`quay.io/app:${'t'.repeat(128)}`, 'quay.io', 'app', 't'.repeat(128), null],
		[`quay.io/app@${digest}`, 'quay.io', 'app', null, digest],
		[`quay.io/app:1.0@${digest}`, 'quay.io', 'app', '1.0', digest],
		[`python@${digest}`, 'docker.io', 'library/python', null, digest],
		[`host.io/${hex}`, 'host.io', hex, null, null],
		[`${hex}x`, 'docker.io', `library/${hex}x`, null, null],
		['xn--n3h.example/app', 'xn--n3h.example', 'app', null, null],
	];

const refused: readonly [text: string, caret: number, words: RegExp][] = [
	['', 0, /empty/],
	['a.io:99999/b', 5, /a port is at most 65535/],
	['My/app', 0, /lower case/],
	['quay.io/My App:latest', 8, /lower case/],
	['quay.io/my App:latest', 10, /a-z/],
	['team/App', 5, /lower case/],
	['quay.io/app::1', 12, /tag/],
	['quay.io/app:1:2', 13, /tag/],
	['quay.io/app:', 12, /tag/],
	['quay.io/app:.x', 12, /tag/],
	['quay.io/app:-x', 12, /tag/],
	[`quay.io/app:${'t'.repeat(129)}`, 140, /128/],
	['quay.io/app@', 12, /digest/],
	['quay.io/app@sha256:abc', 12, /digest/],
	[`quay.io/app@sha256:${hex.toUpperCase()}`, 12, /digest/],
	[`quay.io/app@${digest}00`, 83, /digest/],
	['quay.io/app/', 12, /empty/],
	['quay.io//app', 8, /empty/],
	['/app', 0, /empty/],
	['quay.io/-app', 8, /a-z/],
	['quay.io/a..b', 9, /a-z/],
	['quay.io/a___b', 9, /a-z/],
	['quay.io/app_', 11, /a-z/],
	['--privileged', 0, /dash/],
	['docker://quay.io/app', 0, /without docker:/],
	['https://quay.io/app', 0, /without https:/],
	[hex, 0, /image id/],
	['host:port/app', 4, /host name/],
	['-a.b/app', 0, /dash/],
	['a..b/app', 1, /host name/],
	['[::1/app', 0, /host name/],
	['quay.io/app\u001B[31m', 11, /a-z/],
	['quay.io/äpp', 8, /a-z/],
	[`quay.io/${'a'.repeat(250)}`, 0, /255/],
];

describe('image references', () => {
	it.each(good)('the reference %s is parsed', (text, registry, repository, tag, expectedDigest) => {
		const reference = parseReference(text);
		expect(reference).toEqual({registry, repository, tag, digest: expectedDigest});
		expect(parseReference(formatReference(reference))).toEqual(reference);
		expect(referenceName(reference)).toBe(`${registry}/${repository}`);
	});

	it.each(refused)('B29, B32: the reference %j is refused', (text, caret, words) => {
		const error = caught(() => parseReference(text));
		expect(error).toMatchObject({kind: 'usage', code: 'BAD_IMAGE_REFERENCE'});
		expect(error.message).toMatch(words);
		const [line = '', mark = ''] = (error.detail ?? '').split('\n');
		const window = Math.max(0, caret - 60);
		expect(mark).toBe(`${' '.repeat(caret - window)}^`);
		expect(line).toBe(text.replaceAll(/[^ -~]/g, '?').slice(window, window + 120));
	});
});

function caught(work: () => unknown): WizardError {
	try {
		work();
	} catch (error) {
		if (error instanceof WizardError) return error;
	}
	throw new Error('nothing was thrown');
}
