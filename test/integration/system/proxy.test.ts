// Requests through a real proxy, and to servers with a certificate of a private authority.
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createServer as createTls} from 'node:https';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi} from 'vitest';
import {type HttpRequest, request} from '../../../src/system/http.ts';
import {startHttpProxy} from '../../fakes/http-proxy.ts';
import {type Certificates, makeCertificates} from '../../support/certificates.ts';
import {errorOf} from '../../support/error-of.ts';
import {listening, serve} from '../../support/servers.ts';

const get = (url: string, more: Partial<HttpRequest> = {}) => request({method: 'GET', url, timeout: 10_000, ...more});
const password = 'pa:ss@word-7731';
const authorization = `Basic ${Buffer.from(`kim:${password}`).toString('base64')}`;
const login = `kim:${encodeURIComponent(password)}`;

let folder: string;
let authority: string;
let tls: Certificates['tls'];

beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'kfp-wizard-test-'));
	({authority, tls} = makeCertificates(folder));
});
afterAll(() => rmSync(folder, {recursive: true}));

beforeEach(() => {
	for (const name of Object.keys(process.env))
		if (/proxy$|^(SSL_CERT|NODE_EXTRA)|CA_BUNDLE/i.test(name)) vi.stubEnv(name, undefined);
});
afterEach(() => void vi.unstubAllEnvs());

/** The port of a server with TLS that answers with its host, and with what it got. */
const secure = (): Promise<number> =>
	listening(
		createTls(tls, (incoming, response) => {
			let body = '';
			incoming.on('data', chunk => (body += String(chunk)));
			incoming.on('end', () => response.end(`${incoming.headers.host} ${String(incoming.headers['x-a'])} ${body}`));
		}),
	);

