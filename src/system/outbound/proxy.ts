// The proxy that HTTPS_PROXY or HTTP_PROXY names for a request.
import type {Environment} from '../environment.ts';
import {WizardError} from '../errors.ts';
import {percentDecoded} from '../text.ts';
import {isLoopbackHost} from './loopback.ts';
import {isExempt} from './no-proxy.ts';

export type Proxy = {
	/** Without user and password. */
	readonly origin: string;
	/** The header that logs in to it; a secret. */
	readonly authorization: string | undefined;
	/** The variable that names it. */
	readonly variable: string;
	/** The variable that lists the hosts without it. */
	readonly exemption: string;
};

/** `undefined` where the request goes straight to the host, as it always does on this machine. @throws WizardError `usage`. */
export function proxyFor(url: URL, env: Environment): Proxy | undefined {
	if (isLoopbackHost(url.hostname)) return undefined;
	const variable = firstSet(env, url.protocol === 'https:' ? 'https_proxy' : 'http_proxy');
	if (variable === undefined) return undefined;
	const exempt = firstSet(env, 'no_proxy');
	if (exempt !== undefined && isExempt(url, env[exempt] ?? '')) return undefined;
	return {...parseProxy(variable, (env[variable] ?? '').trim()), exemption: exempt ?? 'NO_PROXY'};
}

/** The name in lower case counts first, as in curl. */
const firstSet = (env: Environment, name: string): string | undefined =>
	[name, name.toUpperCase()].find(each => (env[each] ?? '').trim() !== '');

/** As in curl and Go, an address without a scheme is http. The error never repeats the value, which may have a password. */
function parseProxy(variable: string, value: string): Omit<Proxy, 'exemption'> {
	const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`;
	const url = URL.canParse(withScheme) ? new URL(withScheme) : undefined;
	if (url === undefined || url.hostname === '') throw invalid(variable, 'is not the address of a proxy');
	const {protocol, origin, username, password} = url;
	if (protocol !== 'http:' && protocol !== 'https:')
		throw invalid(variable, `names a proxy of the kind ${protocol}//, which kfp-wizard cannot use`);
	const login =
		username === '' && password === '' ? undefined : `${percentDecoded(username)}:${percentDecoded(password)}`;
	return {
		origin,
		authorization: login === undefined ? undefined : `Basic ${Buffer.from(login).toString('base64')}`,
		variable,
	};
}

const invalid = (variable: string, problem: string): WizardError =>
	new WizardError('usage', `${variable} ${problem}`, {
		code: 'PROXY_INVALID',
		detail: 'For example http://proxy.example.com:3128. NO_PROXY lists the hosts that need no proxy.',
		next: [
			{command: `export ${variable}=http://…`, when: 'to name an HTTP proxy'},
			{command: `export ${variable}=`, when: 'to connect without a proxy'},
		],
	});
