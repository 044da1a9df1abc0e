// Servers on this machine that end with the test that started them.
import {createServer, type RequestListener} from 'node:http';
import type {AddressInfo, Server} from 'node:net';
import {onTestFinished} from 'vitest';

/** Starts a server; gives its port. */
export async function listening(server: Server): Promise<number> {
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	onTestFinished(async () => {
		if ('closeAllConnections' in server) (server.closeAllConnections as () => void)();
		await new Promise<void>(resolve => server.close(() => resolve()));
	});
	return (server.address() as AddressInfo).port;
}

/** Starts an HTTP server; gives its URL. */
export const serve = async (listener: RequestListener): Promise<string> =>
	`http://127.0.0.1:${await listening(createServer(listener))}`;
