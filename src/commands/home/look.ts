// What there is of a project on its server, read without a question and in a bounded time; nothing for a project that was
// never deployed, or whose server does not answer soon.
import {openProject} from '../../deploy/steps/project/project.ts';
import {specPath} from '../../deploy/steps/spec/path.ts';
import {changedMetrics} from '../../follow/changed-metrics.ts';
import type {Readings} from '../../deploy/interview/readings.ts';
import {runBefore, runsOf, schedulesOf} from '../../kfp/project-runs.ts';
import type {KfpClient} from '../../kfp/client.ts';
import type {KfpPipeline, PipelineVersion, Run} from '../../kfp/schemas.ts';
import {findProject} from '../../kedro/find-project.ts';
import type {Options} from '../../options/options.ts';
import type {Metric} from '../../schema/metric.ts';
import type {Schedule} from '../../schema/outcome.ts';
import {sleep} from '../../system/clock.ts';
import {knownNames} from '../../system/known-names.ts';
import type {Context} from '../../ui/context.ts';
import type {Ui} from '../../ui/ui.ts';
import {describeSchedule} from '../runs/schedules.ts';
import {openServer, type ProjectServer} from '../runs/server.ts';
import {type Changes, changesSince} from './changes.ts';

export type Deployed = {
	readonly server: ProjectServer;
	/** The one of the last run, else the newest one. */
	readonly pipeline: KfpPipeline;
	/** The newest version of the pipeline. */
	readonly version: PipelineVersion;
	/** What differs between that version and the project as it is now. */
	readonly changes: Changes;
	readonly last: LastRun | undefined;
	readonly schedules: readonly Schedule[];
};

type LastRun = {
	readonly run: Run;
	readonly version: PipelineVersion | undefined;
	/** Where it succeeded, and its logs are read soon. */
	readonly metrics: readonly Metric[];
};

/** How long is waited, in milliseconds. */
export type Patience = {
	/** What a user does not notice at the start. */
	readonly soon: number;
	/** For a project of which runs are known here: its reading is remembered, while a port-forward takes seconds. */
	readonly forKnownRuns: number;
	/** For the metrics of the last run, which are only a hint. */
	readonly forMetrics: number;
};

export const patience: Patience = {soon: 1500, forKnownRuns: 6000, forMetrics: 500};

/** Milliseconds: the longest time, while the project is read as well. */
const latest = 10_000;
/** The runs among which the one before the last is looked for. */
const mostRuns = 200;

/**
 * Looks while the project is read into `readings`, so that the first question of a first deploy comes no later than without it.
 * Nothing that goes wrong is an error here: the deploy that follows reports it.
 */
export async function lookWhileReading(
	options: Options,
	context: Context,
	readings: Readings,
	{soon, forKnownRuns, forMetrics} = patience,
): Promise<Deployed | undefined> {
	const ended = new AbortController();
	const found = new AbortController();
	const isKnown = await hasKnownRuns(options, context);
	const reading = openProject(options, withSignal(context, found.signal), readings)
		.then(() => {
			if (isKnown && !ended.signal.aborted)
				context.ui.emit({event: 'step', step: 'pipeline', state: 'active', detail: 'looking for its last run'});
		})
		.catch(() => undefined);
	const least = sleep(isKnown ? forKnownRuns : soon, ended.signal).catch(() => undefined);
	try {
		const deployed = await Promise.race([
			look(options, context, forMetrics, ended.signal),
			Promise.all([least, reading]).then(() => undefined),
			sleep(latest, ended.signal),
		]);
		if (deployed === undefined) return undefined;
		// A deploy that is chosen later reads the project as it is then.
		found.abort();
		return deployed;
	} finally {
		ended.abort();
	}
}

/** Whether a command of this machine has seen a run of the project. */
async function hasKnownRuns({project}: Options, {cwd, env}: Context): Promise<boolean> {
	const root = await findProject(project?.value, cwd).catch(() => undefined);
	const {runs = []} = root === undefined ? {} : await knownNames(root, env);
	return runs.length > 0;
}

/** `undefined` where there is nothing, or no server that answers without a question. */
export async function look(
	options: Options,
	context: Context,
	forMetrics: number,
	signal?: AbortSignal,
): Promise<Deployed | undefined> {
	const quiet = quietly(withSignal(context, signal));
	return readDeployed(options, quiet, forMetrics).catch(() => undefined);
}

async function readDeployed(options: Options, context: Context, forMetrics: number): Promise<Deployed | undefined> {
	const server = await openServer(options, context);
	const {client, project, pipelines} = server;
	const [[run], schedules] = await Promise.all([runsOf(client, pipelines, 1), schedulesOf(client, pipelines, project)]);
	// They are read beside the rest.
	const metrics = run === undefined ? [] : metricsSoon(client, run, forMetrics, context.ui.signal);
	const reference = run?.pipeline_version_reference;
	const pipeline = pipelines.find(({pipeline_id}) => pipeline_id === reference?.pipeline_id) ?? pipelines[0];
	if (pipeline === undefined) return undefined;
	const [version] = await client.listVersions(pipeline.pipeline_id, 1);
	if (version === undefined) return undefined;
	const {value: spec} = specPath(server.options, project, context.cwd);
	const ranVersion = async (id = ''): Promise<PipelineVersion | undefined> => {
		if (id === version.pipeline_version_id) return version;
		return id === '' ? undefined : client.getVersion(pipeline.pipeline_id, id);
	};
	return {
		server,
		pipeline,
		version,
		changes: await changesSince({version, serverTime: client.serverTime}, {root: project.root, spec}, context),
		last:
			run === undefined
				? undefined
				: {run, version: await ranVersion(reference?.pipeline_version_id), metrics: await metrics},
		schedules: schedules.map(one => describeSchedule(one, new Map(), server, server.options, context)),
	};
}

async function metricsSoon(
	client: KfpClient,
	run: Run,
	limit: number,
	signal: AbortSignal,
): Promise<readonly Metric[]> {
	if (run.state !== 'SUCCEEDED') return [];
	const reading = runBefore(client, run, mostRuns).then(before =>
		changedMetrics({client, cluster: undefined, run}, before),
	);
	const ended = new AbortController();
	const late = sleep(limit, AbortSignal.any([signal, ended.signal])).then((): readonly Metric[] => []);
	return Promise.race([reading, late])
		.catch((): readonly Metric[] => [])
		.finally(() => ended.abort());
}

/** Nothing is asked, and nothing is shown: an error here is none for the user. */
const quietly = (context: Context): Context => {
	const ui: Ui = {
		interactive: false,
		signal: context.ui.signal,
		begin: () => {},
		emit: () => {},
		ask: async ({name}) => {
			throw new Error(`${name} was asked while kfp-wizard looks for what was deployed`);
		},
		close: async () => {},
	};
	return {...context, ui};
};

/** The same context, whose work ends with the signal too. */
const withSignal = (context: Context, signal: AbortSignal | undefined): Context => {
	if (signal === undefined) return context;
	const {ui} = context;
	const both = AbortSignal.any([ui.signal, signal]);
	const emit: Ui['emit'] = event => {
		if (!both.aborted) ui.emit(event);
	};
	return {...context, ui: {...ui, signal: both, begin: header => ui.begin(header), emit}};
};
