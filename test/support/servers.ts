// Servers on this machine that end with the test that started them.
import {createServer, type RequestListener} from 'node:http';
import type {AddressInfo, Server, Socket} from 'node:net';
import {onTestFinished} from 'vitest';

/** Starts a server; gives its port. */
export async function listening(server: Server): Promise<number> {
	const open = new Set<Socket>();
	server.on('connection', socket => {
		open.add(socket);
		socket.on('close', () => open.delete(socket));
	});
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	onTestFinished(async () => {
		for (const socket of open) socket.destroy();
		await new Promise<void>(resolve => server.close(() => resolve()));
	});
	return (server.address() as AddressInfo).port;
}

/** Starts an HTTP server; gives its URL. */
export const serve = async (listener: RequestListener): Promise<string> =>
	`http://127.0.0.1:${await listening(createServer(listener))}`;
