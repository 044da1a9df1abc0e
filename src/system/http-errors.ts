// Why there was no HTTP answer, in words: refused, no such name, TLS, time-out, cut off.
import {WizardError} from './errors.ts';
import {clean, duration} from './text.ts';

/** A URL as it may be shown: without user information, query and fragment. */
export function shown(url: string | URL): string {
	if (!URL.canParse(String(url))) return '(not a URL)';
	const {origin, pathname} = new URL(url);
	return `${origin}${pathname === '/' ? '' : pathname}`;
}

export function timedOut(url: string | URL, timeout: number, cause: unknown): WizardError {
	return new WizardError('outside', `No answer from ${shown(url)} within ${duration(timeout)}`, {
		code: 'HTTP_TIMEOUT',
		cause,
	});
}

/** Connection errors that another try may get past; not wrong names, wrong certificates or the end of the time. */
export function mayRepeat(error: unknown): boolean {
	return error instanceof WizardError && ['HTTP_REFUSED', 'HTTP_LOST', 'HTTP_DNS_BUSY'].includes(error.code);
}

/** What Node's fetch threw, as a WizardError `outside` whose code tells the cause. */
export function connectionError(url: string | URL, thrown: unknown): WizardError {
	const {code, message} = rootCause(thrown);
	const where = shown(url);
	const {host, hostname} = URL.canParse(String(url)) ? new URL(url) : {host: where, hostname: where};
	const error = (errorCode: string, text: string, detail?: string): WizardError =>
		new WizardError('outside', text, {
			code: errorCode,
			...(detail === undefined ? {} : {detail}),
			cause: thrown,
		});
	const tls = tlsCauses[code];
	if (tls !== undefined) return error('HTTP_TLS', `Can't trust ${host}: ${tls.reason} (${code})`, tls.help);
	if (code === 'EPROTO' || code.startsWith('ERR_SSL_'))
		return error(
			'HTTP_TLS',
			`${host} does not speak TLS the way it should (${code})`,
			'Perhaps the address should begin with http:// rather than https://, or the port is another one.',
		);
	switch (code) {
		case 'ECONNREFUSED':
			return error('HTTP_REFUSED', `Nothing answers at ${host}: connection refused`);
		case 'ENOTFOUND':
			return error('HTTP_DNS', `There is no host named ${hostname}`);
		case 'EAI_AGAIN':
			return error(
				'HTTP_DNS_BUSY',
				`Can't look up ${host}: name resolution failed for now`,
				'Is the network or the VPN down?',
			);
		case 'ECONNRESET':
		case 'EPIPE':
		case 'ETIMEDOUT':
		case 'EHOSTUNREACH':
		case 'ENETUNREACH':
		case 'ENETDOWN':
		case 'UND_ERR_SOCKET':
		case 'UND_ERR_CONNECT_TIMEOUT':
			return error('HTTP_LOST', `The connection to ${host} was lost (${code})`);
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
	'Name the certificate of its authority with --ca-file PATH (or NODE_EXTRA_CA_CERTS=PATH). There is no switch to trust it unseen.';
const unknownIssuer = {reason: 'its certificate comes from an authority this machine does not know', help: caFile};
const selfSigned = {reason: 'its certificate is self-signed', help: caFile};

const tlsCauses: Readonly<Record<string, {readonly reason: string; readonly help: string}>> = {
	DEPTH_ZERO_SELF_SIGNED_CERT: selfSigned,
	SELF_SIGNED_CERT_IN_CHAIN: {reason: 'its chain ends in a self-signed certificate', help: caFile},
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownIssuer,
	UNABLE_TO_GET_ISSUER_CERT: unknownIssuer,
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownIssuer,
	CERT_HAS_EXPIRED: {
		reason: 'its certificate has expired',
		help: "It must be renewed there, unless this machine's clock is wrong.",
	},
	CERT_NOT_YET_VALID: {reason: 'its certificate is not valid yet', help: "Is this machine's clock right?"},
	ERR_TLS_CERT_ALTNAME_INVALID: {
		reason: 'its certificate is for another host',
		help: 'Use the host name that the certificate names.',
	},
};

/** The innermost error with a code: fetch wraps causes, and a host with several addresses gives a list of them. */
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
