// Errors of a proxy, which names the variable that set it: it cannot be reached, or it refuses.
import type {Received} from '../direct-request.ts';
import {type NextCommand, WizardError} from '../errors.ts';
import {quote} from '../text.ts';
import {portOf} from './no-proxy.ts';
import type {Proxy} from './proxy.ts';
import {ProxyConnectionError} from './route.ts';

type Cause = {readonly code: string; readonly message: string};

const reasons: Readonly<Record<string, string>> = {
	ECONNREFUSED: 'connection refused',
	ENOTFOUND: 'there is no host of this name',
	EAI_AGAIN: 'the name resolution failed temporarily',
	EHOSTUNREACH: 'no route to it',
	ENETUNREACH: 'no route to it',
	ETIMEDOUT: 'no answer',
	UND_ERR_CONNECT_TIMEOUT: 'no answer',
};

/** The error of the proxy; `undefined` where the host behind it, or the connection through it, failed. */
export function proxyError(url: URL, proxy: Proxy, thrown: unknown, {code, message}: Cause): WizardError | undefined {
	// The texts of undici's ProxyAgent, whose errors have no field for the status.
	const [, status] = /^Proxy (?:response|Authentication Required) \((\d{3})\)/.exec(message) ?? [];
	if (status !== undefined) return refusal(url, proxy, Number(status), thrown);
	// Without TLS, the only connection is that to the proxy.
	if (!isOfProxy(thrown) && !(url.protocol === 'http:' && code in reasons)) return undefined;
	const reason = reasons[code] ?? `the connection failed (${code === '' ? message : code})`;
	return new WizardError('outside', `The proxy ${titleOf(proxy)} cannot be reached: ${reason}`, {
		code: 'PROXY_UNREACHABLE',
		detail: `It is used for ${url.host}. ${withoutProxy(url, proxy)}`,
		next: [exempting(url, proxy)],
		cause: thrown,
	});
}

/** What a proxy answered by itself to a request without TLS, which has no tunnel whose status would be the proxy's. */
export function refusedByProxy(
	url: URL,
	{status, headers}: Received,
	proxy: Proxy | undefined,
): WizardError | undefined {
	if (proxy === undefined || url.protocol !== 'http:' || status < 400) return undefined;
	const isOwn =
		status === 407 ||
		headers.has('x-squid-error') ||
		headers.has('proxy-status') ||
		/^(squid|tinyproxy|privoxy)\b/i.test(headers.get('server') ?? '') ||
		(status === 403 && !headers.has('content-type'));
	return isOwn ? refusal(url, proxy, status, undefined) : undefined;
}

function refusal(url: URL, proxy: Proxy, status: number, cause: unknown): WizardError {
	const {variable, authorization} = proxy;
	const target = `${url.hostname}:${portOf(url)}`;
	const error = (what: string, detail: string, next = [exempting(url, proxy)]): WizardError =>
		new WizardError('outside', `The proxy ${titleOf(proxy)} ${what} (${status})`, {
			code: 'PROXY_REFUSED',
			detail,
			next,
			cause,
		});
	if (status === 407) {
		const whole = `http://…:…@${new URL(proxy.origin).host}`;
		const login = {command: `export ${variable}=${quote(whole)}`, when: 'to log in with your user and password'};
		const next = [login, exempting(url, proxy)];
		return authorization === undefined
			? error('requires a login', `Put the user and the password into ${variable}.`, next)
			: error(`does not accept the user and password in ${variable}`, withoutProxy(url, proxy), next);
	}
	if (status >= 500) return error(`cannot connect to ${target}`, withoutProxy(url, proxy));
	return error(`does not allow a connection to ${target}`, withoutProxy(url, proxy));
}

/** For an error that may be the proxy's. */
export const throughProxy = (proxy: Proxy | undefined): string | undefined =>
	proxy === undefined ? undefined : `The request goes through the proxy ${titleOf(proxy)}.`;

const titleOf = ({origin, variable}: Proxy): string => `${origin} (${variable})`;

const withoutProxy = ({hostname}: URL, {variable, exemption}: Proxy): string =>
	`Correct ${variable}, or add ${hostname} to ${exemption} to connect without the proxy.`;

/** Connects without the proxy. */
export const exempting = ({hostname}: URL, {exemption}: Proxy): NextCommand => ({
	command: `export ${exemption}="$${exemption}",${quote(hostname)}`,
	when: 'to connect without the proxy',
});

function isOfProxy(thrown: unknown): boolean {
	for (let current = thrown; current instanceof Error; current = current.cause)
		if (current instanceof ProxyConnectionError) return true;
	return false;
}
