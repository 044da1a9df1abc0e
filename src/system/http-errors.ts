// Turns a failed HTTP request into an error with its cause: refused, unknown host, TLS, timeout, lost connection.
import {defined} from './defined.ts';
import {hasCode, type NextCommand, WizardError} from './errors.ts';
import {exempting, proxyError, throughProxy} from './outbound/proxy-errors.ts';
import type {Route} from './outbound/route.ts';
import {clean, duration} from './text.ts';

/** A URL for messages: without user information, query and fragment, which may contain secrets. */
export function shown(url: string | URL): string {
	if (!URL.canParse(String(url))) return '(not a URL)';
	const {origin, pathname} = new URL(url);
	return `${origin}${pathname === '/' ? '' : pathname}`;
}

export function timedOut(
	url: string | URL,
	timeout: number,
	{cause, route}: {readonly cause: unknown; readonly route: Route},
): WizardError {
	return new WizardError('outside', `No answer from ${shown(url)} within ${duration(timeout)}`, {
		code: 'HTTP_TIMEOUT',
		cause,
		...defined({detail: throughProxy(route.proxy)}),
	});
}

/** Whether a repetition may succeed: not for unknown hosts, wrong certificates or timeouts. */
export function mayRepeat(error: unknown): boolean {
	return hasCode(error, 'HTTP_REFUSED', 'HTTP_LOST', 'HTTP_DNS_BUSY');
}

/** The error that Node's fetch threw, as a WizardError `outside` with a code for its cause. */
export function connectionError(url: string | URL, thrown: unknown, route?: Route): WizardError {
	const {code, message} = rootCause(thrown);
	if (route?.proxy !== undefined) {
		const error = proxyError(new URL(url), route.proxy, thrown, {code, message});
		if (error !== undefined) return error;
	}
	const where = shown(url);
	const {host, hostname} = URL.canParse(String(url)) ? new URL(url) : {host: where, hostname: where};
	const error = (errorCode: string, text: string, detail?: string, next?: readonly NextCommand[]): WizardError =>
		new WizardError('outside', text, {code: errorCode, cause: thrown, ...defined({detail, next})});
	const tls = tlsCauses[code];
	if (tls !== undefined)
		return error(
			'HTTP_TLS',
			`Can't trust ${host}: ${tls.reason} (${code})`,
			[tls.help, ...(route?.problems ?? [])].join('\n'),
			tls.next,
		);
	if (code === 'EPROTO' || code.startsWith('ERR_SSL_'))
		return error(
			'HTTP_TLS',
			`The TLS connection to ${host} failed (${code})`,
			'Check the port, and whether the address must start with http:// instead of https://.',
		);
	// As browsers do, fetch refuses ports of other protocols; without a proxy it is not used.
	if (message === 'bad port')
		return error(
			'HTTP_FAILED',
			`The request to ${where} failed: Node sends nothing to port ${new URL(url).port} through a proxy`,
			`Use another port of the server, or add ${hostname} to ${route?.proxy?.exemption ?? 'NO_PROXY'} where this machine reaches it directly.`,
			route?.proxy === undefined ? undefined : [exempting(new URL(url), route.proxy)],
		);
	switch (code) {
		case 'ECONNREFUSED':
			return error('HTTP_REFUSED', `Nothing answers at ${host}: connection refused`);
		case 'ENOTFOUND':
			return error('HTTP_DNS', `There is no host named ${hostname}`);
		case 'EAI_AGAIN':
			return error(
				'HTTP_DNS_BUSY',
				`Can't look up ${host}: the name resolution failed temporarily`,
				'Check the network and the VPN.',
			);
		case 'ECONNRESET':
		case 'EPIPE':
		case 'ETIMEDOUT':
		case 'EHOSTUNREACH':
		case 'ENETUNREACH':
		case 'ENETDOWN':
		case 'UND_ERR_SOCKET':
		case 'UND_ERR_CONNECT_TIMEOUT':
			return error('HTTP_LOST', `The connection to ${host} was lost (${code})`, throughProxy(route?.proxy));
		case 'UND_ERR_HEADERS_TIMEOUT':
		case 'UND_ERR_BODY_TIMEOUT':
			return error('HTTP_TIMEOUT', `No answer from ${where} for 5 min`);
		default:
			return error(
				'HTTP_FAILED',
				`The request to ${where} failed: ${clean(message)}${code === '' ? '' : ` (${code})`}`,
			);
	}
}

const caFile =
	'Pass the certificate of its authority with --ca-file PATH (or SSL_CERT_FILE=PATH). The check of certificates cannot be switched off.';
const trust: readonly NextCommand[] = [{command: '--ca-file PATH', when: 'to trust the authority of this certificate'}];
const unknownIssuer = {
	reason: 'its certificate is from an authority that this machine does not know',
	help: caFile,
	next: trust,
};
const selfSigned = {reason: 'its certificate is self-signed', help: caFile, next: trust};
const clock: readonly NextCommand[] = [{command: 'date', when: 'to see the clock of this machine'}];

type TlsCause = {readonly reason: string; readonly help: string; readonly next?: readonly NextCommand[]};

const tlsCauses: Readonly<Record<string, TlsCause>> = {
	DEPTH_ZERO_SELF_SIGNED_CERT: selfSigned,
	SELF_SIGNED_CERT_IN_CHAIN: {reason: 'its chain ends in a self-signed certificate', help: caFile, next: trust},
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownIssuer,
	UNABLE_TO_GET_ISSUER_CERT: unknownIssuer,
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownIssuer,
	CERT_HAS_EXPIRED: {
		reason: 'its certificate has expired',
		help: "The server needs a new certificate, unless this machine's clock is wrong.",
		next: clock,
	},
	CERT_NOT_YET_VALID: {reason: 'its certificate is not valid yet', help: "Check this machine's clock.", next: clock},
	ERR_TLS_CERT_ALTNAME_INVALID: {
		reason: 'its certificate is for another host',
		help: 'Use the host name in the certificate.',
	},
};

/** The innermost error with a code: fetch wraps causes, and for a host with several addresses throws a list of them. */
function rootCause(thrown: unknown): {readonly code: string; readonly message: string} {
	let current: unknown = thrown;
	let best = {code: '', message: thrown instanceof Error ? thrown.message : String(thrown)};
	for (let depth = 0; depth < 8 && current instanceof Error; depth++) {
		const code = (current as NodeJS.ErrnoException).code;
		const inner = current instanceof AggregateError ? (current.errors[0] as unknown) : current.cause;
		if (typeof code === 'string') best = {code, message: current.message};
		else if (current.message !== '') best = {code: best.code, message: current.message};
		current = inner;
	}
	return best;
}
