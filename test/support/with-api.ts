// Tests that talk to the fake server: started for each test, stopped whatever happens.
import {createServer, type RequestListener} from 'node:http';
import type {AddressInfo} from 'node:net';
import {onTestFinished} from 'vitest';
import {connect, type KfpClient} from '../../src/kfp/client.ts';
import {type KfpApi, type KfpApiOptions, startKfpApi} from '../fakes/kfp-api.ts';

export async function withApi(options?: KfpApiOptions): Promise<{api: KfpApi; client: KfpClient}> {
	const api = await startKfpApi(options);
	onTestFinished(() => api.stop());
	return {api, client: await connect({host: new URL(api.url)})};
}

/** Another server at a URL of its own, for what is no KFP API. */
export async function serve(listener: RequestListener): Promise<URL> {
	const server = createServer(listener);
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	onTestFinished(async () => {
		server.closeAllConnections();
		await new Promise<void>(resolve => server.close(() => resolve()));
	});
	return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}
