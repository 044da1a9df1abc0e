// The HTTP requests that were sent, for `--verbose`: each with its address, its answer, and how long it took.
import {WizardError} from './errors.ts';
import {shown} from './http-errors.ts';
import {duration} from './text.ts';

type Listener = (line: string) => void;

let listener: Listener | undefined;
/** The last line without its time: a state that is asked for again and again is reported when it changes. */
let last: string | undefined;

/** Calls back for each request that got an answer or failed. */
export function onSentRequest(show: Listener): void {
	listener = show;
	last = undefined;
}

/** The request with what came of it. Its address has no user information and no query, which may contain secrets. */
export async function reportingRequest<T extends {readonly status: number}>(
	{method, url}: {readonly method: string; readonly url: string | URL},
	work: () => Promise<T>,
): Promise<T> {
	if (listener === undefined) return work();
	const start = performance.now();
	const report = (result: string): void => {
		const line = `${method} ${shown(url)} ${result}`;
		if (method === 'GET' && line === last) return;
		last = line;
		listener?.(`${line}  (${duration(performance.now() - start)})`);
	};
	try {
		const answer = await work();
		report(String(answer.status));
		return answer;
	} catch (error) {
		if (error instanceof WizardError && error.kind !== 'cancelled') report(error.code);
		throw error;
	}
}
