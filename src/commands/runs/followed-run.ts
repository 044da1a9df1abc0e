// The run that a command shows: found on the server by what the user named, with the cluster where there is one.
import {explain} from '../../checks/explain-failure.ts';
import type {FollowedRun} from '../../follow/follow.ts';
import {findRun} from '../../kfp/project-runs.ts';
import {type Cluster, openCluster} from '../../kubernetes/kubectl.ts';
import type {Options} from '../../options/options.ts';
import {defined} from '../../system/defined.ts';
import {WizardError} from '../../system/errors.ts';
import type {Context} from '../../ui/context.ts';
import {openServer, refuseHalfNamed} from './server.ts';

/** @throws WizardError where there is no project, no server, or no such run. */
export async function openRun(wanted: string, options: Options, context: Context): Promise<FollowedRun> {
	refuseHalfNamed(options);
	const {client, connection, pipelines} = await openServer(options, context);
	const run = await findRun(client, pipelines, wanted);
	const cluster = await clusterOf(options, connection.namespace.value, context);
	return {client, url: connection.url, cluster, run, explain: explainAlone};
}

/** Without the project at hand only a missing package is explained. */
const explainAlone: FollowedRun['explain'] = ({nodes}, lines) => explain(nodes, lines, {nodes: [], findings: []});

/** The cluster for pods and logs; `undefined` where kubectl or a context is missing, unless one was named. */
async function clusterOf(
	options: Options,
	namespace: string,
	{ui, env}: Pick<Context, 'ui' | 'env'>,
): Promise<Cluster | undefined> {
	const {context} = options;
	try {
		// Pods and logs are only read, so a context that looks like production needs no confirmation.
		return await openCluster({namespace, env, signal: ui.signal, yes: false, ...defined({context: context?.value})});
	} catch (error) {
		if (!(error instanceof WizardError) || error.kind === 'cancelled' || context !== undefined) throw error;
		const message = `${error.message}: pods and logs on the cluster are not looked at`;
		ui.emit({event: 'note', level: 'warning', step: 'follow', message});
		return undefined;
	}
}
