// Requests that go straight to their server: what is sent, and how an answer comes out of its coding.
import {globalAgent} from 'node:http';
import {brotliCompressSync, deflateSync, gzipSync} from 'node:zlib';
import {expect, it, onTestFinished, vi} from 'vitest';
import {sendDirectly} from '../../../src/system/direct-request.ts';
import {type HttpRequest, request} from '../../../src/system/http.ts';
import {serve} from '../../support/servers.ts';

const get = (url: string, more: Partial<HttpRequest> = {}) => request({method: 'GET', url, timeout: 10_000, ...more});

it.each([
	['gzip', gzipSync],
	['x-gzip', gzipSync],
	['GZIP', gzipSync],
	['deflate', deflateSync],
	['br', brotliCompressSync],
	['identity', (text: string) => text],
])('an answer with the coding %s is read as its text', async (coding, code) => {
	const url = await serve((_, response) => response.writeHead(200, {'content-encoding': coding}).end(code('tea für')));
	expect((await get(url)).text).toBe('tea für');
});

it('an answer without a body has the header of its coding all the same', async () => {
	const url = await serve((_, response) => response.writeHead(200, {'content-encoding': 'gzip'}).end());
	expect((await get(url, {method: 'HEAD'})).headers.get('Content-Encoding')).toBe('gzip');
	expect((await get(url)).text).toBe('');
});

it('what a compressed answer may have is limited after it is expanded', async () => {
	const url = await serve((_, response) =>
		response.writeHead(200, {'content-encoding': 'gzip'}).end(gzipSync('0'.repeat(1_000_000))),
	);
	await expect(get(url, {limit: 10_000})).rejects.toMatchObject({code: 'HTTP_TOO_LARGE'});
});

it('headers that come several times are joined, cookies are apart', async () => {
	const url = await serve((_, response) =>
		response.writeHead(200, {'x-a': ['1', '2'], 'set-cookie': ['a=1, b', 'c=2']}).end(),
	);
	const {headers} = await get(url);
	expect([headers.get('X-A'), headers.get('none'), headers.has('x-a'), headers.has('none')]).toEqual([
		'1, 2',
		null,
		true,
		false,
	]);
	expect(headers.getSetCookie()).toEqual(['a=1, b', 'c=2']);
});

it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'GET'] as const)('the length of a body is sent with %s', async method => {
	const url = await serve((incoming, response) => {
		let body = '';
		incoming.on('data', chunk => (body += String(chunk)));
		incoming.on('end', () => response.end([incoming.headers['content-length'], body].join(' ')));
	});
	expect((await request({method, url, body: 'für', timeout: 5000})).text).toBe('4 für');
});

it('a header of the request replaces the usual one, however it is written', async () => {
	const url = await serve((incoming, response) => response.end(JSON.stringify(incoming.headers)));
	const sent = JSON.parse((await get(url, {headers: {Accept: 'text/plain'}})).text) as Record<string, string>;
	expect(sent).toMatchObject({accept: 'text/plain', 'user-agent': 'node', 'accept-encoding': 'gzip, deflate, br'});
});

it('a user and password in a URL are never sent', async () => {
	const seen: unknown[] = [];
	const url = await serve((incoming, response) => response.end(seen.push(incoming.headers.authorization)));
	await expect(get(url.replace('://', '://kim:secret@'))).rejects.toMatchObject({code: 'HTTP_FAILED'});
	expect(seen).toEqual([]);
});

it('one connection serves the requests that follow each other, and fetch is not used', async () => {
	vi.stubGlobal('fetch', () => {
		throw new Error('fetch');
	});
	onTestFinished(() => void vi.unstubAllGlobals());
	const ports = new Set<number | undefined>();
	const url = await serve((incoming, response) => response.end(ports.add(incoming.socket.remotePort).size.toString()));
	for (let time = 0; time < 3; time++) expect((await get(url)).text).toBe('1');
});

it('leaving the loop over a body closes the connection', async () => {
	let isClosed: (value: unknown) => void;
	const closed = new Promise(resolve => (isClosed = resolve));
	const url = await serve((_, response) => {
		response.once('close', isClosed);
		response.writeHead(200).write('x');
	});
	const {signal} = new AbortController();
	const {body} = await sendDirectly(new URL(url), {method: 'GET', headers: {}, signal, agent: globalAgent});
	for await (const _ of body) break;
	await closed;
});
