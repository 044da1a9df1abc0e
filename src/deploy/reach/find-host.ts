// The address of the Kubeflow Pipelines API: an option, a variable, or a port-forward to the service found in the cluster.
import {defaultNamespace, parseHost} from '../../kfp/endpoint.ts';
import type {KubeContexts} from '../../kubernetes/kubeconfig.ts';
import {listContexts} from '../../kubernetes/kubectl.ts';
import {openPortForward, type PortForward} from '../../kubernetes/port-forward.ts';
import {findServices, type Service} from '../../kubernetes/services.ts';
import {isOff, type Options, type Sourced, valueOr} from '../../options/options.ts';
import {textQuestion, valueOrAnswer} from '../../options/questions.ts';
import {defined} from '../../system/defined.ts';
import {asWizardError, hasCode, type NextCommand, WizardError, withDetails} from '../../system/errors.ts';
import type {Context} from '../../ui/context.ts';
import {type SelectQuestion, WentBack} from '../../ui/ui.ts';
import {Rerun} from '../interview/rerun.ts';
import {contextQuestion, type KubeContext, openKubeContext} from './kube-context.ts';
import {namedHost} from './named-host.ts';

/** The services of Kubeflow Pipelines in a cluster. The UI has the pages, and passes `/apis` on to the API. */
export type KfpServices = {readonly ui: Service | undefined; readonly api: Service | undefined};

export type Host = {
	readonly host: Sourced;
	readonly url: URL;
	/** The port-forward that leads to it; `undefined` for an address that was named. */
	readonly forward: PortForward | undefined;
	/** The cluster that was looked into for it. */
	readonly kube: KubeContext | undefined;
	readonly services: KfpServices | undefined;
};

const likelyHost = 'http://localhost:8080';
const names = {ui: 'ml-pipeline-ui', api: 'ml-pipeline'} as const;

/**
 * Asks how to reach Kubeflow Pipelines where that is not set. `mayStop`: "continue without a cluster" is a choice; without
 * it what is found is used.
 * @throws WizardError `usage` without questions and nothing is found; `Rerun` without a cluster.
 */
export async function findHost(options: Options, context: Context, mayStop: boolean): Promise<Host> {
	const {ui, env, isChosen = false} = context;
	const named = namedHost(options, env);
	if (named !== undefined) return at(named);
	const found = await look(options, context, mayStop);
	if ((isChosen || !mayStop) && found.services !== undefined) return forwardTo(found.services, found.kube);
	if (!ui.interactive) {
		if (found.services === undefined) throw notFound(found.reason, mayStop);
		return forwardTo(found.services, found.kube);
	}
	const contexts = found.services === undefined ? await otherContexts(context) : undefined;
	const way = await ui.ask(wayQuestion(found, mayStop, contexts !== undefined));
	if (way === 'stop') throw new Rerun({settled: {upload: false}});
	if (way === 'again') throw new Rerun({forget: ['reach'], reread: true});
	if (way === 'context' && contexts !== undefined) {
		const chosen = await ui.ask({...contextQuestion(contexts), name: 'other-context'});
		throw new Rerun({settled: {context: chosen}, forget: ['reach']});
	}
	if (way === 'port-forward' && found.services !== undefined) return forwardTo(found.services, found.kube);
	return at(await valueOrAnswer(undefined, textQuestion('host', {initial: likelyHost}), ui));
}

const at = (host: Sourced): Host => ({
	host,
	url: parseHost(host.value, '--host', host.source),
	forward: undefined,
	kube: undefined,
	services: undefined,
});

type Found =
	| {readonly services: KfpServices; readonly kube: KubeContext}
	| {readonly services: undefined; readonly reason: string};

const aboutTheChoice: ReadonlySet<string> = new Set(['CONTEXT_PRODUCTION', 'CONTEXT_NOT_CHOSEN', 'CONTEXT_UNKNOWN']);

/** Looks into the cluster. A context that was named and cannot be used is an error, any other problem is a reason. */
async function look(options: Options, context: Context, mayStop: boolean): Promise<Found> {
	try {
		const kube = await openKubeContext(options, namespaceOf(options), context);
		const services = await findKfp(kube);
		if (services !== undefined) return {services, kube};
		return {
			services: undefined,
			reason: `The services ml-pipeline-ui and ml-pipeline are not in ${kube.context.value} / ${searched(kube).join(', ')}`,
		};
	} catch (thrown) {
		if (thrown instanceof WentBack) throw thrown;
		const error = asWizardError(thrown);
		if (error.kind === 'cancelled' || error.code === 'BUG') throw thrown;
		// On a terminal a login that is refused can be renewed.
		if (aboutTheChoice.has(error.code) || (error.kind === 'denied' && context.ui.interactive)) throw error;
		if (options.context !== undefined && !context.ui.interactive) throw withoutCluster(error, mayStop);
		return {services: undefined, reason: error.message};
	}
}

