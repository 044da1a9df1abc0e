// Starts a run of a deployment, or reuses its active run: a crash or a lost answer never starts a second run.
import {randomBytes} from 'node:crypto';
import {sleep} from '../system/clock.ts';
import {defined} from '../system/defined.ts';
import {hasCode, type NextCommand, WizardError} from '../system/errors.ts';
import type {KfpClient} from './client.ts';
import {runDescription, runMarks} from './description-markers.ts';
import {type Experiment, isFinalState, type Run} from './schemas.ts';
import {oldest, yieldToOlder} from './yield-to-older.ts';

export type StartRun = {
	/** Deployment id: 12 hex digits. */
	readonly deployment: string;
	readonly name: string;
	/** Experiment name; created if it does not exist. */
	readonly experiment: string;
	/** Description of a new experiment; contains the marker of the project. */
	readonly experimentDescription?: string;
	readonly pipelineId: string;
	readonly versionId: string;
	/** The service account of its pods; default: the server's. */
	readonly serviceAccount?: string;
	/** Where KFP keeps its artifacts; default: the server's. */
	readonly pipelineRoot?: string;
	/** Values for inputs of the pipeline, by name. */
	readonly inputs?: Readonly<Record<string, unknown>>;
	/** Seconds that the run is expected to take. */
	readonly predicted?: number;
	/** Start a run even if this deployment has an active one. */
	readonly newRun: boolean;
	/** Names this attempt, also where its command is repeated: 8 hex digits; default: a new one. */
	readonly attempt?: string;
	/** What shows whether the run exists where that is not known; default: the same command, which reuses it. */
	readonly lookUp?: NextCommand;
	/** Milliseconds for the creation; default five minutes. */
	readonly timeout?: number;
	/** Pauses in milliseconds before each search for a run whose answer was lost; default 0.5 s to 30 s, a minute in all. */
	readonly searchAfter?: readonly number[];
	/** Milliseconds until a deploy at the same time has ended its run; default 3 s. */
	readonly settling?: number;
	readonly signal?: AbortSignal;
};

export type StartedRun = {
	readonly runId: string;
	readonly name: string;
	/** False when a run was reused: an active one, or that of the same attempt. */
	readonly started: boolean;
	/** The run that was started and ended again, because another deploy was faster. */
	readonly terminated?: string;
	/** The state that the server reports; null while it reports none. */
	readonly state: string | null;
};

const searchAfterDefault = [500, 1000, 2000, 4000, 8000, 15_000, 30_000];

/** A name for an attempt to start a run. */
export const newAttempt = (): string => randomBytes(4).toString('hex');

/**
 * Reuses the run of the same attempt in any state, or the run of this deployment that is neither final nor being cancelled,
 * else starts one. The creation is sent once, and of two deploys at the same time one run stays.
 * @throws WizardError of the client; `KFP_RUN_UNCERTAIN` when the answer was lost and the run was not found.
 */
export async function startRun(client: KfpClient, options: StartRun): Promise<StartedRun> {
	const {deployment, attempt, newRun} = options;
	const experiment = await experimentNamed(client, options.experiment, options.experimentDescription);
	const experimentId = experiment.experiment_id;
	const ofDeployment = async (): Promise<readonly Run[]> =>
		(await client.listRuns({experimentId})).filter(({description}) => runMarks(description)?.deployment === deployment);
	const active = async (): Promise<readonly Run[]> => (await ofDeployment()).filter(isActive);
	const known = newRun && attempt === undefined ? [] : await ofDeployment();
	const same = known.find(({description}) => attempt !== undefined && runMarks(description)?.attempt === attempt);
	const first = same ?? (newRun ? undefined : oldest(known.filter(isActive), idOf));
	if (first !== undefined) return started(first, false);
	const run = await createOnce(client, experimentId, options);
	if (newRun) return started(run, true);
	const {settling: pause, signal} = options;
	// It has started: whatever goes wrong while kfp-wizard looks again, it is the run of this deploy.
	const older = await yieldToOlder(run, {
		list: active,
		idOf,
		end: ({run_id}) => client.terminateRun(run_id),
		signal,
		...defined({pause}),
	}).catch(() => undefined);
	return older === undefined ? started(run, true) : {...started(older, false), terminated: run.display_name};
}

