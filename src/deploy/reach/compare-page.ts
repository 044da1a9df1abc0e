// The page of Kubeflow that compares a run with the one before it.
import {runBefore, type ComparedRun} from '../../kfp/project-runs.ts';
import {WizardError} from '../../system/errors.ts';
import type {Connection} from '../connection.ts';
import {compareLink} from './pages.ts';

/** A deploy does not wait while a server with many runs of others is looked through. */
const most = 500;

/** The link to it; `undefined` where there is no run before, or the server does not say. */
export async function comparePage(connection: Connection, run: ComparedRun): Promise<string | undefined> {
	const before = await runBefore(connection.client, run, most).catch((error: unknown) => {
		if (error instanceof WizardError && error.kind !== 'cancelled') return undefined;
		throw error;
	});
	return before === undefined ? undefined : compareLink(connection, [before.run_id, run.run_id]);
}