describe('a proxy', () => {
	it.each(['HTTPS_PROXY', 'https_proxy'])('a request with TLS goes through the tunnel of %s', async variable => {
		const proxy = await startHttpProxy();
		vi.stubEnv(variable, `http://127.0.0.1:${proxy.port}`);
		vi.stubEnv('SSL_CERT_FILE', authority);
		const port = await secure();
		const form = new FormData();
		form.set('uploadfile', new Blob(['spec: 1']), 'x.yaml');
		const url = `https://kfp.corp.test:${port}/apis?x=1`;
		const answer = await get(url, {method: 'POST', headers: {'x-a': 'b'}, body: form});
		expect(answer.text).toContain(`kfp.corp.test:${port} b `);
		expect(answer.text).toContain('spec: 1');
		expect(proxy.asked).toEqual([`CONNECT kfp.corp.test:${port}`]);
	});

	it('a request without TLS is passed on, with the login of HTTP_PROXY; without a scheme the proxy is http', async () => {
		const proxy = await startHttpProxy({authorization});
		vi.stubEnv('HTTP_PROXY', `http://${login}@127.0.0.1:${proxy.port}`);
		const {port} = new URL(
			await serve((incoming, response) => response.end(`${incoming.url} of ${incoming.headers.host}`)),
		);
		const url = `http://kfp.corp.test:${port}/apis?x=1`;
		expect((await get(url)).text).toBe(`/apis?x=1 of kfp.corp.test:${port}`);
		expect(proxy.asked).toEqual([`GET ${url}`]);
		const open = await startHttpProxy();
		vi.stubEnv('HTTP_PROXY', `127.0.0.1:${open.port}`);
		expect((await get(url)).status).toBe(200);
	});

	it('a proxy with TLS is reached by TLS', async () => {
		const proxy = await startHttpProxy({tls, authorization});
		vi.stubEnv('HTTPS_PROXY', `https://${login}@localhost:${proxy.port}`);
		const url = `https://kfp.corp.test:${await secure()}`;
		expect(await errorOf(get(url))).toMatchObject({
			code: 'PROXY_UNREACHABLE',
			message: expect.stringContaining(
				`The proxy https://localhost:${proxy.port} (HTTPS_PROXY) cannot be reached`,
			) as string,
		});
		vi.stubEnv('SSL_CERT_FILE', authority);
		expect((await get(url)).status).toBe(200);
	});

	it('this machine, and hosts of NO_PROXY, are reached without it', async () => {
		vi.stubEnv('HTTP_PROXY', 'http://127.0.0.1:9');
		vi.stubEnv('HTTPS_PROXY', 'http://127.0.0.1:9');
		vi.stubEnv('SSL_CERT_FILE', authority);
		expect((await get(await serve((_, response) => response.end()))).status).toBe(200);
		expect((await get(`https://localhost:${await secure()}`)).status).toBe(200);
		vi.stubEnv('NO_PROXY', '.invalid');
		expect(await errorOf(get('https://no-such-host.invalid'))).toMatchObject({
			code: expect.stringMatching(/^HTTP_DNS/) as string,
		});
	});

	it.each([
		['https', 407, 'requires a login'],
		['https', 403, 'does not allow a connection to kfp.corp.test:8443'],
		['https', 503, 'cannot connect to kfp.corp.test:8443'],
		['http', 407, 'requires a login'],
		['http', 403, 'does not allow a connection to kfp.corp.test:8443'],
	])('a proxy that refuses a request by %s with %i is named', async (scheme, status, words) => {
		const proxy = await startHttpProxy({refuses: status});
		const variable = `${scheme.toUpperCase()}_PROXY`;
		vi.stubEnv(variable, `http://127.0.0.1:${proxy.port}`);
		expect(await errorOf(get(`${scheme}://kfp.corp.test:8443/x`))).toMatchObject({
			kind: 'outside',
			code: 'PROXY_REFUSED',
			message: `The proxy http://127.0.0.1:${proxy.port} (${variable}) ${words} (${status})`,
		});
	});

	it.each(['https', 'http'])('a proxy that does not answer is named, without its password, for %s', async scheme => {
		const variable = `${scheme.toUpperCase()}_PROXY`;
		vi.stubEnv(variable, `http://${login}@127.0.0.1:9`);
		const error = await errorOf(get(`${scheme}://kfp.corp.test:8443/x`));
		expect(error).toMatchObject({
			code: 'PROXY_UNREACHABLE',
			message: `The proxy http://127.0.0.1:9 (${variable}) cannot be reached: connection refused`,
			detail: `It is used for kfp.corp.test:8443. Correct ${variable}, or add kfp.corp.test to NO_PROXY to connect without the proxy.`,
		});
		const refusing = await startHttpProxy({authorization: 'other'});
		vi.stubEnv(variable, `http://${login}@127.0.0.1:${refusing.port}`);
		const refused = await errorOf(get(`${scheme}://kfp.corp.test:8443/x`));
		expect(refused.message).toContain(`does not accept the user and password in ${variable} (407)`);
		for (const {message, detail, stack, cause} of [error, refused])
			expect(JSON.stringify([message, detail, stack, String(cause)])).not.toMatch(/pa:ss|pa%3Ass|word-7731|a2ltOn/);
	});

	it('what fails behind the proxy is not blamed on it', async () => {
		const proxy = await startHttpProxy();
		vi.stubEnv('HTTPS_PROXY', `http://127.0.0.1:${proxy.port}`);
		expect(await errorOf(get(`https://kfp.corp.test:${await secure()}`))).toMatchObject({
			code: 'HTTP_TLS',
			message: expect.stringContaining("Can't trust kfp.corp.test") as string,
		});
	});
});

describe('certificate authorities', () => {
	it.each(['SSL_CERT_FILE', 'SSL_CERT_DIR', 'REQUESTS_CA_BUNDLE', 'NODE_EXTRA_CA_CERTS'])(
		'those of %s are trusted, in addition to those of Node',
		async variable => {
			const certificates = join(folder, variable);
			mkdirSync(certificates, {recursive: true});
			writeFileSync(join(certificates, 'abc.0'), `# ours\n${readFileSync(authority, 'utf8')}`);
			writeFileSync(join(certificates, 'README'), 'no certificate');
			const url = `https://localhost:${await secure()}`;
			expect(await errorOf(get(url))).toMatchObject({code: 'HTTP_TLS'});
			// Node itself reads NODE_EXTRA_CA_CERTS when it starts: here it counts beside another one.
			if (variable === 'NODE_EXTRA_CA_CERTS') vi.stubEnv('SSL_CERT_FILE', '/nowhere');
			vi.stubEnv(variable, variable === 'SSL_CERT_DIR' ? `/nowhere:${certificates}` : join(certificates, 'abc.0'));
			expect((await get(url)).status).toBe(200);
		},
	);

	it('a file without a certificate is named where the server is not trusted', async () => {
		vi.stubEnv('SSL_CERT_FILE', '/nowhere/ca.pem');
		const error = await errorOf(get(`https://localhost:${await secure()}`));
		expect(error.detail).toContain('SSL_CERT_FILE names /nowhere/ca.pem, which has no certificate.');
	});
});
