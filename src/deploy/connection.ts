// The connection to a cluster: the Kubeflow Pipelines API and the kube context. It changes nothing.
import {connect, type KfpClient} from '../kfp/client.ts';
import {parseHost} from '../kfp/endpoint.ts';
import type {KubeContexts} from '../kubernetes/kubeconfig.ts';
import {type Cluster, listContexts, openCluster} from '../kubernetes/kubectl.ts';
import {isOff, isOn, type Options, planValue, type Sourced, valueOr} from '../options/options.ts';
import {selectQuestion, textQuestion, valueOrAnswer} from '../options/questions.ts';
import type {PlanValue} from '../schema/plan.ts';
import {defined} from '../system/defined.ts';
import type {Context} from '../ui/context.ts';
import type {SelectQuestion} from '../ui/ui.ts';

export type Connection = {
	readonly host: Sourced;
	readonly url: URL;
	readonly namespace: Sourced;
	readonly client: KfpClient;
	/** `undefined` where no Secret is used: then kubectl is not needed. */
	readonly cluster: Cluster | undefined;
	/** The kube context; `undefined` without a cluster. */
	readonly context: Sourced | undefined;
	readonly values: readonly PlanValue[];
};

const likelyHost = 'http://localhost:8080';

/** Asks for what is not set. @throws WizardError when the host is not a KFP API, or no context can be used. */
export async function openConnection(options: Options, context: Context): Promise<Connection> {
	const {ui} = context;
	const question = textQuestion('host', ui.interactive ? {initial: likelyHost} : {});
	const host = await valueOrAnswer(options.host, question, ui);
	const url = parseHost(host.value);
	const namespace = valueOr(options.namespace, 'kubeflow');
	const client = await connect({host: url, signal: ui.signal, namespace: namespace.value});
	const kube = isOff(options.secret) ? undefined : await openKubeContext(options, namespace.value, context);
	return {
		host,
		url,
		namespace,
		client,
		cluster: kube?.cluster,
		context: kube?.context,
		values: [
			planValue('host', host),
			...(kube === undefined ? [] : [planValue('context', kube.context)]),
			planValue('namespace', namespace),
		],
	};
}

async function openKubeContext(
	options: Options,
	namespace: string,
	context: Context,
): Promise<{readonly cluster: Cluster; readonly context: Sourced}> {
	const {ui, env} = context;
	const named = options.context ?? (ui.interactive ? await askForContext(context) : undefined);
	const cluster = await openCluster({
		namespace,
		env,
		signal: ui.signal,
		yes: isOn(options.yes),
		...defined({context: named?.value}),
	});
	return {cluster, context: named ?? {value: cluster.context, source: 'detected: current context'}};
}

/** Asked only where several contexts exist and none is current. */
async function askForContext({ui, env}: Context): Promise<Sourced | undefined> {
	const contexts = await listContexts({env, signal: ui.signal});
	if (contexts.current !== undefined || contexts.all.length < 2) return undefined;
	return {value: await ui.ask(contextQuestion(contexts)), source: 'asked'};
}

export function contextQuestion({all, current}: KubeContexts): SelectQuestion {
	const choices = all.map(({name, server}) => ({
		value: name,
		...(server === undefined ? {disabled: 'its cluster is not in the kubeconfig'} : {hint: server}),
	}));
	return selectQuestion('context', choices, {
		help: `The contexts of the kubeconfig${current === undefined ? '; none of them is current' : ''}.`,
		...defined({initial: current}),
	});
}
