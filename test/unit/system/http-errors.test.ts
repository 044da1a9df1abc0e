// Causes of a failed HTTP request, as errors.
import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {createServer} from 'node:http';
import {createServer as createTls} from 'node:https';
import {type AddressInfo, createServer as createTcp} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, it, onTestFinished} from 'vitest';
import {connectionError, shown} from '../../../src/system/http-errors.ts';
import {type HttpRequest, request} from '../../../src/system/http.ts';
import {errorOf} from '../../support/error-of.ts';
import {listening, serve} from '../../support/servers.ts';

const get = (url: string, more: Partial<HttpRequest> = {}) => request({method: 'GET', url, timeout: 10_000, ...more});

describe('no answer', () => {
	it('a refused connection is reported as refused', async () => {
		const server = createServer();
		const port = await new Promise<number>(resolve =>
			server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
		);
		await new Promise<void>(resolve => server.close(() => resolve()));
		const error = await errorOf(get(`http://localhost:${port}`));
		expect(error).toMatchObject({kind: 'outside', code: 'HTTP_REFUSED'});
		expect(error.message).toBe(`Nothing answers at localhost:${port}: connection refused`);
	});

	it('an unknown host is reported as such', async () => {
		expect(await errorOf(get('http://no-such-host.invalid/x'))).toMatchObject({
			code: expect.stringMatching(/^HTTP_DNS/) as string,
			message: expect.stringContaining('no-such-host.invalid') as string,
		});
	});

	it('F20: an answer that is cut off is reported as a lost connection', async () => {
		const url = await serve((_, response) => {
			response.writeHead(200, {'content-length': '100'}).write('half');
			setTimeout(() => response.destroy(), 20);
		});
		expect(await errorOf(get(url))).toMatchObject({code: 'HTTP_LOST'});
	});

	it('F20: an answer that is not HTTP is reported as a failed request', async () => {
		const gzip = await serve((_, response) => response.writeHead(200, {'content-encoding': 'gzip'}).end('not gzip'));
		expect(await errorOf(get(gzip))).toMatchObject({kind: 'outside', code: 'HTTP_FAILED'});
		const port = await listening(
			createTcp(socket => {
				socket.end('SSH-2.0-OpenSSH_9.2\r\n');
				onTestFinished(() => void socket.destroy());
			}),
		);
		expect(await errorOf(get(`http://127.0.0.1:${port}`))).toMatchObject({kind: 'outside', code: 'HTTP_FAILED'});
	});

	it('a port that fetch refuses is named, with the ways around it', () => {
		const thrown = new TypeError('fetch failed', {cause: new Error('bad port')});
		const {message, detail} = connectionError('http://kfp.example.com:6000/apis', thrown);
		expect(message).toContain('Node sends nothing to port 6000 through a proxy');
		expect(detail).toContain('add kfp.example.com to NO_PROXY');
	});

	it('B47: a certificate that is not trusted is reported, with the option to trust it', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'kfp-wizard-tls-'));
		onTestFinished(() => rmSync(folder, {recursive: true}));
		const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
		const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
		execFileSync(
			'openssl',
			['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-keyout', key, '-out', cert, ...subject],
			{
				stdio: 'ignore',
			},
		);
		const port = await listening(
			createTls({key: readFileSync(key), cert: readFileSync(cert)}, (_, response) => response.end()),
		);
		const error = await errorOf(get(`https://localhost:${port}`, {retry: true}));
		expect(error).toMatchObject({kind: 'outside', code: 'HTTP_TLS'});
		expect(error.message).toContain('its certificate is self-signed (DEPTH_ZERO_SELF_SIGNED_CERT)');
		expect(error.detail).toContain('--ca-file');
	});

	it('a server that speaks plain http is reported as a TLS failure', async () => {
		const url = await serve((_, response) => response.end());
		const error = await errorOf(get(url.replace('http:', 'https:')));
		expect(error).toMatchObject({code: 'HTTP_TLS'});
		expect(error.detail).toContain('http://');
	});

	it.each([
		['CERT_HAS_EXPIRED', 'has expired'],
		['CERT_NOT_YET_VALID', 'not valid yet'],
		['ERR_TLS_CERT_ALTNAME_INVALID', 'for another host'],
		['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'authority that this machine does not know'],
	])('B47, F23: the problem of a certificate is reported: %s', (code, words) => {
		const cause = Object.assign(new Error('tls'), {code});
		expect(connectionError('https://h', new TypeError('fetch failed', {cause}))).toMatchObject({
			code: 'HTTP_TLS',
			message: expect.stringContaining(words) as string,
		});
	});

	it('user information and queries of a URL are never shown', () => {
		expect(shown('https://user:pass@host/path?token=x#y')).toBe('https://host/path');
		expect(shown('nonsense')).toBe('(not a URL)');
	});
});
