// Sends one HTTP request with a total time, a size limit and readable failures; repeats only requests that are safe to repeat.
import {now, sleep} from './clock.ts';
import {defined} from './defined.ts';
import {type AnswerHeaders, type Received, sendDirectly} from './direct-request.ts';
import {cancelled, WizardError} from './errors.ts';
import {connectionError, mayRepeat, shown, timedOut} from './http-errors.ts';
import {refusedByProxy} from './outbound/proxy-errors.ts';
import {type Route, routeTo} from './outbound/route.ts';
import {reportingRequest} from './sent-requests.ts';
import {bytes} from './text.ts';

export type HttpRequest = {
	readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	readonly url: string | URL;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: string | Uint8Array | FormData;
	/** Milliseconds in total, repetitions included. Through a proxy Node stops waiting for the start of an answer after 300,000. */
	readonly timeout: number;
	/** Largest answer in bytes (after decompression); default 32 MiB. */
	readonly limit?: number;
	/**
	 * Characters. An answer with status 200 that has more, and is no web page, comes as its beginning and the `rest`; `limit`
	 * and `timeout` are not for the rest.
	 */
	readonly beginning?: number;
	readonly signal?: AbortSignal;
	/** Only for calls that are safe to send twice. */
	readonly retry?: boolean;
};

export type HttpAnswer = {
	readonly status: number;
	readonly headers: AnswerHeaders;
	/** As received. Pass it through `clean()` before showing it. */
	readonly text: string;
	/** What comes after `text`, in pieces. Read it to its end, or leave the loop early: that closes the connection. */
	readonly rest?: AsyncGenerator<string>;
};

const tries = 4;
const temporary: ReadonlySet<number> = new Set([408, 425, 429, 502, 503, 504]);

/**
 * Sends one request. Any HTTP status is an answer. Redirects are never followed: the caller judges `location`.
 * With `retry`, requests with connection errors and 408, 425, 429, 502, 503, 504 are sent up to four times (full jitter from 0.5 s,
 * at most 15 s, or as in `Retry-After`), all within `timeout`; the last answer is returned as it is.
 * @throws WizardError `outside` with a code `HTTP_…` when there is no answer, `cancelled` when the signal fired.
 */
export async function request(options: HttpRequest): Promise<HttpAnswer> {
	const deadline = performance.now() + options.timeout;
	for (let attempt = 1; ; attempt++) {
		const last = options.retry !== true || attempt === tries;
		const send = async (): Promise<HttpAnswer> => once(options, deadline - performance.now());
		const outcome = await reportingRequest(options, send).catch((error: unknown) => {
			if (last || !mayRepeat(error)) throw error;
			return error;
		});
		const answer = outcome instanceof WizardError ? undefined : (outcome as HttpAnswer);
		if (answer !== undefined && (last || !temporary.has(answer.status))) return answer;
		const pause = (answer && retryAfter(answer.headers)) ?? Math.random() * Math.min(15_000, 500 * 2 ** (attempt - 1));
		if (performance.now() + pause >= deadline) {
			if (answer !== undefined) return answer;
			throw outcome;
		}
		await sleep(pause, options.signal).catch(() => {
			throw cancelled();
		});
	}
}

async function once(options: HttpRequest, timeout: number): Promise<HttpAnswer> {
	const {url, limit = 32 * 1024 * 1024, beginning, signal} = options;
	if (signal?.aborted) throw cancelled();
	const route = await routeTo(new URL(url));
	const clock = new AbortController();
	const timer = setTimeout(() => clock.abort(), Math.max(1, Math.ceil(timeout)));
	const failure = (error: unknown): WizardError => {
		if (error instanceof WizardError) return error;
		if (signal?.aborted) return cancelled();
		if (clock.signal.aborted) return timedOut(url, options.timeout, {cause: error, route});
		return connectionError(url, error, route);
	};
	try {
		const ends = signal === undefined ? clock.signal : AbortSignal.any([signal, clock.signal]);
		const received = await send(options, route, ends);
		const refused = refusedByProxy(new URL(url), received, route.proxy);
		if (refused !== undefined) throw refused;
		const {status, headers, body} = received;
		const isDivided = beginning !== undefined && status === 200 && !isPage(headers);
		const read = isDivided
			? await readBeginning(piecesOf(body, failure), beginning)
			: {text: await readLimited(body, limit, url)};
		return {status, headers, ...read};
	} catch (error) {
		throw failure(error);
	} finally {
		clearTimeout(timer);
	}
}

async function send(options: HttpRequest, {agent, dispatcher}: Route, signal: AbortSignal): Promise<Received> {
	const {method, url, headers = {}, body} = options;
	if (dispatcher === undefined) {
		const {type, content} = isForm(body) ? await encoded(body) : {type: {}, content: body};
		return sendDirectly(new URL(url), {method, headers: {...headers, ...type}, body: content, signal, agent});
	}
	const response = await fetch(url, {method, headers, ...defined({body}), dispatcher, redirect: 'manual', signal});
	const {status, headers: answered} = response;
	return {status, headers: answered, body: (response.body ?? []) as AsyncIterable<Uint8Array>};
}

/** Asking for the class would load fetch. */
const isForm = (body: HttpRequest['body']): body is FormData =>
	typeof body === 'object' && !(body instanceof Uint8Array);

async function encoded(form: FormData): Promise<{readonly type: Record<string, string>; readonly content: Uint8Array}> {
	const whole = new Response(form);
	const type = {'content-type': whole.headers.get('content-type') ?? ''};
	return {type, content: new Uint8Array(await whole.arrayBuffer())};
}

const isPage = (headers: AnswerHeaders): boolean => (headers.get('content-type') ?? '').includes('text/html');

async function readBeginning(
	pieces: AsyncGenerator<string>,
	beginning: number,
): Promise<Pick<HttpAnswer, 'text' | 'rest'>> {
	let text = '';
	while (text.length <= beginning) {
		const piece = await pieces.next();
		if (piece.done === true) return {text};
		text += piece.value;
	}
	return {text, rest: pieces};
}

/** The body as text, piece by piece: a character may be cut by the end of a chunk. */
async function* piecesOf(body: Received['body'], failure: (error: unknown) => WizardError): AsyncGenerator<string> {
	const decoder = new TextDecoder('utf-8', {ignoreBOM: true});
	try {
		for await (const chunk of body) yield decoder.decode(chunk, {stream: true});
	} catch (error) {
		throw failure(error);
	}
	yield decoder.decode();
}

/** The body as text. Leaving the loop early closes the connection, so an endless answer is not read to its end. */
async function readLimited(body: Received['body'], limit: number, url: string | URL): Promise<string> {
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of body) {
		size += chunk.byteLength;
		if (size > limit) {
			throw new WizardError('outside', `The answer of ${shown(url)} is larger than ${bytes(limit)}`, {
				code: 'HTTP_TOO_LARGE',
			});
		}
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString('utf8');
}

/** The pause that the server asks for, in milliseconds: the header has seconds or a date. */
function retryAfter(headers: AnswerHeaders): number | undefined {
	const text = headers.get('retry-after')?.trim();
	if (text === undefined || text === '') return undefined;
	if (/^\d+$/.test(text)) return Number(text) * 1000;
	const date = Date.parse(text);
	return Number.isNaN(date) ? undefined : Math.max(0, date - answeredAt(headers));
}

/** When the server answered, by its own clock; by that of this machine where it does not say. Milliseconds since 1970. */
export function answeredAt(headers: AnswerHeaders): number {
	const date = Date.parse(headers.get('date') ?? '');
	return Number.isNaN(date) ? now().getTime() : date;
}
