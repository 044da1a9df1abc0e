// Ends a run, or starts the failed part of one again, and waits until it is so.
import {sleep} from '../system/clock.ts';
import {hasCode, WizardError} from '../system/errors.ts';
import {duration} from '../system/text.ts';
import type {KfpClient} from './client.ts';
import {isFinalState, type Run} from './schemas.ts';

export type Waiting = {
	/** Milliseconds to wait at most; default five minutes. */
	readonly patience?: number;
	/** Milliseconds between two requests for the state; default 2,000. */
	readonly every?: number;
	/** Called with each state that is read, and the milliseconds since the wait began. */
	readonly onState?: (state: string, waited: number) => void;
	readonly signal?: AbortSignal;
};

/**
 * Terminates a run and waits for its end, which takes about 20 s. A run that has just ended is as good.
 * @throws WizardError `RUN_STILL_ACTIVE` when it has not ended in time; `RUN_WORKFLOW_GONE` when it never will.
 */
export async function endRun(client: KfpClient, runId: string, waiting: Waiting = {}): Promise<Run | undefined> {
	try {
		await client.terminateRun(runId);
	} catch (error) {
		// The run has just ended, or is being cancelled already.
		if (!hasCode(error, 'KFP_REFUSED', 'KFP_NOT_FOUND'))
			throw isWorkflowGone(error) ? workflowGone(runId, error) : error;
	}
	return waitFor(client, runId, run => isFinalState(run.state), waiting);
}

/**
 * Starts the failed part of a run again, and waits until the run is no longer failed.
 * @throws WizardError `KFP_CONFLICT` where the run has not failed.
 */
export async function restartRun(client: KfpClient, runId: string, waiting: Waiting = {}): Promise<Run | undefined> {
	await client.retryRun(runId);
	return waitFor(client, runId, run => run.state !== 'FAILED', waiting);
}

async function waitFor(
	client: KfpClient,
	runId: string,
	isDone: (run: Run) => boolean,
	{patience = 300_000, every = 2000, onState, signal}: Waiting,
): Promise<Run | undefined> {
	const begun = performance.now();
	for (;;) {
		const run = await client.getRun(runId);
		if (run === undefined || isDone(run)) return run;
		const waited = performance.now() - begun;
		if (waited >= patience) throw stillActive(run, waited);
		onState?.(run.state ?? 'PENDING', waited);
		await sleep(every, signal);
	}
}

const stillActive = ({run_id, display_name, state}: Run, waited: number): WizardError =>
	new WizardError('outside', `The run ${display_name} is still ${state ?? 'PENDING'} after ${duration(waited)}`, {
		code: 'RUN_STILL_ACTIVE',
		next: [{command: `kfp-wizard runs`, when: `to see its state (${run_id.slice(0, 8)})`}],
	});

const isWorkflowGone = (error: unknown): boolean =>
	hasCode(error, 'KFP_FAILED') && /workflows\.argoproj\.io "[^"]*" not found/.test(error.message);

const workflowGone = (runId: string, cause: unknown): WizardError =>
	new WizardError('outside', `The Workflow of the run ${runId} no longer exists, so the run never ends`, {
		code: 'RUN_WORKFLOW_GONE',
		detail: 'Nothing of it runs any more. Kubeflow Pipelines shows its last state for ever; you can delete the run.',
		next: [{command: `kfp-wizard teardown run/${runId}`, when: 'to delete it'}],
		cause,
	});
