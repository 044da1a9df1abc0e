// The run that a command shows: found on the server by what the user named, with the cluster where there is one.
import {explain} from '../../checks/explain-failure.ts';
import {perhapsCluster} from '../../deploy/follow.ts';
import {runPages} from '../../deploy/reach/open-page.ts';
import {serverFlags} from '../../deploy/server-flags.ts';
import type {FollowedRun} from '../../follow/read-run.ts';
import {findRun} from '../../kfp/project-runs.ts';
import type {Options} from '../../options/options.ts';
import type {Context} from '../../ui/context.ts';
import {openServer, type ProjectServer, refuseHalfNamed} from './server.ts';

/** @throws WizardError where there is no project, no server, or no such run. */
export async function openRun(wanted: string, options: Options, context: Context): Promise<FollowedRun> {
	refuseHalfNamed(options);
	const server = await openServer(options, context);
	const run = await findRun(server.client, server.pipelines, wanted);
	return {...(await readerOf(server, context)), run};
}

/** What a run is read with. Without the project at hand only a missing package is explained. */
export async function readerOf(
	{client, connection, options}: ProjectServer,
	context: Context,
): Promise<Omit<FollowedRun, 'run'>> {
	return {
		client,
		...runPages(connection, context),
		cluster: connection.cluster ?? (await perhapsCluster(options, connection.namespace.value, context)),
		flags: serverFlags(options, connection),
		explain: ({nodes}, lines) => explain(nodes, lines, {nodes: [], findings: []}),
	};
}
