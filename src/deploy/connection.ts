// The cluster's side: the KFP API and kubectl's context. Opened once, read-only until the plan is agreed to.
import {connect, type KfpClient} from '../kfp/client.ts';
import {parseHost} from '../kfp/endpoint.ts';
import {type Cluster, listContexts, openCluster} from '../kubernetes/kubectl.ts';
import type {KubeContexts} from '../kubernetes/kubeconfig.ts';
import type {PlanValue} from '../schema/plan.ts';
import type {SelectQuestion, Ui} from '../ui/ui.ts';
import {type Answer, answer, type Given, givenText, isOff, isOn, planValue, problemWith} from '../options/options.ts';

export type Remote = {
	readonly host: Answer;
	readonly url: URL;
	readonly namespace: Answer;
	readonly client: KfpClient;
	/** `undefined` where no Secret is wanted: then kubectl is not needed at all. */
	readonly cluster: Cluster | undefined;
	/** `undefined` without a cluster. */
	readonly context: Answer | undefined;
	readonly values: readonly PlanValue[];
};

/** @throws WizardError when the host is no KFP API, or no context can be used. */
export async function openRemote(given: Given, ui: Ui): Promise<Remote> {
	const host = await answer(given, ui, {
		kind: 'text',
		name: 'host',
		message: 'Where is the Kubeflow Pipelines API?',
		flag: '--host URL',
		help: 'For instance http://localhost:8888 through kubectl port-forward --namespace kubeflow svc/ml-pipeline 8888',
		validate: problemWith(parseHost),
		...(ui.interactive ? {initial: 'http://localhost:8888'} : {}),
	});
	const url = parseHost(host.value);
	const namespace = givenText(given, 'namespace') ?? {value: 'kubeflow', source: 'default'};
	const client = await connect({host: url, signal: ui.signal, namespace: namespace.value});
	const {cluster, context} = isOff(given, 'secret')
		? {cluster: undefined, context: undefined}
		: await openNamed(given, namespace.value, ui);
	return {
		host,
		url,
		namespace,
		client,
		cluster,
		context,
		values: [
			planValue('host', host),
			...(context === undefined ? [] : [planValue('context', context)]),
			planValue('namespace', namespace),
		],
	};
}

async function openNamed(given: Given, namespace: string, ui: Ui): Promise<{cluster: Cluster; context: Answer}> {
	const named = givenText(given, 'context') ?? (ui.interactive ? await askContext(ui) : undefined);
	const cluster = await openCluster({
		env: process.env,
		namespace,
		signal: ui.signal,
		yes: isOn(given, 'yes'),
		...(named === undefined ? {} : {context: named.value}),
	});
	return {cluster, context: named ?? {value: cluster.context, source: 'detected: current context'}};
}

/** Asked only where nobody but the user knows: several contexts, and none is current. */
async function askContext(ui: Ui): Promise<Answer | undefined> {
	const contexts = await listContexts({env: process.env, signal: ui.signal});
	if (contexts.current !== undefined || contexts.all.length < 2) return undefined;
	return {value: await ui.ask(contextQuestion(contexts)), source: 'asked'};
}

export function contextQuestion({all, current}: KubeContexts): SelectQuestion {
	return {
		kind: 'select',
		name: 'context',
		message: 'Which cluster?',
		flag: '--context NAME',
		help: 'The contexts of the kubeconfig; none of them is current.',
		choices: all.map(({name, server}) => ({
			value: name,
			...(server === undefined ? {disabled: 'names a cluster that is not in the kubeconfig'} : {hint: server}),
		})),
		...(current === undefined ? {} : {initial: current, help: 'The contexts of the kubeconfig.'}),
	};
}
