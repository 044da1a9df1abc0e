// Turns the refusal of a KFP server, or an answer that is not from KFP, into a WizardError.
import * as z from 'zod';
import {defined} from '../system/defined.ts';
import {type NextCommand, WizardError} from '../system/errors.ts';
import type {HttpAnswer} from '../system/http.ts';
import {parseJson} from '../system/json.ts';
import {clean, cleanLine} from '../system/text.ts';
import {adviceFor} from './refusal-advice.ts';

/** Reaches the UI and the API behind it without a login page in front. */
export const portForward: NextCommand = {
	command: 'kubectl port-forward --namespace kubeflow svc/ml-pipeline-ui 8080:80',
	when: 'to reach Kubeflow Pipelines without a proxy; then use --host http://localhost:8080',
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
 */
export function refusal(answer: HttpAnswer, doing: string): WizardError {
	const serverText = answerText(answer);
	if (serverText === undefined) return notKfp(answer, doing);
	const words = readable(serverText);
	const advice = adviceFor(serverText, answer.status);
	const denied = answer.status === 401 || answer.status === 403;
	return new WizardError(
		denied ? 'denied' : 'outside',
		`Kubeflow Pipelines can't ${doing}: ${words || `HTTP ${answer.status}`}`,
		{
			code: codeOf(answer.status, serverText),
			...defined({detail: advice?.help, next: advice?.next}),
		},
	);
}

/** The error for an answer that is not from a KFP API: a login page, a redirect, another service. */
export function notKfp(answer: HttpAnswer, doing: string): WizardError {
	const location = answer.headers.get('location') ?? '';
	const refusedLogin = answer.status === 401 || answer.status === 403;
	if (answer.status >= 300 && answer.status < 400) {
		const target = URL.canParse(location) ? withoutQuery(location) : cleanLine(location.split(/[?#]/)[0] ?? '');
		const login = isLogin(location);
		return new WizardError(
			login ? 'denied' : 'outside',
			login
				? `Can't ${doing}: the host redirects to a login page (${target})`
				: `Can't ${doing}: the host redirects to ${target || 'another address'}, so the KFP API is not at this address`,
			{
				code: login ? 'KFP_LOGIN' : 'KFP_REDIRECT',
				detail: login
					? 'A proxy in front of Kubeflow requires a login.'
					: 'If that address is right, pass it with --host.',
				next: [portForward],
			},
		);
	}
	if (
		/^\s*(<!doctype|<html|<\?xml)/i.test(answer.text) ||
		(answer.headers.get('content-type') ?? '').includes('text/html')
	) {
		const title = cleanLine(/<title[^>]*>([^<]{0,120})/i.exec(answer.text)?.[1] ?? '').trim();
		const login = refusedLogin || isLogin(`${title} ${answer.text.slice(0, 20_000)}`);
		return new WizardError(
			login ? 'denied' : 'outside',
			`Can't ${doing}: the host answers with a web page${title === '' ? '' : ` (“${title}”)`}, not with the KFP API`,
			{
				code: login ? 'KFP_LOGIN' : 'KFP_NOT_API',
				detail: login
					? 'It looks like a login page: a proxy in front of Kubeflow requires a login.'
					: 'Check the address and port in --host. In a full Kubeflow the API is under /pipeline.',
				next: [portForward],
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
			...(start === '' ? {} : {detail: `It starts with: ${start}`}),
			next: [portForward],
		},
	);
}

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

const isLogin = (text: string): boolean =>
	/oauth2|\/dex\b|log[\s-]?in|sign[\s-]?in|openid|accounts\.google\.com|type="?password/i.test(text);

/** `github.com/x/y.(*T).Method`, `main.apiServerInterceptor`, `net/http.serve`, `runtime.goexit`, and the indented file below each. */
const isStackLine = (line: string): boolean =>
	line.startsWith('\t') || /^(?:[\w-]+\.[a-z]+\/\S+|(?:net|main|runtime|google\.golang\.org)[\w./-]*\.\S+)$/.test(line);

const cutLong = (text: string): string => (text.length <= 600 ? text : `${text.slice(0, 597)}…`);

const withoutQuery = (url: string): string => {
	const {origin, pathname} = new URL(url);
	return cleanLine(`${origin}${pathname}`);
};
