// Whether an HTTP server answers at an address, asked over a connection of its own: `fetch` would use one that it kept open.
import {get} from 'node:http';
import {defined} from './defined.ts';
import {cancelled} from './errors.ts';

/**
 * True when any HTTP answer comes, whatever it says.
 * @param timeout milliseconds
 * @throws WizardError `cancelled` when the signal fired.
 */
export async function answersHttp(url: URL, timeout: number, signal?: AbortSignal): Promise<boolean> {
	if (signal?.aborted) throw cancelled();
	return new Promise((resolve, reject) => {
		const request = get(url, {agent: false, timeout, ...defined({signal})}, response => {
			response.destroy();
			resolve(true);
		});
		request.on('timeout', () => request.destroy());
		// Destroying a request that got its answer is an error too, after the fact.
		request.on('error', () => (signal?.aborted ? reject(cancelled()) : resolve(false)));
		request.on('close', () => resolve(false));
	});
}