const namespaceOf = ({namespace}: Options): string => valueOr(namespace, defaultNamespace).value;

/** On a multi-user server the namespace is a profile, and the services are in Kubeflow's own. */
const searched = ({cluster}: KubeContext): readonly string[] => [...new Set([cluster.namespace, defaultNamespace])];

/** The services of Kubeflow Pipelines in the namespace, else in `kubeflow`. @throws WizardError of `findServices`. */
export async function findKfp(kube: KubeContext): Promise<KfpServices | undefined> {
	for (const namespace of searched(kube)) {
		const found = await findServices(kube.cluster.inNamespace(namespace), Object.values(names));
		const [ui, api] = [names.ui, names.api].map(name => found.find(service => service.name === name));
		if (ui !== undefined || api !== undefined) return {ui, api};
	}
	return undefined;
}

/** The UI serves the pages too, so it is preferred; a UI without a running pod is not. */
async function forwardTo(services: KfpServices, kube: KubeContext): Promise<Host> {
	const [first, second] = [services.ui, services.api].filter(service => service !== undefined);
	if (first === undefined) throw new Error('a port-forward needs a service');
	const forward = await openPortForward(kube.cluster, first).catch((error: unknown) => {
		if (second === undefined || !hasCode(error, 'PORT_FORWARD_NO_POD')) throw error;
		return openPortForward(kube.cluster, second);
	});
	const {name, namespace} = forward.service;
	const url = forward.url();
	const host = {value: url.origin, source: `detected: port-forward to svc/${name} in ${namespace}`};
	return {host, url, forward, kube, services};
}

/** Where there are others to look in. */
async function otherContexts({env, ui}: Context): Promise<KubeContexts | undefined> {
	const contexts = await listContexts({env, signal: ui.signal}).catch(() => undefined);
	return (contexts?.all.length ?? 0) > 1 ? contexts : undefined;
}

function wayQuestion(found: Found, mayStop: boolean, hasOthers: boolean): SelectQuestion {
	const {services} = found;
	const forward = services === undefined ? undefined : (services.ui ?? services.api);
	const place = 'kube' in found ? `${found.kube.context.value} / ${forward?.namespace ?? ''}` : '';
	return {
		kind: 'select',
		name: 'reach',
		message: 'How should kfp-wizard reach Kubeflow Pipelines?',
		flag: '--host URL',
		choices: [
			...(forward === undefined
				? []
				: [{value: 'port-forward', label: `Port-forward to svc/${forward.name}`, hint: place, flags: ''}]),
			{value: 'address', label: 'Enter its address', hint: 'of a running port-forward, or https://…', flags: ''},
			...(hasOthers ? [{value: 'context', label: 'Look in another cluster', hint: 'a context of the kubeconfig'}] : []),
			...(forward === undefined ? [{value: 'again', label: 'Look again', hint: 'after you fixed it'}] : []),
			...(mayStop
				? [{value: 'stop', label: 'Continue without a cluster', hint: 'build the image and write the spec only'}]
				: []),
		],
		initial: forward === undefined ? 'address' : 'port-forward',
		...defined({help: 'reason' in found ? `${found.reason}.` : undefined}),
	};
}

const orStop = 'the Kubeflow Pipelines API, or --no-upload to stop before the cluster';

/** The options that are missing without questions: no host, and no context to look for it in. Quick: asks no cluster. */
export async function missingHost(options: Options, {env, ui}: Context): Promise<readonly NextCommand[]> {
	if (isOff(options.upload) || namedHost(options, env) !== undefined) return [];
	const reading = listContexts({env, signal: ui.signal, cache: !isOff(options.cache)});
	const {all = [], current} = (await reading.catch(() => undefined)) ?? {};
	if (all.length > 0 && (options.context !== undefined || current !== undefined || all.length === 1)) return [];
	if (all.length > 1) return [{command: '--context NAME', when: `the cluster with Kubeflow Pipelines, or --host URL`}];
	return [{command: '--host URL', when: orStop}];
}

const notFound = (reason: string, mayStop: boolean): WizardError =>
	new WizardError('usage', 'Missing required options (not interactive): --host URL', {
		code: 'MISSING_ANSWER',
		detail: reason,
		next: [
			{command: '--host URL', when: 'the Kubeflow Pipelines API'},
			...(mayStop ? [{command: '--no-upload', when: 'to stop before the cluster'}] : []),
		],
	});

/** The context was named, so what is wrong with its cluster is the answer. */
const withoutCluster = (error: WizardError, mayStop: boolean): WizardError =>
	withDetails(error, {
		next: [...error.next, {command: '--host URL', when: mayStop ? orStop : 'the Kubeflow Pipelines API'}],
	});
