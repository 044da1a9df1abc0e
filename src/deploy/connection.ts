// The connection to a cluster: the Kubeflow Pipelines API, its pages and the kube context. It changes nothing.
import {connect, type KfpClient} from '../kfp/client.ts';
import {isNear} from '../kfp/endpoint.ts';
import type {Cluster} from '../kubernetes/kubectl.ts';
import {isOff, type Options, planValue, type Sourced, valueOr} from '../options/options.ts';
import type {PlanValue} from '../schema/plan.ts';
import {defined} from '../system/defined.ts';
import type {Context} from '../ui/context.ts';
import {defaultNamespace, findHost} from './reach/find-host.ts';
import {type KubeContext, openKubeContext} from './reach/kube-context.ts';
import {loginFor, type LoginOptions} from './reach/login.ts';
import {findPages, type Pages} from './reach/pages.ts';

export type Connection = Pages & {
	readonly host: Sourced;
	/** The API. Behind a port-forward of kfp-wizard it holds as long as kfp-wizard runs. */
	readonly url: URL;
	/** True when the host is a port-forward that kfp-wizard opened; it ends with kfp-wizard. */
	readonly isForwarded: boolean;
	readonly namespace: Sourced;
	readonly client: KfpClient;
	/** `undefined` where neither a Secret nor a port-forward is used: then kubectl is not needed. */
	readonly cluster: Cluster | undefined;
	/** The kube context; `undefined` without a cluster. */
	readonly context: Sourced | undefined;
	readonly values: readonly PlanValue[];
};

/**
 * Asks for what is not set. `mayStop`: "continue without a cluster" is a choice.
 * @throws WizardError when the host is not a KFP API, or no context can be used; `Rerun` without a cluster.
 */
export async function openConnection(
	options: Options,
	context: Context,
	{mayStop = false}: {readonly mayStop?: boolean} = {},
): Promise<Connection> {
	const {ui} = context;
	const found = await findHost(options, context, mayStop);
	const {host, url, forward} = found;
	const namespace = valueOr(options.namespace, defaultNamespace);
	let kube = found.kube;
	const openKube = async (): Promise<KubeContext> =>
		(kube ??= await openKubeContext(options, namespace.value, context));
	const login: LoginOptions = {
		host: url,
		account: options.serviceAccount?.value ?? 'default-editor',
		namespace: namespace.value,
		// The context may be of another cluster than a host elsewhere, which must not get its tokens.
		cluster: async () =>
			isNear(url) || options.context !== undefined ? (await openKube().catch(() => undefined))?.cluster : undefined,
	};
	const client = await connect({
		host: url,
		signal: ui.signal,
		namespace: namespace.value,
		auth: loginFor(options, login, context),
		...defined({reach: forward?.reach}),
	});
	if (!isOff(options.secret)) await openKube();
	const pages = await findPages(found, {isUi: client.health.isUi, kube}, options, context);
	return {
		...pages,
		host,
		url,
		isForwarded: forward !== undefined,
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
