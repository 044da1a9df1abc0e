// Turns the refusal of a KFP server, or an answer that is not from KFP, into a WizardError.
import * as z from 'zod';
import {defined} from '../system/defined.ts';
import {type NextCommand, WizardError} from '../system/errors.ts';
import type {HttpAnswer} from '../system/http.ts';
import {parseJson} from '../system/json.ts';
import {clean, cleanLine, quote} from '../system/text.ts';
import {isPage, type LoginNeed, loginNeed, pageTitle} from './auth/login-need.ts';
import {addressOf, parseHost} from './endpoint.ts';
import {adviceFor} from './refusal-advice.ts';

/** Reaches the UI and the API behind it without a login page in front. */
export const portForward: NextCommand = {
	command: 'kubectl port-forward --namespace kubeflow svc/ml-pipeline-ui 8080:80',
	when: 'to reach Kubeflow Pipelines directly; then use --host http://localhost:8080',
};

export const serverPod: NextCommand = {
	command: 'kubectl --namespace kubeflow get pods -l app=ml-pipeline',
	when: 'to check the pod of the API server',
};

const serverLog: NextCommand = {
	command: 'kubectl --namespace kubeflow logs deployment/ml-pipeline --tail 50',
	when: 'to read what the API server says of it',
};

const Gateway = z.object({
	code: z.number(),
	message: z.string().default(''),
	details: z.array(z.object({message: z.string().default('')})).default([]),
});
const Upload = z.object({error_message: z.string(), error_details: z.string().default('')});
const Kubernetes = z.object({kind: z.literal('Status'), message: z.string()});

/**
 * A refusal (status 400 and above) as an error. Codes: `KFP_DENIED` (401, 403), `KFP_NOT_FOUND` (the resource does not
 * exist; not for a wrong address), `KFP_CONFLICT` (409), `KFP_REFUSED` (other 4xx), `KFP_FAILED` (5xx).
 * @param doing the operation, after "can't": `start the run`.
 * @param host the address that the user named; `undefined` for a port-forward of kfp-wizard
 */
export function refusal(answer: HttpAnswer, doing: string, host?: URL): WizardError {
	const serverText = answerText(answer);
	if (serverText === undefined) return notKfp(answer, doing, host);
	const words = readable(serverText);
	const advice = adviceFor(serverText, answer.status);
	const denied = answer.status === 401 || answer.status === 403;
	const code = codeOf(answer.status, serverText);
	const next = advice?.next ?? (code === 'KFP_FAILED' ? [serverLog] : undefined);
	return new WizardError(
		denied ? 'denied' : 'outside',
		`Kubeflow Pipelines can't ${doing}: ${words || `HTTP ${answer.status}`}`,
		{
			code,
			...defined({detail: advice?.help, next}),
		},
	);
}

