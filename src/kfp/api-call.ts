// One call to the KFP API: headers, time-outs, JSON, schema. Nothing else in this room sends a request.
import type * as z from 'zod';
import {WizardError} from '../system/errors.ts';
import {type HttpAnswer, type HttpRequest, request} from '../system/http.ts';
import {cleanLine} from '../system/text.ts';
import type {Sensitive} from '../system/secrets.ts';
import {apiUrl, isNear} from './endpoint.ts';
import {notKfp, refusal} from './refusals.ts';

export type Door = {
	readonly host: URL;
	readonly token?: Sensitive;
	readonly signal?: AbortSignal;
};

export type Call<T> = {
	readonly method: HttpRequest['method'];
	/** Below the host, with encoded parts: `/apis/v2beta1/runs`. */
	readonly path: string;
	/** Empty and undefined values are left out. */
	readonly query?: Readonly<Record<string, string | undefined>>;
	readonly json?: unknown;
	readonly form?: FormData;
	readonly schema: z.ZodType<T>;
	/** What is tried, after "can't": `start the run`. */
	readonly doing: string;
	/** Milliseconds; default 30,000. */
	readonly timeout?: number;
	readonly limit?: number;
};

/**
 * Sends a call and reads its answer. Only GET and DELETE are repeated after a connection error or a busy gateway.
 * @throws WizardError as `refusal` and `notKfp` say, or `HTTP_…` when there was no answer.
 */
export async function call<T>(door: Door, options: Call<T>): Promise<T> {
	const answer = await send(door, options);
	if (answer.status >= 400) throw refusal(answer, options.doing);
	const result = options.schema.safeParse(parseJson(answer.text));
	if (answer.status >= 300 || !result.success) throw notKfp(answer, options.doing);
	return result.data;
}

/** Like `call`, and `undefined` where the server itself says that there is no such thing (not where the address is wrong). */
export async function find<T>(door: Door, options: Call<T>): Promise<T | undefined> {
	return call(door, options).catch((error: unknown) => {
		if (error instanceof WizardError && error.code === 'KFP_NOT_FOUND') return undefined;
		throw error;
	});
}

/** Sends a call and gives its answer unjudged. */
export async function send(door: Door, options: Omit<Call<unknown>, 'schema'>): Promise<HttpAnswer> {
	const {method, path, query = {}, json, form, timeout = 30_000, limit} = options;
	const url = new URL(apiUrl(door.host, path));
	for (const [key, value] of Object.entries(query))
		if (value !== undefined && value !== '') url.searchParams.set(key, value);
	const body = json === undefined ? form : JSON.stringify(json);
	refuseWideText(options.doing, url.search, body);
	return request({
		method,
		// The server reads %20, not +, in some places.
		url: url.href.replace(url.search, url.search.replaceAll('+', '%20')),
		headers: {
			accept: 'application/json',
			...(json === undefined ? {} : {'content-type': 'application/json'}),
			...(door.token === undefined ? {} : {authorization: `Bearer ${bearer(door.token, door.host)}`}),
		},
		...(body === undefined ? {} : {body}),
		timeout,
		...(limit === undefined ? {} : {limit}),
		...(door.signal === undefined ? {} : {signal: door.signal}),
		retry: method === 'GET' || method === 'DELETE',
	});
}

/** The token as a header value: trimmed, without a `Bearer ` of its own, never over plain http to another machine. */
function bearer(token: Sensitive, host: URL): string {
	const value = token
		.reveal()
		.trim()
		.replace(/^bearer(\s+|$)/i, '');
	if (!/^[\x21-\x7e]+$/.test(value))
		throw new WizardError('usage', 'The token for Kubeflow Pipelines is empty or holds spaces or line breaks', {
			code: 'KFP_TOKEN_BROKEN',
		});
	if (host.protocol === 'http:' && !isNear(host)) {
		throw new WizardError(
			'usage',
			`The token would travel unencrypted to ${host.host}: --host must begin with https://`,
			{
				code: 'KFP_TOKEN_OVER_HTTP',
			},
		);
	}
	return value;
}

/**
 * The server's database holds no characters beyond U+FFFF: an upload with an emoji passes, and its run then starts in
 * the cluster without being listed anywhere.
 */
function refuseWideText(doing: string, query: string, body: string | FormData | undefined): void {
	const wide = /[\u{10000}-\u{10FFFF}]/u.exec(
		decodeURIComponent(query.replaceAll('+', ' ')) + (typeof body === 'string' ? body : ''),
	);
	if (wide === null) return;
	throw new WizardError('usage', `Can't ${doing}: Kubeflow Pipelines can't store the character ${cleanLine(wide[0])}`, {
		code: 'KFP_WIDE_CHARACTER',
		detail: 'Names, descriptions and parameters may hold no emoji or other characters beyond U+FFFF.',
	});
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
