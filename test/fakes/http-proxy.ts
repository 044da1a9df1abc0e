// An HTTP proxy: tunnels by CONNECT, passes on requests without TLS, may want a login, and may refuse. Every host is this machine.
import {createServer, type IncomingMessage, request, type Server} from 'node:http';
import {createServer as createTlsServer} from 'node:https';
import {connect} from 'node:net';
import type {Duplex} from 'node:stream';
import {onTestFinished} from 'vitest';
import {listening} from '../support/servers.ts';

type HttpProxyOptions = {
	/** The value that `Proxy-Authorization` must have. */
	readonly authorization?: string;
	/** The status of every answer. */
	readonly refuses?: number;
	/** A certificate: then the proxy itself is reached by TLS. */
	readonly tls?: {readonly key: string; readonly cert: string};
};

export type HttpProxy = {
	readonly port: number;
	/** What was asked for: `CONNECT host:port` or `GET http://…`. */
	readonly asked: readonly string[];
};

export async function startHttpProxy({authorization, refuses, tls}: HttpProxyOptions = {}): Promise<HttpProxy> {
	const asked: string[] = [];
	const tunnelled = new Set<Duplex>();
	const refusal = ({method, url, headers}: IncomingMessage): number | undefined => {
		asked.push(`${method} ${url}`);
		return authorization !== undefined && headers['proxy-authorization'] !== authorization ? 407 : refuses;
	};
	const server: Server = tls === undefined ? createServer() : createTlsServer(tls);
	server.on('connect', (incoming: IncomingMessage, socket, head) => {
		const status = refusal(incoming);
		socket.on('error', () => {});
		if (status !== undefined) return socket.end(`HTTP/1.1 ${status} Refused\r\n\r\n`);
		const tunnel = connect(Number(incoming.url?.split(':').at(-1)), '127.0.0.1', () => {
			socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
			tunnel.write(head);
			tunnel.pipe(socket).pipe(tunnel);
		});
		tunnel.on('error', () => socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'));
		tunnelled.add(socket);
		socket.on('close', () => tunnel.destroy());
		return undefined;
	});
	server.on('request', (incoming: IncomingMessage, response) => {
		const status = refusal(incoming);
		if (status !== undefined) return response.writeHead(status).end();
		const {port, pathname, search} = new URL(incoming.url ?? '');
		const {method, headers} = incoming;
		const onward = request({host: '127.0.0.1', port, method, headers, path: pathname + search}, answer => {
			response.writeHead(answer.statusCode ?? 502, answer.headers);
			answer.pipe(response);
		});
		onward.on('error', () => response.writeHead(502).end());
		return incoming.pipe(onward);
	});
	const port = await listening(server);
	// Before the server closes, which waits for them.
	onTestFinished(() => tunnelled.forEach(socket => socket.destroy()));
	return {port, asked};
}
