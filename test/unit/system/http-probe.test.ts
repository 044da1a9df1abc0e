// Asking whether anything answers HTTP at an address.
import {createServer} from 'node:net';
import {expect, it} from 'vitest';
import {answersHttp} from '../../../src/system/http-probe.ts';
import {errorOf} from '../../support/error-of.ts';
import {listening, serve} from '../../support/servers.ts';

it('any status is an answer', async () => {
	const url = await serve((_, response) => response.writeHead(404).end('404 page not found'));
	expect(await answersHttp(new URL(url), 5000)).toBe(true);
});

it('a connection that is closed, refused or silent is none', async () => {
	const closing = await listening(createServer(socket => socket.destroy()));
	expect(await answersHttp(new URL(`http://127.0.0.1:${closing}`), 5000)).toBe(false);
	const silent = await listening(createServer());
	expect(await answersHttp(new URL(`http://127.0.0.1:${silent}`), 100)).toBe(false);
	expect(await answersHttp(new URL('http://127.0.0.1:1'), 5000)).toBe(false);
});

it('Ctrl-C ends it', async () => {
	const silent = await listening(createServer());
	const url = new URL(`http://127.0.0.1:${silent}`);
	expect(await errorOf(answersHttp(url, 5000, AbortSignal.timeout(50)))).toMatchObject({kind: 'cancelled'});
	expect(await errorOf(answersHttp(url, 5000, AbortSignal.abort()))).toMatchObject({kind: 'cancelled'});
});
