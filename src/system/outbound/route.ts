// The way of a request out of this machine: through a proxy or straight, and the certificate authorities that are trusted.
import type {Agent} from 'node:http';
import type {SecureContext} from 'node:tls';
import type {buildConnector, ProxyAgent} from 'undici';
import type {Environment} from '../environment.ts';
import {type Authorities, authoritySources, readAuthorities, trusting} from './authorities.ts';
import {type Proxy, proxyFor} from './proxy.ts';

export type Route = {
	readonly proxy: Proxy | undefined;
	/** Problems of the certificate files that the user named. */
	readonly problems: readonly string[];
	/** The connections straight to hosts. */
	readonly agent: Agent;
	/** For `fetch`, through the proxy. */
	readonly dispatcher: RequestInit['dispatcher'] | undefined;
};

/** An error of the connection to the proxy itself, before there is a tunnel to the host. */
export class ProxyConnectionError extends Error {}

const authorities = new Map<string, Promise<Authorities>>();
const agents = new Map<string, Promise<Agent>>();
const proxies = new Map<string, Promise<ProxyAgent>>();

/** @throws WizardError `usage` for a variable that does not name a proxy. */
export async function routeTo(url: URL, env: Environment = process.env): Promise<Route> {
	const proxy = proxyFor(url, env);
	const isSecure = url.protocol === 'https:' || proxy?.origin.startsWith('https:') === true;
	const sources = isSecure ? authoritySources(env) : [];
	const named = JSON.stringify(sources);
	const {certificates, problems} = await once(authorities, named, () => readAuthorities(sources));
	const agent = await once(agents, JSON.stringify([url.protocol, named]), () => agentOf(url, certificates));
	if (proxy === undefined) return {proxy, problems, agent, dispatcher: undefined};
	const dispatcher = await once(proxies, JSON.stringify([proxy, named]), () => open(proxy, certificates));
	return {proxy, problems, agent, dispatcher: dispatcher as unknown as NonNullable<RequestInit['dispatcher']>};
}

function once<T>(made: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
	const promise = made.get(key) ?? make();
	made.set(key, promise);
	return promise;
}

/** Milliseconds that a connection is kept for the next request. Node's own agents may be told to use a proxy for every host. */
const kept = {keepAlive: true, scheduling: 'lifo', timeout: 5000} as const;

async function agentOf({protocol}: URL, certificates: readonly string[]): Promise<Agent> {
	if (protocol === 'https:') return new (await import('node:https')).Agent({...kept, ...trustOf(certificates)});
	return new (await import('node:http')).Agent(kept);
}

const trustOf = (certificates: readonly string[]): {readonly secureContext?: SecureContext} =>
	certificates.length === 0 ? {} : {secureContext: trusting(certificates)};

async function open(proxy: Proxy, certificates: readonly string[]): Promise<ProxyAgent> {
	const {Pool, ProxyAgent} = await import('undici');
	const trust = trustOf(certificates);
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
