// The fake KFP server for one test, and a client of it; stopped whatever happens.
import type {RequestListener} from 'node:http';
import {onTestFinished} from 'vitest';
import {connect, type KfpClient} from '../../src/kfp/client.ts';
import {serve} from './servers.ts';
import {type KfpApi, type KfpApiOptions, startKfpApi} from '../fakes/kfp-api.ts';

export async function withApi(options?: KfpApiOptions): Promise<{api: KfpApi; client: KfpClient}> {
	const api = await startKfpApi(options);
	onTestFinished(() => api.stop());
	return {api, client: await connect({host: new URL(api.url)})};
}

/** Starts a server that is not a KFP API; gives its address. */
export const serveHost = async (listener: RequestListener): Promise<URL> => new URL(await serve(listener));
