// What is masked in shown text: known secrets however they are written or broken, and what has the form of a secret.
import {describe, expect, it} from 'vitest';
import {maskForms} from '../../../../src/system/secrecy/mask-forms.ts';
import {lineRedactor, redact, redactAll, redactor} from '../../../../src/system/secrecy/redact.ts';
import {Sensitive} from '../../../../src/system/secrets.ts';
import {randomInteger} from '../../../support/random.ts';

const secrets = {
	aws: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCY"x\\y9Zq',
	token: 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJlLW9mLWFkYQ',
	umlauts: 'Größe-über-alles-7&8<9>',
	phrase: 'correct horse battery staple',
	short: 'hunter2!',
};
const values = Object.values(secrets);
const mask = redactor(values);
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const every = (text: string, change: (character: string) => string): string =>
	Array.from(text, each => change(each)).join('');
const code = (character: string, digits: number): string => character.charCodeAt(0).toString(16).padStart(digits, '0');

/** No seven characters in a row of a secret are left, where it is long. */
const shows = (text: string, secret: string): boolean => {
	const plain = text.replaceAll(/[\s"'│\u200B]/g, '');
	const long = secret.replaceAll(/[\s"'\\]/g, '');
	return long.length >= 8 && Array.from(long.slice(7)).some((_, at) => plain.includes(long.slice(at, at + 8)));
};

const writings: readonly (readonly [string, (secret: string) => string])[] = [
	['as it is', text => text],
	['base64', base64],
	['base64url', text => Buffer.from(text).toString('base64url')],
	['user:key in base64', text => base64(`ada:${text}`)],
	['another user:key in base64', text => base64(`user1:${text}\n`)],
	['base64 in lines', text => base64(`xx ${text}`).replaceAll(/(.{19})/g, '$1\n')],
	['hexadecimal', text => Buffer.from(text).toString('hex')],
	['a URL', encodeURIComponent],
	['a URL in lower case', text => encodeURIComponent(text).replaceAll(/%../g, found => found.toLowerCase())],
	['a URL in a URL', text => encodeURIComponent(encodeURIComponent(text))],
	[
		'every character escaped for a URL',
		text => [...Buffer.from(text)].map(byte => `%${byte.toString(16).padStart(2, '0')}`).join(''),
	],
	['JSON', text => JSON.stringify(text)],
	['JSON in JSON', text => JSON.stringify(JSON.stringify({text}))],
	['JSON in ASCII', text => every(JSON.stringify(text), each => (each > '~' ? `\\u${code(each, 4)}` : each))],
	['JSON with every character escaped', text => every(text, each => `\\u${code(each, 4)}`)],
	['bold for a printer', text => every(text, each => (each < '\u0080' ? `${each}\b${each}` : each))],
	['underlined for a printer', text => every(text, each => `_\b${each}`)],
	['amid tags', text => every(text, each => `${each}\u{E0001}\u{E0120}`)],
	['amid fillers', text => every(text, each => `${each}\u3164\u180B`)],
	['slashes escaped', text => JSON.stringify(text).replaceAll('/', '\\/')],
	[
		'HTML',
		text => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&#62;').replaceAll('"', '&quot;'),
	],
	['characters without width in it', text => every(text, each => `${each}\u200B`)],
	['colours in it', text => every(text, each => `${each}\u001B[3${text.length % 8}m`)],
	['lines of 10', text => text.replaceAll(/(.{10})/gu, '$1\n')],
	['lines of 3', text => text.replaceAll(/(.{3})/gu, '$1\r\n    ')],
	['the frame of a traceback', text => text.replaceAll(/(.{12})/gu, '$1 │\n│ ')],
	['quoted parts', text => `('${text.replaceAll(/(.{9})/gu, `$1'\n '`)}')`],
];

describe.each(Object.entries(secrets))('the secret %s', (_, secret) => {
	it.each(writings)('written as %s is masked', (_, write) => {
		const masked = mask(`cannot log in with ${write(secret)}, sorry`);
		expect(masked).toContain('[REDACTED]');
		expect(masked).toMatch(/^cannot log in with .*, sorry$/s);
		expect(shows(masked, secret)).toBe(false);
		for (const form of [base64(secret), Buffer.from(secret).toString('hex')]) expect(shows(masked, form)).toBe(false);
	});
});

it('in a long text every secret is masked in every writing, wherever it stands, and nothing else', () => {
	const next = randomInteger(7);
	// A text is read in parts of 65,536 characters: most of these stand where one ends.
	const filler = Array.from({length: 72_000}, () => String.fromCharCode(97 + next(26))).join('');
	for (const secret of values)
		for (const [name, write] of writings) {
			const written = ` ${write(secret)} `;
			const at = next(4) === 0 ? next(72_000) : 65_536 - next(2 * secret.length);
			const [before, after] = [filler.slice(0, at), filler.slice(at)];
			const masked = mask(before + written + after);
			expect(masked.startsWith(before), name).toBe(true);
			expect(masked.endsWith(after), name).toBe(true);
			const between = masked.slice(before.length, masked.length - after.length);
			expect(between, name).toContain('[REDACTED]');
			expect(shows(between, secret), name).toBe(false);
		}
});

it('underlined text is masked where the parts end in which a long text is read', () => {
	const underlined = every('hunter2!', each => `_\b${each}`);
	for (let length = 65_520; length < 65_540; length++)
		expect(mask(`${'x'.repeat(length)} ${underlined}`).slice(length)).toBe(' _\b[REDACTED]');
});

it('a part of a secret is masked, and words of a passphrase are not', () => {
	expect(mask('the key begins with wJalrXUtnFEMI/K7 …')).toBe('the key begins with [REDACTED] …');
	expect(mask('a battery staple')).toBe('a battery staple');
	expect(mask('correct\nhorse\nbattery\nstaple')).toBe('[REDACTED]');
});

it('of a file of cookies and of credentials the values are masked, not the hosts and times', () => {
	const value = 'MTc2NDI2NjQwMHxEdi1CQkFFQ180SUFBUkFCRUFBQVB2';
	const file = `# Netscape HTTP Cookie File\n#HttpOnly_127.0.0.1\tFALSE\t/\tTRUE\t1893456000\tauthservice_session\t${value}\n`;
	expect(redactor([file])(`127.0.0.1:5000 1893456000 authservice_session=${value} Cookie File`)).toBe(
		'127.0.0.1:5000 1893456000 authservice_session=[REDACTED] Cookie File',
	);
	const credentials =
		'{"minio": {"secret": "s3cr3t-99", "client_kwargs": {"endpoint_url": "http://minio:9000"}, "con": "mysql://ada:pw-4-mysql@db/x"}}';
	expect(redactor([credentials])('s3cr3t-99 and pw-4-mysql at http://minio:9000')).toBe(
		'[REDACTED] and [REDACTED] at http://minio:9000',
	);
	expect(redactor(['token-with-newline-1\n'])('a token-with-newline-1 b')).toBe('a [REDACTED] b');
});

it('short and well-known values are not masked: they are in other words', () => {
	expect(redactor(['abc', 'a1b2', 'secret', 'postgres', 'password'])('abc a1b2 secret postgresql password')).toBe(
		'abc a1b2 secret postgresql password',
	);
	expect(redactor(['hunter2'])(`as hunter2 or ${base64('ada:hunter2')}`)).toMatch(/^as \[REDACTED\] or .*\[REDACTED\]/);
});

it('a secret that is broken over lines is masked from its eighth character on', () => {
	const secret = new Sensitive('Qm9vbS1zZWNyZXQtMTIzNDU2Nzg5MA');
	const line = lineRedactor();
	const value = secret.reveal();
	const lines = [
		'starts here',
		value.slice(0, 5),
		value.slice(5, 12),
		value.slice(12, 20),
		value.slice(20),
		'ends here',
	].map(line);
	expect(lines[0]).toBe('starts here');
	expect(lines[5]).toBe('ends here');
	expect(shows(lines.join(''), value)).toBe(false);
	expect(redact(`x ${value} y`)).toBe('x [REDACTED] y');
	expect(redactAll({a: [value, 1, null], secret})).toEqual({a: ['[REDACTED]', 1, null], secret});
});

describe('the forms of secrets', () => {
	it.each([
		['https://ada:hunter2@host/x', 'https://[REDACTED]@host/x'],
		['git+https://0123456789abcdef0123@git.io/x', 'git+https://[REDACTED]@git.io/x'],
		['GET /?a=1&token=abcd&b=2', 'GET /?a=1&token=[REDACTED]&b=2'],
		['/cb?code=4%2F0AbCd&state=x', '/cb?code=[REDACTED]&state=x'],
		['?auth=zyxw#top', '?auth=[REDACTED]#top'],
		[
			'?X-Amz-Credential=AKIAQ7%2F2026&X-Amz-Signature=0a1b2c3d&x=1',
			'?X-Amz-Credential=[REDACTED]&X-Amz-Signature=[REDACTED]&x=1',
		],
		['?X-Amz-Security-Token=FwoG&sv=2022&sig=aBcD%3D', '?X-Amz-Security-Token=[REDACTED]&sv=2022&sig=[REDACTED]'],
		['?access_token=abcd&amp;refresh_token=efgh', '?access_token=[REDACTED]&amp;refresh_token=[REDACTED]'],
		['Authorization: Bearer abc.def', 'Authorization: Bearer [REDACTED]'],
		['"authorization":"Basic YWRhOng="', '"authorization":"Basic [REDACTED]"'],
		['Authorization: AWS4-HMAC-SHA256 Credential=A/b, Signature=c', 'Authorization: AWS4-HMAC-SHA256 [REDACTED]'],
		['x-api-key: 0123456789abcdef', 'x-api-key: [REDACTED]'],
		['sent bearer 0123456789abcdef!', 'sent bearer [REDACTED]!'],
		[`found ghp_${'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hI6'}.`, 'found [REDACTED].'],
		['-----BEGIN PRIVATE KEY-----\nMIIE\nabc\n-----END PRIVATE KEY-----\nrest', '[REDACTED]\nrest'],
	])('%s', (text, expected) => expect(maskForms(text)).toBe(expected));

	it.each([
		'ssh://git@github.com/x/y.git and abfs://raw-data@shop.dfs.core.windows.net/x',
		'https://kfp.example.test/_/pipeline/?ns=ada#/runs/details/0a1b2c3d-4b1d',
		'postgresql://${oc.env:USER}:${oc.env:PASSWORD}@db/shop',
		'curl -H "Authorization: Bearer $TOKEN" https://host/',
		'Authorization: the server refuses this user',
		'127.0.0.1:5000/shop@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
		'?page=2&code=404&key=value',
		'the token expired; get a new token',
	])('harmless: %s', text => expect(maskForms(text)).toBe(text));
});

it('long and hostile text takes no time', () => {
	for (const text of [
		'a'.repeat(200_000),
		'\\'.repeat(100_000),
		'%25'.repeat(60_000),
		'a://b:'.repeat(20_000),
		'x-a-token '.repeat(10_000),
		'-----BEGIN PRIVATE KEY-----'.repeat(4_000),
		'?token='.repeat(20_000),
	]) {
		const start = performance.now();
		mask(text);
		expect(performance.now() - start).toBeLessThan(5000);
	}
});
