// The way of a request out of this machine: through a proxy or straight, and the certificate authorities that are trusted.
import type {Agent, buildConnector, ProxyAgent} from 'undici';
import type {Environment} from '../environment.ts';
import {type Authorities, authoritySources, readAuthorities, trusting} from './authorities.ts';
import {type Proxy, proxyFor} from './proxy.ts';

export type Route = {
	readonly proxy: Proxy | undefined;
	/** Problems of the certificate files that the user named. */
	readonly problems: readonly string[];
	/** For `fetch`; `undefined` where Node's own is right. */
	readonly dispatcher: RequestInit['dispatcher'] | undefined;
};

/** An error of the connection to the proxy itself, before there is a tunnel to the host. */
export class ProxyConnectionError extends Error {}

type Dispatcher = Agent | ProxyAgent;

const authorities = new Map<string, Promise<Authorities>>();
const dispatchers = new Map<string, Promise<Dispatcher>>();

/** @throws WizardError `usage` for a variable that does not name a proxy. */
export async function routeTo(url: URL, env: Environment = process.env): Promise<Route> {
	const proxy = proxyFor(url, env);
	const sources = authoritySources(env);
	const named = JSON.stringify(sources);
	const {certificates, problems} = await once(authorities, named, () => readAuthorities(sources));
	// Node's own agent may be told to use the proxy for every host.
	const isOverridden = (env['NODE_USE_ENV_PROXY'] ?? '') !== '';
	if (proxy === undefined && certificates.length === 0 && !isOverridden)
		return {proxy, problems, dispatcher: undefined};
	const key = JSON.stringify([proxy, named]);
	const dispatcher = await once(dispatchers, key, () => open(proxy, certificates));
	return {proxy, problems, dispatcher: dispatcher as unknown as NonNullable<RequestInit['dispatcher']>};
}

function once<T>(made: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
	const promise = made.get(key) ?? make();
	made.set(key, promise);
	return promise;
}

async function open(proxy: Proxy | undefined, certificates: readonly string[]): Promise<Dispatcher> {
	const {Agent, Pool, ProxyAgent} = await import('undici');
	const trust = certificates.length === 0 ? {} : {secureContext: trusting(certificates)};
	if (proxy === undefined) return new Agent({connect: trust});
	const {origin: uri, authorization: token} = proxy;
	return new ProxyAgent({
		uri,
		...(token === undefined ? {} : {token}),
		// A request to a host without TLS is passed on by the proxy: many allow tunnels for TLS only.
		proxyTunnel: false,
		proxyTls: trust,
		requestTls: trust,
		clientFactory: (origin, options) =>
			new Pool(origin, {connect: markErrors(options as {connect: buildConnector.connector})}),
	});
}

/** The connector of ProxyAgent for its proxy; its errors say that they are about the proxy. */
const markErrors =
	({connect}: {readonly connect: buildConnector.connector}): buildConnector.connector =>
	(to, done) =>
		connect(to, (...[error, socket]) => {
			if (error === null) done(null, socket);
			else done(new ProxyConnectionError('proxy', {cause: error}), null);
		});
