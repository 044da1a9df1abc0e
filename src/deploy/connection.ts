// The connection to a cluster: the Kubeflow Pipelines API, its pages and the kube context. It changes nothing.
import type {ServerAccess} from '../kfp/api-call.ts';
import {connect, type KfpClient} from '../kfp/client.ts';
import {addressOf, defaultNamespace, isNear} from '../kfp/endpoint.ts';
import {newerThanKnown} from '../kfp/health-check.ts';
import type {Cluster} from '../kubernetes/kubectl.ts';
import {isOff, type Options, planValue, type Sourced, valueOr} from '../options/options.ts';
import type {PlanValue} from '../schema/plan.ts';
import {defined} from '../system/defined.ts';
import {WizardError, withDetails} from '../system/errors.ts';
import type {Context} from '../ui/context.ts';
import {withWays} from './interview/with-ways.ts';
import {findHost} from './reach/find-host.ts';
import {type KubeContext, openKubeContext} from './reach/kube-context.ts';
import {loginFor} from './reach/login.ts';
import {withNearHost} from './reach/near-host.ts';
import {findPages, type Pages} from './reach/pages.ts';
import {profileNamespace, type ProfileSources, withProfiles} from './reach/profile.ts';
import {waysToServer} from './reach/ways.ts';

export type Connection = Pages & {
	readonly host: Sourced;
	/** The API. Behind a port-forward of kfp-wizard it holds as long as kfp-wizard runs. */
	readonly url: URL;
	/** True when the host is a port-forward that kfp-wizard opened; it ends with kfp-wizard. */
	readonly isForwarded: boolean;
	readonly namespace: Sourced;
	readonly client: KfpClient;
	/** The service account of runs where the user names none; `undefined`: the server's own. */
	readonly serviceAccount: string | undefined;
	/** `undefined` where neither a Secret nor a port-forward is used: then kubectl is not needed. */
	readonly cluster: Cluster | undefined;
	/** The kube context; `undefined` without a cluster. */
	readonly context: Sourced | undefined;
	readonly values: readonly PlanValue[];
};

/** Where the server was found without kubectl, only the Secret needs it. */
function withoutSecret(error: unknown): never {
	if (!(error instanceof WizardError) || !/^KUBE(?:CTL|CONFIG)_/.test(error.code)) throw error;
	const way = {command: '--no-secret', when: 'to write no Secret: the pods have a role of their own'};
	throw withDetails(error, {next: [...error.next, way]});
}

/** The service account that Kubeflow makes in each profile. */
const profileAccount = 'default-editor';

/**
 * Asks for what is not set. `mayStop`: "continue without a cluster" is a choice.
 * @throws WizardError when the host is not a KFP API, or no context can be used; `Rerun` without a cluster.
 */
export const openConnection = async (
	options: Options,
	context: Context,
	{mayStop = false}: {readonly mayStop?: boolean} = {},
): Promise<Connection> =>
	withWays(open(options, context, mayStop), error => waysToServer(error, options, context, mayStop), context.ui);

async function open(options: Options, context: Context, mayStop: boolean): Promise<Connection> {
	const {ui} = context;
	const found = await findHost(options, context, mayStop);
	const {host, url, forward} = found;
	let namespace = options.namespace;
	let kube = found.kube;
	const openKube = async (): Promise<KubeContext> =>
		(kube ??= await openKubeContext(options, namespace?.value ?? defaultNamespace, context));
	// The context may be of another cluster than a host elsewhere, which must not get its tokens.
	const hostCluster = async (): Promise<Cluster | undefined> =>
		isNear(url) || options.context !== undefined ? (await openKube().catch(() => undefined))?.cluster : undefined;
	const server: ServerAccess = {
		host: url,
		signal: ui.signal,
		auth: loginFor(
			options,
			{
				host: url,
				account: options.serviceAccount?.value ?? profileAccount,
				namespace: () => namespace?.value ?? defaultNamespace,
				cluster: hostCluster,
			},
			context,
		),
		...defined({reach: forward?.reach}),
	};
	const profileSources = async (): Promise<ProfileSources> => ({
		dashboard: forward === undefined ? server : undefined,
		cluster: await hostCluster(),
	});
	const connecting = connect({
		...server,
		namespace: async () => {
			namespace ??= await profileNamespace(await profileSources(), context);
			return namespace.value;
		},
	});
	const client = await (forward === undefined ? withNearHost(connecting, url, options, context) : connecting);
	if (forward === undefined) await context.knownHosts.add(addressOf(url));
	const {multiUser, isUi} = client.health;
	const newer = newerThanKnown(client.health);
	if (newer !== undefined) ui.emit({event: 'note', level: 'warning', message: newer});
	// The first call that needs an identity and a permission in the namespace: better now than in the middle of the work.
	if (multiUser) await withProfiles(client.findExperiment('Default'), namespace?.value ?? '', profileSources);
	if (!isOff(options.secret)) await openKube().catch(mayStop ? withoutSecret : undefined);
	const chosen = valueOr(namespace, defaultNamespace);
	const pages = await findPages(found, {isUi, kube}, options, context);
	return {
		...pages,
		host,
		url,
		isForwarded: forward !== undefined,
		namespace: chosen,
		client,
		serviceAccount: multiUser && options.serviceAccount === undefined ? profileAccount : undefined,
		cluster: kube?.cluster.inNamespace(chosen.value),
		context: kube?.context,
		values: [
			planValue('host', host),
			...(kube === undefined ? [] : [planValue('context', kube.context)]),
			planValue('namespace', chosen),
		],
	};
}
