// Where teardown looks: the KFP server and the namespace, found as a deploy finds them, as far as the names need them.
import type {KfpClient} from '../../kfp/client.ts';
import type {Cluster} from '../../kubernetes/kubectl.ts';
import {openConnection} from '../../deploy/connection.ts';
import {defaultNamespace} from '../../kfp/endpoint.ts';
import {openKubeContext} from '../../deploy/reach/kube-context.ts';
import {type Options, planValue, type Sourced, valueOr} from '../../options/options.ts';
import type {PlanValue} from '../../schema/plan.ts';
import {defined} from '../../system/defined.ts';
import {hasCode, WizardError} from '../../system/errors.ts';
import type {Context} from '../../ui/context.ts';

export type Target = {
	readonly client: KfpClient | undefined;
	readonly cluster: Cluster | undefined;
	/** The kube context. */
	readonly context: Sourced | undefined;
	/** Rows of the plan: context, namespace and host, as far as they are used. */
	readonly values: readonly PlanValue[];
	/** The same as options, which find the target again. */
	readonly found: Options;
};

const nowhere: Target = {client: undefined, cluster: undefined, context: undefined, values: [], found: {}};

/** Whether these names, or everything, need the KFP server. */
export const needsServer = (names: readonly string[]): boolean =>
	names.length === 0 || names.some(name => !/^(secret|spec)\//.test(name));

export async function openTarget(options: Options, names: readonly string[], context: Context): Promise<Target> {
	const {ui} = context;
	const needsCluster = names.length === 0 || names.some(name => name.startsWith('secret/'));
	if (!needsServer(names)) return needsCluster ? onlyCluster(options, context) : nowhere;
	const connection = await openConnection(options, context).catch(async (error: unknown) => {
		if (lacksHost(error) && names.length === 0 && options.keep === undefined) return undefined;
		if (!hasCode(error, 'KUBECTL_MISSING', 'KUBECONFIG_EMPTY')) throw error;
		ui.emit({
			event: 'note',
			level: 'warning',
			step: 'teardown',
			message: `Secrets are not looked for: ${error.message}`,
		});
		return openConnection({...options, secret: {value: false, source: 'detected: no kube context'}}, context);
	});
	if (connection === undefined) return nowhere;
	const {client, cluster, values, host, namespace} = connection;
	const found = {host, namespace, ...defined({context: connection.context})};
	return {client, cluster, context: connection.context, values, found};
}

/** No host is set, and there is none in the cluster: only what is on this machine can be found. */
const lacksHost = (error: unknown): boolean =>
	error instanceof WizardError &&
	error.code === 'MISSING_ANSWER' &&
	error.next.some(({command}) => command === '--host URL');

/** For a Secret alone. */
async function onlyCluster(options: Options, context: Context): Promise<Target> {
	const namespace = valueOr(options.namespace, defaultNamespace);
	const kube = await openKubeContext(options, namespace.value, context);
	return {
		client: undefined,
		cluster: kube.cluster,
		context: kube.context,
		values: [planValue('context', kube.context), planValue('namespace', namespace)],
		found: {context: kube.context, namespace},
	};
}