const idOf = ({run_id}: Run): string => run_id;

/** Sends the creation once. Where its answer is lost, the run is looked for. */
async function createOnce(client: KfpClient, experimentId: string, options: StartRun): Promise<Run> {
	const {deployment, name, pipelineId, versionId, serviceAccount, pipelineRoot, inputs, timeout} = options;
	const {attempt = newAttempt()} = options;
	const description = runDescription(deployment, attempt, options.predicted);
	try {
		return await client.createRun({
			name,
			description,
			experimentId,
			pipelineId,
			versionId,
			...defined({serviceAccount, pipelineRoot, parameters: inputs, timeout}),
		});
	} catch (error) {
		if (!mayHaveStarted(error)) throw error;
		if (error.kind === 'cancelled') throw interrupted(options, error);
		const search = async (): Promise<Run | undefined> =>
			(await client.listRuns({experimentId})).find(one => runMarks(one.description)?.attempt === attempt);
		const run = await searchAgain(options, error.code, search).catch((thrown: unknown) => {
			throw options.signal?.aborted === true ? interrupted(options, error) : thrown;
		});
		if (run === undefined) throw error.code === 'KFP_FAILED' ? error : uncertain(options, error);
		return run;
	}
}

/** The experiment with that name; it is created where there is none. */
export async function experimentNamed(
	client: KfpClient,
	name: string,
	description: string | undefined,
): Promise<Experiment> {
	const existing = await client.findExperiment(name);
	if (existing !== undefined) return existing;
	try {
		return await client.createExperiment({name, ...defined({description})});
	} catch (error) {
		// Another client was faster, or the answer was lost.
		const now = await client.findExperiment(name).catch(() => undefined);
		if (now === undefined) throw error;
		return now;
	}
}

/** A run that is being cancelled is not active: it needs about 20 s until its state is final. */
const isActive = (run: Run): boolean => !isFinalState(run.state) && run.state !== 'CANCELING';

/** Whether the run may exist: no answer, a gateway's page, a 5xx; not a clear refusal. */
const mayHaveStarted = (error: unknown): error is WizardError =>
	error instanceof WizardError &&
	(error.kind === 'cancelled' || /^HTTP_(?!REFUSED|DNS|TLS)|^KFP_(FAILED|NOT_API|LOGIN|REDIRECT)$/.test(error.code));

/** Searches several times when there was no answer; once when the server itself reported a failure. */
async function searchAgain(
	{searchAfter = searchAfterDefault, signal}: StartRun,
	code: string,
	search: () => Promise<Run | undefined>,
): Promise<Run | undefined> {
	for (const pause of code === 'KFP_FAILED' ? searchAfter.slice(0, 1) : searchAfter) {
		await sleep(pause, signal);
		const run = await search().catch((error: unknown) => {
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

const perhaps = ({name}: StartRun): string => `Perhaps the run ${name}`;

function interrupted(options: StartRun, cause: WizardError): WizardError {
	return new WizardError('cancelled', 'Cancelled while the run was starting', {
		code: 'CANCELLED',
		changed: [perhaps(options)],
		...(options.lookUp === undefined ? {} : {next: [options.lookUp]}),
		cause: uncertain(options, cause),
	});
}

/** Whether a run may have been started, and was not found yet: another one would be a second one. */
export const mayHaveRun = (error: WizardError): boolean =>
	[error, error.cause].some(one => hasCode(one, 'KFP_RUN_UNCERTAIN'));

function uncertain(options: StartRun, cause: WizardError): WizardError {
	const {name, lookUp} = options;
	const reuse = lookUp === undefined ? ' The command that resumes reuses the run if it exists.' : '';
	return new WizardError('outside', `The run ${name} may have started, but its answer was lost: ${cause.message}`, {
		code: 'KFP_RUN_UNCERTAIN',
		detail: `kfp-wizard has not found the run yet. The server can take minutes for a large pipeline.${reuse}`,
		changed: [perhaps(options)],
		next: [lookUp ?? {command: 'kfp-wizard status', when: 'to see whether it exists'}],
		cause,
	});
}
