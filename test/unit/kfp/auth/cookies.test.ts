// Cookies: those of a file, and those that servers set.
import {describe, expect, it} from 'vitest';
import {cookieJar, cookiesOfFile} from '../../../../src/kfp/auth/cookies.ts';
import {Sensitive} from '../../../../src/system/secrets.ts';

const host = new URL('https://kf.example.com/pipeline');
const read = (text: string) => cookiesOfFile(new Sensitive(text), host).headers(host);

describe('a cookie file', () => {
	it.each([
		['one cookie', 'authservice_session=abc.def=\n'],
		['a header', 'Cookie: authservice_session=abc.def='],
		[
			'cookies.txt',
			'# Netscape HTTP Cookie File\n#HttpOnly_kf.example.com\tFALSE\t/\tTRUE\t0\tauthservice_session\tabc.def=\nother.example.com\tFALSE\t/\tFALSE\t0\tx\ty\n',
		],
		['cookies.txt of a parent domain', '.example.com\tTRUE\t/\tTRUE\t0\tauthservice_session\tabc.def='],
	])('with %s', (_, text) => expect(read(text)).toEqual({cookie: 'authservice_session=abc.def='}));

	it('with several', () => expect(read('a=1; b=2')).toEqual({cookie: 'a=1; b=2'}));

	it.each(['', 'no cookie here', 'other.example.com\tFALSE\t/\tFALSE\t0\tx\tsecret'])(
		'B46: without one for the host is refused, and not repeated: %j',
		text => {
			expect(() => read(text)).toThrow('The cookie file has no cookie for kf.example.com');
		},
	);

	it('is not sent unencrypted to another machine', () => {
		const plain = new URL('http://kf.example.com');
		const jar = cookiesOfFile(new Sensitive('a=1'), plain);
		expect(() => jar.headers(plain)).toThrow('--host must begin with https://');
	});
});

describe('a cookie jar', () => {
	const set = (...lines: readonly string[]) => {
		const jar = cookieJar();
		jar.keep(host, new Headers(lines.map(line => ['set-cookie', line])));
		return jar;
	};

	it('keeps cookies, replaces them, and drops those that are gone', () => {
		const jar = set('a=1; Path=/', 'b=2; Path=/; Secure; HttpOnly', 'a=3; Path=/');
		expect(jar.headers(host)).toEqual({cookie: 'a=3; b=2'});
		jar.keep(host, new Headers([['set-cookie', 'a=; Path=/; Max-Age=0']]));
		expect(jar.headers(host)).toEqual({cookie: 'b=2'});
		jar.keep(host, new Headers([['set-cookie', 'b=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT']]));
		expect(jar.headers(host)).toEqual({});
	});

	it("F23: a cookie ends by the server's clock", () => {
		const time = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toUTCString();
		const jar = cookieJar();
		jar.keep(
			host,
			new Headers([
				['date', time(-90)],
				['set-cookie', `a=1; Path=/; Expires=${time(-60)}`],
			]),
		);
		expect(jar.headers(host)).toEqual({cookie: 'a=1'});
	});

	it('sends them to their host and path only', () => {
		const jar = set('a=1; Path=/dex', 'b=2; Domain=example.com; Path=/', 'c=3; Domain=com', 'd=4; Domain=other.com');
		expect(jar.headers(new URL('https://kf.example.com/dex/auth'))).toEqual({cookie: 'a=1; b=2'});
		expect(jar.headers(new URL('https://kf.example.com/dexter'))).toEqual({cookie: 'b=2'});
		expect(jar.headers(new URL('https://example.com/'))).toEqual({cookie: 'b=2'});
		expect(jar.headers(new URL('https://other.com/'))).toEqual({});
	});
});
