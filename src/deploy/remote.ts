// The cluster's side: the KFP API and kubectl's context. Opened once, read-only until the plan is agreed to.
import {connect, type KfpClient} from '../kfp/client.ts';
import {parseHost} from '../kfp/endpoint.ts';
import {type Cluster, openCluster} from '../kubernetes/kubectl.ts';
import type {PlanValue} from '../schema.ts';
import type {Ui} from '../ui/ui.ts';
import {type Answer, answer, type Given, givenText, isOff, isOn, planValue, problemWith} from './answers.ts';

export type Remote = {
	readonly host: Answer;
	readonly url: URL;
	readonly client: KfpClient;
	/** `undefined` where no Secret is wanted: then kubectl is not needed at all. */
	readonly cluster: Cluster | undefined;
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
	const cluster = isOff(given, 'secret') ? undefined : await openNamed(given, namespace.value, ui);
	const context = givenText(given, 'context');
	return {
		host,
		url,
		client,
		cluster,
		values: [
			planValue('host', host),
			...(cluster === undefined
				? []
				: [planValue('context', context ?? {value: cluster.context, source: 'detected: current context'})]),
			planValue('namespace', namespace),
		],
	};
}

function openNamed(given: Given, namespace: string, ui: Ui): Promise<Cluster> {
	const context = givenText(given, 'context');
	return openCluster({
		namespace,
		signal: ui.signal,
		yes: isOn(given, 'yes'),
		...(context === undefined ? {} : {context: context.value}),
	});
}