/** The error for an answer that is not from a KFP API: a login page, a redirect, another service. */
export function notKfp(answer: HttpAnswer, doing: string, host?: URL): WizardError {
	const location = answer.headers.get('location') ?? '';
	const refusedLogin = answer.status === 401 || answer.status === 403;
	const need = loginNeed(answer);
	if (answer.status >= 300 && answer.status < 400 && location !== '') {
		const target =
			/^https?:/i.test(location) && URL.canParse(location)
				? withoutQuery(location)
				: cleanLine(location.split(/[?#]/)[0] ?? '');
		return new WizardError(
			need === undefined ? 'outside' : 'denied',
			need === undefined
				? `Can't ${doing}: the host redirects to ${target}, so the KFP API is not at this address`
				: `Can't ${doing}: the host redirects to ${pageOf(need)} (${target})`,
			{
				code: need === undefined ? 'KFP_REDIRECT' : 'KFP_LOGIN',
				detail: need === undefined ? 'If that address is right, pass it with --host.' : loginAdvice(need),
				next: need === undefined ? [...moved(location, host), portForward] : loginNext(need),
			},
		);
	}
	if (gatewayStatuses.has(answer.status) && need === undefined)
		return new WizardError(
			'outside',
			`Can't ${doing}: the server or the gateway before it is busy or does not work now (HTTP ${answer.status})`,
			{
				code: 'KFP_NOT_API',
				detail: 'Run the command again later. If it stays so, check the address and port in --host.',
				next: [serverPod],
			},
		);
	if (isPage(answer)) {
		const title = cleanLine(pageTitle(answer)).trim();
		const page = `a web page${title === '' ? '' : ` (“${title}”)`}`;
		return new WizardError(
			need === undefined ? 'outside' : 'denied',
			`Can't ${doing}: the host answers with ${page}, not with the KFP API`,
			{
				code: need === undefined ? 'KFP_NOT_API' : 'KFP_LOGIN',
				detail:
					need === undefined
						? 'Check the address and port in --host. In a full Kubeflow the API is under /pipeline.'
						: `It looks like ${pageOf(need)}. ${loginAdvice(need)}`,
				next: need === undefined ? [...below(host), portForward] : loginNext(need),
			},
		);
	}
	const start = cleanLine(answer.text.slice(0, 200)).trim();
	return new WizardError(
		refusedLogin ? 'denied' : 'outside',
		refusedLogin
			? `Can't ${doing}: access was refused (HTTP ${answer.status})`
			: `Can't ${doing}: the answer (HTTP ${answer.status}) is not from the KFP API`,
		{
			code: refusedLogin ? 'KFP_DENIED' : 'KFP_NOT_API',
			...(start === '' ? {} : {detail: need?.product === 'Istio' ? istioAdvice : `It starts with: ${start}`}),
			next: need?.product === 'Istio' ? loginNext(need) : [...(refusedLogin ? [] : below(host)), portForward],
		},
	);
}

/** The host that a redirect of a call leads to. */
function moved(location: string, host: URL | undefined): readonly NextCommand[] {
	if (host === undefined || !URL.canParse(location, host.href) || !location.includes('/apis/')) return [];
	const address = addressOf(parseHost(new URL(location, host).href));
	return [{command: `--host ${quote(address)}`, when: 'to use the address that it redirects to'}];
}

/** Where a full Kubeflow has the API, whose own pages are above it. */
function below(host: URL | undefined): readonly NextCommand[] {
	if (host === undefined || host.pathname !== '/') return [];
	return [{command: `--host ${quote(`${host.origin}/pipeline`)}`, when: 'to use the API of a full Kubeflow there'}];
}

/** What a gateway answers by itself where the server behind it is busy, restarts or is away. */
const gatewayStatuses: ReadonlySet<number> = new Set([429, 502, 503, 504]);

const pageOf = ({product}: LoginNeed): string =>
	product === undefined ? 'a login page' : `the login page of ${product}`;

const istioAdvice =
	'Istio refuses it (RBAC: access denied): the request has no identity that it accepts. A token of a service account may have one.';

function loginAdvice({product}: LoginNeed): string {
	switch (product) {
		case 'Dex':
		case 'oauth2-proxy':
			return 'kfp-wizard logs in with a user and a password, a token, or the session cookie of your browser.';
		case 'Google IAP':
			return 'Google IAP needs a token for its client id, such as gcloud auth print-identity-token --audiences=CLIENT_ID gives it.';
		default:
			return 'A proxy in front of Kubeflow requires a login: kfp-wizard can send a token or the session cookie of your browser.';
	}
}

/** Logins that need no form of the server. */
export const otherLogins: readonly NextCommand[] = [
	{command: '--token-command COMMAND', when: 'to log in with a token: that of a command that prints one'},
	{command: '--cookie-file PATH', when: 'to log in with the session cookie of your browser: from a file'},
];

/** A login by the form of Dex, where no question can be asked. */
export const formLogin: NextCommand = {
	command: 'export KFP_WIZARD_USER=… KFP_WIZARD_PASSWORD=…',
	when: 'to log in with the form of Dex',
};

const loginNext = ({product}: LoginNeed): readonly NextCommand[] =>
	product === 'Dex' || product === 'oauth2-proxy'
		? [formLogin, ...otherLogins, portForward]
		: [...otherLogins, portForward];

/**
 * The part of a server's message that is for people: one paragraph, without the Go stack and the chain of wrapping calls
 * in front of the cause.
 */
export function readable(text: string): string {
	const lines: string[] = [];
	for (const line of clean(text).split('\n')) {
		if (line === 'Failed to compile job' || isStackLine(line)) break;
		lines.push(line.trim());
	}
	const paragraph = lines.join(' ').trim();
	const cause = paragraph.replace(
		/^.*\b(?:[A-Z]\w*Error|Invalid input error|Already exist error|Internal error|PermissionDenied): /,
		'',
	);
	return cutLong(
		cause
			.replace(/ \(request: &ResourceAttributes\{.*\}\)$/, '')
			.replace(/ with reason: *$/, '')
			.trim(),
	);
}

/** The server's message, or undefined where the answer has none of its forms (gateway, upload, plain text). */
function answerText(answer: HttpAnswer): string | undefined {
	const type = answer.headers.get('content-type') ?? '';
	const body = parseJson(answer.text);
	const gateway = Gateway.safeParse(body);
	if (gateway.success) {
		const {message, details} = gateway.data;
		const external = details[0]?.message ?? '';
		// A 401 has its cause in `message` only.
		return external === '' || external === 'Internal Server Error' || gateway.data.code === 16 ? message : external;
	}
	const upload = Upload.safeParse(body);
	if (upload.success) return upload.data.error_details || upload.data.error_message;
	const kubernetes = Kubernetes.safeParse(body);
	if (kubernetes.success) return kubernetes.data.message;
	if (type.startsWith('text/plain') && answer.status === 400 && answer.text.length < 10_000) return answer.text;
	return undefined;
}

function codeOf(status: number, serverText: string): string {
	if (status === 401 || status === 403) return 'KFP_DENIED';
	if (status === 404) return serverText === 'Not Found' ? 'KFP_NO_SUCH_CALL' : 'KFP_NOT_FOUND';
	if (status === 409) return 'KFP_CONFLICT';
	return status >= 500 ? 'KFP_FAILED' : 'KFP_REFUSED';
}

/** `github.com/x/y.(*T).Method`, `main.apiServerInterceptor`, `net/http.serve`, `runtime.goexit`, and the indented file below each. */
const isStackLine = (line: string): boolean =>
	line.startsWith('\t') || /^(?:[\w-]+\.[a-z]+\/\S+|(?:net|main|runtime|google\.golang\.org)[\w./-]*\.\S+)$/.test(line);

const cutLong = (text: string): string => (text.length <= 600 ? text : `${text.slice(0, 597)}…`);

const withoutQuery = (url: string): string => {
	const {origin, pathname} = new URL(url);
	return cleanLine(`${origin}${pathname}`);
};
