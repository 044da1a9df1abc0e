// Ends a run, or starts the failed part of one again, and waits until it is so.
import {sleep} from '../system/clock.ts';
import {hasCode, WizardError, withDetails} from '../system/errors.ts';
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
		if (isWorkflowGone(error)) throw workflowGone(runId, error);
		// The run has just ended, is being cancelled already, or the answer was lost after the server did it.
		const isEnding = hasCode(error, 'KFP_REFUSED', 'KFP_NOT_FOUND') || (await isDone(client, runId, error, ended));
		if (!isEnding) throw error;
	}
	return waitFor(client, runId, run => isFinalState(run.state), waiting);
}

/**
 * Starts the failed part of a run again, and waits until the run is no longer failed.
 * @throws WizardError `KFP_CONFLICT` where the run has not failed.
 */
export async function restartRun(client: KfpClient, runId: string, waiting: Waiting = {}): Promise<Run | undefined> {
	try {
		await client.retryRun(runId);
	} catch (error) {
		if (hasCode(error, 'KFP_CONFLICT'))
			throw withDetails(error, {next: [{command: `kfp-wizard status ${runId}`, when: 'to see its state'}]});
		if (!(await isDone(client, runId, error, run => run.state !== 'FAILED'))) throw error;
	}
	return waitFor(client, runId, run => run.state !== 'FAILED', waiting);
}

const ended = ({state}: Run): boolean => isFinalState(state) || state === 'CANCELING';

/** Whether the server did what was asked, although its answer was lost. */
async function isDone(
	client: KfpClient,
	runId: string,
	error: unknown,
	wanted: (run: Run) => boolean,
): Promise<boolean> {
	if (!(error instanceof WizardError) || !/^HTTP_(LOST|TIMEOUT|FAILED)$/.test(error.code)) return false;
	const run = await client.getRun(runId);
	return run !== undefined && wanted(run);
}

async function waitFor(
	client: KfpClient,
	runId: string,
	isThere: (run: Run) => boolean,
	{patience = 300_000, every = 2000, onState, signal}: Waiting,
): Promise<Run | undefined> {
	const begun = performance.now();
	for (;;) {
		const run = await client.getRun(runId);
		if (run === undefined || isThere(run)) return run;
		const waited = performance.now() - begun;
		if (waited >= patience) throw stillActive(run, waited);
		onState?.(run.state ?? 'PENDING', waited);
		await sleep(every, signal);
	}
}

const stillActive = ({run_id, display_name, state}: Run, waited: number): WizardError =>
	new WizardError('outside', `The run ${display_name} is still ${state ?? 'PENDING'} after ${duration(waited)}`, {
		code: 'RUN_STILL_ACTIVE',
		next: [{command: `kfp-wizard status ${run_id}`, when: 'to see whether it has ended by then'}],
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
