// The cluster of a deploy, where it is on this machine: an image is loaded into it instead of being pushed.
import {defaultNamespace, parseHost, isNear} from '../../kfp/endpoint.ts';
import {kubectlCommand} from '../../kubernetes/kubectl-command.ts';
import type {Cluster} from '../../kubernetes/kubectl.ts';
import {findTool, toolMissing} from '../../kubernetes/local/commands.ts';
import {products} from '../../kubernetes/local/products.ts';
import {type LocalCluster, recogniseLocal} from '../../kubernetes/local/recognise.ts';
import {type NodesReading, readNodes} from '../../kubernetes/nodes.ts';
import {isOff, type Options} from '../../options/options.ts';
import {asWizardError, WizardError} from '../../system/errors.ts';
import type {Context} from '../../ui/context.ts';
import {namedHost} from './named-host.ts';
import {openKubeContext} from './kube-context.ts';

export type LocalTarget = {
	readonly cluster: LocalCluster;
	/** The same cluster through kubectl. */
	readonly kube: Cluster;
	/** Why nothing can be loaded into it now; `undefined` where it can. */
	readonly problem: WizardError | undefined;
};

/** `--load`. @throws WizardError `usage` LOAD_NOT_LOCAL where it is elsewhere, or of `openKubeContext`. */
export async function openLocal(options: Options, context: Context): Promise<LocalTarget> {
	const {cluster: kube} = await openKubeContext(options, namespaceOf(options), context);
	const reading = await readNodes(kube);
	const target = await targetOf(kube, reading, context);
	if (target === undefined) throw notLocal(kube, reading);
	if (target.problem !== undefined) throw target.problem;
	return target;
}

/** Asks nothing: `undefined` where the deploy goes elsewhere, or that cannot be found out. */
export async function findLocal(options: Options, context: Context): Promise<LocalTarget | undefined> {
	const found = await findNodes(options, context);
	return found && targetOf(found.kube, found.reading, context);
}

/** The nodes of the cluster to which the deploy goes. Asks nothing: `undefined` where it cannot be found out. */
export async function findNodes(
	options: Options,
	context: Context,
): Promise<{readonly kube: Cluster; readonly reading: NodesReading} | undefined> {
	if (isOff(options.upload) || isElsewhere(options, context)) return undefined;
	try {
		const silent = {...context, ui: {...context.ui, interactive: false}};
		const {cluster: kube} = await openKubeContext(options, namespaceOf(options), silent);
		return {kube, reading: await readNodes(kube)};
	} catch (thrown) {
		const {kind, code} = asWizardError(thrown);
		if (kind === 'cancelled' || code === 'BUG') throw thrown;
		return undefined;
	}
}

const namespaceOf = ({namespace}: Options): string => namespace?.value ?? defaultNamespace;

/** The current context says nothing about a server at another address. */
function isElsewhere(options: Options, {env}: Context): boolean {
	const host = namedHost(options, env);
	return host !== undefined && options.context === undefined && !isNear(parseHost(host.value, '--host', host.source));
}

/** The same for a cluster that is open already. */
export const localTarget = async (kube: Cluster, context: Pick<Context, 'env'>): Promise<LocalTarget | undefined> =>
	targetOf(kube, await readNodes(kube), context);

async function targetOf(
	kube: Cluster,
	reading: NodesReading,
	{env}: Pick<Context, 'env'>,
): Promise<LocalTarget | undefined> {
	const cluster = recogniseLocal(kube, reading);
	if (cluster === undefined) return undefined;
	const {archive} = cluster.product;
	const isThere = (await findTool(archive, cluster, env)) !== undefined;
	return {cluster, kube, problem: isThere ? undefined : await toolMissing(archive.split(' ', 1).join(''), cluster)};
}

function notLocal({context, server}: Cluster, reading: NodesReading): WizardError {
	const nodes = reading.is === 'read' ? reading.nodes.map(({name, providerId}) => providerId || name) : [];
	const known = [...new Set(products.map(({title}) => title))].join(', ');
	const seen =
		reading.is === 'read'
			? `Its nodes: ${nodes.slice(0, 5).join(', ') || 'none'}.`
			: `Its nodes cannot be read: ${kubectlCommand({context}, 'get nodes')}`;
	return new WizardError('usage', `${context} (${server}) is not a cluster on this machine, so --load has no effect`, {
		code: 'LOAD_NOT_LOCAL',
		detail: `${seen}\nRecognised are: ${known}.`,
		next: [
			{command: '--no-load --image REF', when: 'to push the image to a registry instead'},
			{command: '--context NAME', when: 'to name the context of a cluster on this machine'},
			{command: 'kubectl config get-contexts', when: 'to list the contexts'},
		],
	});
}
