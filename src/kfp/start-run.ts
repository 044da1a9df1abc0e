// Starts a run of a deployment, or finds the one that is going on: a crash or a lost answer never makes two.
import {randomBytes} from 'node:crypto';
import {sleep} from '../system/clock.ts';
import {WizardError} from '../system/errors.ts';
import type {KfpClient} from './client.ts';
import {runMarker, runMarks} from './description-markers.ts';
import {type Experiment, isFinal, type Run} from './schemas.ts';

export type StartRun = {
	/** Deployment id: 12 hex digits. */
	readonly deployment: string;
	readonly name: string;
	/** Experiment name; made where it is missing. */
	readonly experiment: string;
	readonly pipelineId: string;
	readonly versionId: string;
	/** What its pods run as; default: what the server has for it. */
	readonly serviceAccount?: string;
	/** Values for inputs of the pipeline, by name. */
	readonly inputs?: Readonly<Record<string, unknown>>;
	/** Start one even where a run of this deployment is going on. */
	readonly newRun: boolean;
	/** Milliseconds for the creation; default five minutes. */
	readonly timeout?: number;
	/** Pauses in milliseconds before each look for a run whose answer was lost; default 0.5 s to 30 s, a minute in all. */
	readonly lookAfter?: readonly number[];
	readonly signal?: AbortSignal;
};

export type StartedRun = {
	readonly runId: string;
	readonly name: string;
	/** False when a run that was going on was adopted. */
	readonly started: boolean;
	/** As the server says it; null for the moment in which it says none. */
	readonly state: string | null;
};

const lookAfterDefault = [500, 1000, 2000, 4000, 8000, 15_000, 30_000];

/**
 * Adopts the run of this deployment that is neither final nor being cancelled, else starts one. The creation is sent once.
 * @throws WizardError of the client; `KFP_RUN_UNCERTAIN` when the answer was lost and the run has not shown up.
 */
export async function startRun(client: KfpClient, options: StartRun): Promise<StartedRun> {
	const {deployment, name, pipelineId, versionId, serviceAccount, inputs, timeout} = options;
	const experiment = await experimentNamed(client, options.experiment);
	const experimentId = experiment.experiment_id;
	if (!options.newRun) {
		const active = await findRun(
			client,
			experimentId,
			run => isActive(run) && runMarks(run.description)?.deployment === deployment,
		);
		if (active !== undefined) return started(active, false);
	}
	const attempt = randomBytes(4).toString('hex');
	const description = `Started by kfp-wizard ${runMarker(deployment, attempt)}`;
	try {
		const run = await client.createRun({
			name,
			description,
			experimentId,
			pipelineId,
			versionId,
			...(serviceAccount === undefined ? {} : {serviceAccount}),
			...(inputs === undefined ? {} : {parameters: inputs}),
			...(timeout === undefined ? {} : {timeout}),
		});
		return started(run, true);
	} catch (error) {
		if (!mayHaveStarted(error)) throw error;
		if (error.kind === 'cancelled') throw interrupted(name);
		const isIt = (run: Run): boolean => runMarks(run.description)?.attempt === attempt;
		const run = await lookAgain(options, error.code, () => findRun(client, experimentId, isIt));
		if (run === undefined) throw error.code === 'KFP_FAILED' ? error : uncertain(name, error);
		return started(run, true);
	}
}

async function experimentNamed(client: KfpClient, name: string): Promise<Experiment> {
	const existing = await client.findExperiment(name);
	if (existing !== undefined) return existing;
	try {
		return await client.createExperiment({name});
	} catch (error) {
		// Somebody else was faster, or the answer was lost.
		const now = await client.findExperiment(name).catch(() => undefined);
		if (now === undefined) throw error;
		return now;
	}
}

async function findRun(
	client: KfpClient,
	experimentId: string,
	wanted: (run: Run) => boolean,
): Promise<Run | undefined> {
	return (await client.listRuns({experimentId})).find(wanted);
}

/** A run that is being cancelled is over for whoever deploys again, though it takes it 20 s to say so. */
const isActive = (run: Run): boolean => !isFinal(run.state) && run.state !== 'CANCELING';

/** Everything but a clear refusal: no answer, a gateway's page, a 5xx. */
const mayHaveStarted = (error: unknown): error is WizardError =>
	error instanceof WizardError &&
	(error.kind === 'cancelled' || /^HTTP_(?!REFUSED|DNS|TLS)|^KFP_(FAILED|NOT_API|LOGIN|REDIRECT)$/.test(error.code));

/** Looks several times where no answer came; once where the server itself reported a failure. */
async function lookAgain(
	{lookAfter = lookAfterDefault, signal}: StartRun,
	code: string,
	look: () => Promise<Run | undefined>,
): Promise<Run | undefined> {
	for (const pause of code === 'KFP_FAILED' ? lookAfter.slice(0, 1) : lookAfter) {
		await sleep(pause, signal);
		const run = await look().catch((error: unknown) => {
			if (error instanceof WizardError && error.kind !== 'cancelled') return undefined;
			throw error;
		});
		if (run !== undefined) return run;
	}
	return undefined;
}

const started = (run: Run, now: boolean): StartedRun => ({
	runId: run.run_id,
	name: run.display_name,
	started: now,
	state: run.state ?? null,
});

const perhaps = (name: string): string => `Perhaps the run ${name}: the same command again finds it`;

function interrupted(name: string): WizardError {
	return new WizardError('cancelled', 'Cancelled while the run was being started', {
		code: 'CANCELLED',
		changed: [perhaps(name)],
	});
}

function uncertain(name: string, cause: WizardError): WizardError {
	return new WizardError('outside', `It is not certain whether the run ${name} was started: ${cause.message}`, {
		code: 'KFP_RUN_UNCERTAIN',
		detail:
			'It has not shown up so far. A large pipeline can take the server minutes; the same command again adopts the run if it appears.',
		changed: [perhaps(name)],
		next: [{command: 'kfp-wizard status', when: 'to see whether it is there'}],
		cause,
	});
}
