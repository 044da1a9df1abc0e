// Which proxy a request uses, and which hosts need none.
import {describe, expect, it} from 'vitest';
import {authoritySources} from '../../../../src/system/outbound/authorities.ts';
import {isExempt} from '../../../../src/system/outbound/no-proxy.ts';
import {proxyError} from '../../../../src/system/outbound/proxy-errors.ts';
import {proxyFor} from '../../../../src/system/outbound/proxy.ts';
import {errorOf} from '../../../support/error-of.ts';

const proxy = 'http://proxy.corp:3128';
const of = (url: string, env: Readonly<Record<string, string>>) => proxyFor(new URL(url), env);

describe('the variables', () => {
	it.each([
		['https://kfp.corp', {HTTPS_PROXY: proxy}, 'HTTPS_PROXY'],
		['https://kfp.corp', {https_proxy: proxy}, 'https_proxy'],
		['https://kfp.corp', {https_proxy: '', HTTPS_PROXY: proxy}, 'HTTPS_PROXY'],
		['https://kfp.corp', {https_proxy: proxy, HTTPS_PROXY: 'http://other'}, 'https_proxy'],
		['http://kfp.corp', {HTTP_PROXY: proxy, HTTPS_PROXY: 'http://other'}, 'HTTP_PROXY'],
		['https://kfp.corp', {HTTP_PROXY: proxy}, undefined],
		['http://kfp.corp', {HTTPS_PROXY: proxy}, undefined],
		['https://kfp.corp', {HTTPS_PROXY: proxy, no_proxy: 'kfp.corp'}, undefined],
		['https://kfp.corp', {HTTPS_PROXY: proxy, NO_PROXY: '*'}, undefined],
		['https://kfp.corp', {HTTPS_PROXY: proxy, no_proxy: '', NO_PROXY: '.corp'}, undefined],
	])('%s with %o', (url, env, variable) => {
		expect(of(url, env)?.variable).toBe(variable);
		if (variable !== undefined) expect(of(url, env)?.origin).toBe(proxy);
	});

	it.each(['localhost:1', 'a.localhost', '127.0.0.1:8080', '127.8.9.1', '[::1]:8080'])(
		'%s is never reached through a proxy',
		host => {
			for (const scheme of ['http', 'https'])
				expect(of(`${scheme}://${host}`, {HTTP_PROXY: proxy, HTTPS_PROXY: proxy})).toBeUndefined();
		},
	);

	it('the login is kept apart from the address', () => {
		expect(of('https://h', {HTTPS_PROXY: 'http://kim:p%40ss@proxy.corp:3128/'})).toEqual({
			origin: proxy,
			variable: 'HTTPS_PROXY',
			exemption: 'NO_PROXY',
			authorization: `Basic ${Buffer.from('kim:p@ss').toString('base64')}`,
		});
		expect(of('https://h', {HTTPS_PROXY: 'proxy.corp:3128'})).toEqual({
			origin: proxy,
			variable: 'HTTPS_PROXY',
			exemption: 'NO_PROXY',
			authorization: undefined,
		});
	});

	it.each([
		['kim:secret-word@:::', /^HTTPS_PROXY is not the address of a proxy$/],
		['socks5://kim:secret-word@proxy:1080', /^HTTPS_PROXY names a proxy of the kind socks5:\/\//],
	])('a value that names no HTTP proxy is refused without repeating it', async (value, message) => {
		const error = await errorOf(Promise.resolve().then(() => of('https://h', {HTTPS_PROXY: value})));
		expect(error).toMatchObject({kind: 'usage', code: 'PROXY_INVALID'});
		expect(error.message).toMatch(message);
		expect(`${error.message} ${error.detail}`).not.toContain('secret-word');
	});
});

it.each([
	[{}, 'NO_PROXY'],
	[{NO_PROXY: 'a.corp'}, 'NO_PROXY'],
	// In lower case it counts first, so that a host in the other one would change nothing.
	[{no_proxy: 'a.corp'}, 'no_proxy'],
	[{no_proxy: 'a.corp', NO_PROXY: 'b.corp'}, 'no_proxy'],
])('the error of a proxy names the list of hosts that counts', (lists, name) => {
	const url = new URL('http://kfp.corp');
	const used = proxyFor(url, {http_proxy: proxy, ...lists});
	const error = used && proxyError(url, used, undefined, {code: 'ECONNREFUSED', message: ''});
	expect(error?.detail).toContain(`add kfp.corp to ${name} to`);
	expect(error?.next.map(({command}) => command)).toEqual([`export ${name}="$${name}",kfp.corp`]);
});

describe('NO_PROXY', () => {
	it.each([
		['corp.example', 'https://corp.example', true],
		['corp.example', 'https://a.b.corp.example', true],
		['corp.example', 'https://notcorp.example', false],
		['.corp.example', 'https://a.corp.example', true],
		['*.corp.example', 'https://a.corp.example', true],
		['.corp.example', 'https://corp.example.org', false],
		['Corp.Example', 'https://a.CORP.example', true],
		['a.example, b.example', 'https://b.example', true],
		['a.example b.example', 'https://b.example', true],
		['corp.example:8443', 'https://a.corp.example:8443', true],
		['corp.example:8443', 'https://a.corp.example', false],
		['corp.example:443', 'https://corp.example', true],
		['corp.example:80', 'http://corp.example', true],
		['10.1.2.3', 'https://10.1.2.3:6443', true],
		['10.1.2.3:6443', 'https://10.1.2.3:6443', true],
		['10.1.2.3', 'https://110.1.2.3', false],
		['10.0.0.0/8', 'https://10.200.0.1', true],
		['10.0.0.0/8', 'https://11.0.0.1', false],
		['10.0.0.0/8', 'https://10.example', false],
		['10.0.0.0/99', 'https://10.0.0.1', false],
		['fd00::/8', 'https://[fd12::1]:8443', true],
		['fd00::1', 'https://[fd00:0:0::1]', true],
		['[fd00::1]:8443', 'https://[fd00::1]:8443', true],
		['[fd00::1]:8443', 'https://[fd00::1]', false],
		['*', 'https://anything.example', true],
		['', 'https://anything.example', false],
		[' , ,', 'https://anything.example', false],
		['.', 'https://anything.example', false],
	])('"%s" and %s: %s', (list, url, exempt) => {
		expect(isExempt(new URL(url), list)).toBe(exempt);
	});
});

describe('certificate files', () => {
	it('each file is read once; what Node reads itself is not enough to read any', () => {
		expect(authoritySources({NODE_EXTRA_CA_CERTS: '/a'})).toEqual([]);
		expect(authoritySources({SSL_CERT_FILE: '/a', SSL_CERT_DIR: '/b:/c', REQUESTS_CA_BUNDLE: '/a'})).toEqual([
			{path: '/a', name: 'SSL_CERT_FILE'},
			{path: '/b', name: 'SSL_CERT_DIR'},
			{path: '/c', name: 'SSL_CERT_DIR'},
		]);
	});
});
