// The run that a command shows: found on the server by what the user named, with the cluster where there is one.
import {readerOf} from '../../deploy/follow.ts';
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
	return {...(await serverReader(server, context)), run};
}

/** What a run of the project is read with, where the project itself is not read. */
export const serverReader = (
	{connection, options}: ProjectServer,
	context: Context,
): Promise<Omit<FollowedRun, 'run'>> => readerOf(connection, options, {nodes: [], findings: []}, context);
