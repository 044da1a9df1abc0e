// A session with a container registry: its address, and the login it asks for (Basic, or a token of its token service).
import * as z from 'zod';
import {defined} from '../../system/defined.ts';
import {WizardError} from '../../system/errors.ts';
import {type HttpAnswer, type HttpRequest, request} from '../../system/http.ts';
import {Sensitive} from '../../system/secrets.ts';
import {clean} from '../../system/text.ts';
import {parseJson} from '../../system/json.ts';
import {isLoopback, type Reference} from '../reference.ts';
import {apiOf, toSeeAnswer} from './next-commands.ts';
import {findLogin, type Login} from './stored-logins.ts';

/** `env` names the files with the stored logins. */
export type RegistryOptions = {
	readonly env: NodeJS.ProcessEnv;
	readonly signal?: AbortSignal;
	/** The engine that logs in; asked for only where the registry refuses. Default: docker. */
	readonly engine?: () => Promise<string | undefined>;
};

export type Session = {
	/** Sends a request to a path of the registry, or to an absolute address from one of its answers. */
	readonly send: (
		method: HttpRequest['method'],
		path: string,
		headers?: Readonly<Record<string, string>>,
		body?: string,
	) => Promise<HttpAnswer>;
	/** Why the login could not be read; `undefined` when it could. */
	readonly problem: () => string | undefined;
	/** The login that was found and used. */
	readonly login: () => Login | undefined;
};

/** The share of the remaining time for a credential helper: one that hangs must leave time to report it. */
const helperShare = 0.6;

/** Opens a session for one repository. All its requests must end `timeout` milliseconds from now. */
export function openSession(
	reference: Reference,
	actions: 'pull' | 'pull,push' | 'pull,push,delete',
	timeout: number,
	{signal, env}: RegistryOptions,
): Session {
	const api = apiOf(reference.registry);
	const deadline = performance.now() + timeout;
	const timeLeft = (): number => Math.max(1, deadline - performance.now());

	let authorization: Sensitive | undefined;
	let problem: string | undefined;
	let login: Login | undefined;

	const plain = (
		method: HttpRequest['method'],
		url: URL,
		headers: Readonly<Record<string, string>>,
		body: string | undefined,
	): Promise<HttpAnswer> => {
		// A registry may redirect an upload to another host; the login is for the registry alone.
		const own = url.origin === new URL(api).origin && authorization !== undefined;
		return request({
			method,
			url,
			headers: {...headers, ...(own ? {authorization: authorization?.reveal() ?? ''} : {})},
			timeout: timeLeft(),
			retry: method === 'GET' || method === 'HEAD',
			...defined({body, signal}),
		});
	};

	return {
		send: async (method, path, headers = {}, body) => {
			const url = new URL(path, api);
			const answer = await plain(method, url, headers, body);
			if (answer.status !== 401 || authorization !== undefined) return answer;
			const found = await findLogin(reference, env, {timeout: timeLeft() * helperShare, ...defined({signal})});
			problem = found.problem;
			login = found.login;
			const scope = `repository:${reference.repository}:${actions}`;
			authorization = await authorize(
				answer.headers.get('www-authenticate') ?? '',
				scope,
				found.login,
				timeLeft(),
				signal,
			);
			return authorization === undefined ? answer : plain(method, url, headers, body);
		},
		problem: () => problem,
		login: () => login,
	};
}

const Token = z.object({token: z.string().optional(), access_token: z.string().optional()});

/** The Authorization header that a challenge asks for; `undefined` without a suitable login. */
async function authorize(
	challenge: string,
	scope: string,
	login: Login | undefined,
	timeout: number,
	signal: AbortSignal | undefined,
): Promise<Sensitive | undefined> {
	if (/^basic\b/i.test(challenge)) return login === undefined ? undefined : basic(login);
	const realm = parameter(challenge, 'realm');
	if (!/^bearer\b/i.test(challenge) || realm === undefined || !URL.canParse(realm)) return undefined;
	const url = new URL(realm);
	// A password is never sent unencrypted to another machine, even if the registry names such an address.
	if (url.protocol !== 'https:' && !isLoopback(url.host)) return undefined;
	const form = new URLSearchParams({service: parameter(challenge, 'service') ?? '', scope});
	const common = {timeout, ...defined({signal})};
	let answer: HttpAnswer;
	if (login?.identity === true) {
		form.set('grant_type', 'refresh_token');
		form.set('client_id', 'kfp-wizard');
		form.set('refresh_token', login.password.reveal());
		const headers = {'content-type': 'application/x-www-form-urlencoded'};
		answer = await request({method: 'POST', url, headers, body: form.toString(), ...common});
	} else {
		for (const [name, value] of form) url.searchParams.set(name, value);
		const headers: Record<string, string> = login === undefined ? {} : {authorization: basic(login).reveal()};
		answer = await request({method: 'GET', url, headers, retry: true, ...common});
	}
	if (answer.status >= 500) {
		throw new WizardError('outside', `The token service ${url.host} answered ${registryMessage(answer)}`, {
			code: 'REGISTRY_FAILED',
			next: [toSeeAnswer(url.host, url.href)],
		});
	}
	if (answer.status !== 200) return undefined;
	const parsed = Token.safeParse(parseJson(answer.text));
	const token = parsed.data?.token ?? parsed.data?.access_token;
	return token === undefined ? undefined : new Sensitive(`Bearer ${token}`);
}

const basic = (login: Login): Sensitive =>
	new Sensitive(`Basic ${Buffer.from(`${login.user}:${login.password.reveal()}`).toString('base64')}`);

const parameter = (challenge: string, name: string): string | undefined =>
	new RegExp(`\\b${name}="([^"]*)"`, 'i').exec(challenge)?.[1];

const Errors = z.object({errors: z.array(z.object({code: z.string().optional(), message: z.string().optional()}))});

/** The registry's own message in an error answer: `NAME_UNKNOWN: …`. */
export function registryMessage(answer: HttpAnswer): string {
	const first = Errors.safeParse(parseJson(answer.text)).data?.errors[0];
	const words = [first?.code, first?.message].filter(Boolean).join(': ');
	return clean(words === '' ? `HTTP ${answer.status}` : words);
}
