// One call to the KFP API: headers, timeout, JSON, schema. All requests to KFP go through it.
import type * as z from 'zod';
import {defined} from '../system/defined.ts';
import {hasCode, WizardError, withDetails} from '../system/errors.ts';
import {type HttpAnswer, type HttpRequest, request} from '../system/http.ts';
import {parseJson} from '../system/json.ts';
import {cleanLine} from '../system/text.ts';
import {wideCharacter} from '../system/wide-characters.ts';
import type {Auth} from './auth/auth.ts';
import {loginNeed} from './auth/login-need.ts';
import {apiUrl} from './endpoint.ts';
import {notKfp, refusal} from './refusals.ts';
import type {ServerClock} from './server-clock.ts';

/** The address of a KFP API, and what its requests need. */
export type ServerAccess = {
	readonly host: URL;
	/** The address to call now, for a host behind a port-forward. `check`: an answer came through it just before. */
	readonly reach?: (check: boolean, signal?: AbortSignal) => Promise<URL>;
	/** Who the user is; without it nothing is sent. */
	readonly auth?: Auth;
	/** Learns from the answers. */
	readonly clock?: ServerClock;
	readonly signal?: AbortSignal;
};

export type ApiCall<T> = {
	readonly method: HttpRequest['method'];
	/** Below the host, with encoded parts: `/apis/v2beta1/runs`. */
	readonly path: string;
	/** Empty and undefined values are left out. */
	readonly query?: Readonly<Record<string, string | undefined>>;
	readonly json?: unknown;
	readonly form?: FormData;
	readonly schema: z.ZodType<T>;
	/** The operation, after "can't": `start the run`. */
	readonly doing: string;
	/** Milliseconds; default 30,000. */
	readonly timeout?: number;
	readonly limit?: number;
	/** Characters after which the answer comes as a `rest`. */
	readonly beginning?: number;
};

/**
 * Sends a call and parses its answer. Only GET and DELETE are repeated after a connection error or a busy gateway.
 * @throws WizardError as of `refusal` and `notKfp`, or `HTTP_…` when there is no answer.
 */
export async function callApi<T>(server: ServerAccess, options: ApiCall<T>): Promise<T> {
	const answer = await sendCall(server, options);
	const named = server.reach === undefined ? server.host : undefined;
	if (answer.status >= 400) throw withRenewal(refusal(answer, options.doing, named), answer, server);
	const result = options.schema.safeParse(parseJson(answer.text));
	if (answer.status >= 300 || !result.success) throw withRenewal(notKfp(answer, options.doing, named), answer, server);
	return result.data;
}

/** Like `callApi`; `undefined` where the KFP server answers that the resource does not exist (not for a wrong address). */
export async function lookUp<T>(server: ServerAccess, options: ApiCall<T>): Promise<T | undefined> {
	return callApi(server, options).catch((error: unknown) => {
		if (hasCode(error, 'KFP_NOT_FOUND')) return undefined;
		throw error;
	});
}

/** With the command that renews the user's credential, where that was refused. A user who is known has no permission. */
function withRenewal(error: WizardError, answer: HttpAnswer, {auth}: ServerAccess): WizardError {
	if (loginNeed(answer) === undefined || auth === undefined || auth.next.length === 0) return error;
	return withDetails(error, {next: [...auth.next, ...error.next]});
}

/** Longest chain of logins for one call: a proxy in front, then the server itself. */
const mostRenewals = 2;

/**
 * Sends a call. The caller judges the answer. One that asks for a login did nothing: with a new credential the call is sent
 * again.
 */
export async function sendCall(server: ServerAccess, options: Omit<ApiCall<unknown>, 'schema'>): Promise<HttpAnswer> {
	const {auth} = server;
	for (let renewals = 0; ; renewals++) {
		const generation = auth?.generation() ?? 0;
		const answer = await sendReached(server, options);
		const need = auth === undefined || renewals === mostRenewals ? undefined : loginNeed(answer);
		if (need === undefined || auth === undefined || !(await auth.renew(generation, need))) return answer;
	}
}

/**
 * Behind a port-forward that drops, a GET or DELETE is sent again; any other
 * call is sent only after the way was checked.
 */
async function sendReached(server: ServerAccess, options: Omit<ApiCall<unknown>, 'schema'>): Promise<HttpAnswer> {
	const isRepeatable = options.method === 'GET' || options.method === 'DELETE';
	const {reach, signal} = server;
	if (reach === undefined) return sendTo(server.host, server, options, isRepeatable);
	try {
		return await sendTo(await reach(!isRepeatable, signal), server, options, isRepeatable);
	} catch (error) {
		if (!isRepeatable || !hasCode(error, 'HTTP_REFUSED', 'HTTP_LOST', 'HTTP_TIMEOUT')) throw error;
		return sendTo(await reach(true, signal), server, options, isRepeatable);
	}
}

async function sendTo(
	host: URL,
	server: ServerAccess,
	options: Omit<ApiCall<unknown>, 'schema'>,
	retry: boolean,
): Promise<HttpAnswer> {
	const {method, path, query = {}, json, form, timeout = 30_000, limit, beginning} = options;
	const url = new URL(apiUrl(host, path));
	for (const [key, value] of Object.entries(query))
		if (value !== undefined && value !== '') url.searchParams.set(key, value);
	const body = json === undefined ? form : JSON.stringify(json);
	refuseWideText(options.doing, url.search, body);
	const answer = await request({
		method,
		// The server reads %20, not +, in some places.
		url: url.href.replace(url.search, url.search.replaceAll('+', '%20')),
		headers: {
			accept: 'application/json',
			...(json === undefined ? {} : {'content-type': 'application/json'}),
			...(await server.auth?.headers(url)),
		},
		timeout,
		...defined({body, limit, beginning, signal: server.signal}),
		retry,
	});
	server.auth?.keep(url, answer.headers);
	server.clock?.keep(answer.headers);
	return answer;
}

function refuseWideText(doing: string, query: string, body: string | FormData | undefined): void {
	const wide = wideCharacter.exec(
		decodeURIComponent(query.replaceAll('+', ' ')) + (typeof body === 'string' ? body : ''),
	);
	if (wide === null) return;
	throw new WizardError('usage', `Can't ${doing}: Kubeflow Pipelines can't store the character ${cleanLine(wide[0])}`, {
		code: 'KFP_WIDE_CHARACTER',
		detail: 'Names, descriptions and parameters cannot contain emoji or other characters beyond U+FFFF.',
	});
}
