// Runs of a project: which there are, and which one a user means by an id, the beginning of one, a name, or `latest`.
import {defined} from '../system/defined.ts';
import {WizardError} from '../system/errors.ts';
import {didYouMean} from '../system/nearest.ts';
import {isOwned, type ProjectIdentity} from '../system/project-identity.ts';
import {cleanLine} from '../system/text.ts';
import type {KfpClient} from './client.ts';
import {isMarkedFor, withPipeline} from './description-markers.ts';
import {namesProject, pipelineOwner} from './pipeline-owner.ts';
import type {KfpPipeline, RecurringRun, Run} from './schemas.ts';

/** The pipelines that kfp-wizard created for a project, or the one of them with that name. */
export async function projectPipelines(
	client: KfpClient,
	project: ProjectIdentity,
	name?: string,
): Promise<readonly KfpPipeline[]> {
	const candidates = name === undefined ? await likelyPipelines(client, project) : [await client.findPipeline(name)];
	const found = await Promise.all(
		candidates.map(async pipeline =>
			pipeline !== undefined && isOwned((await pipelineOwner(client, pipeline, project)).owner) ? [pipeline] : [],
		),
	);
	return found.flat();
}

/** Without those of other projects by name, whose versions need not be read. */
const likelyPipelines = async (client: KfpClient, project: ProjectIdentity): Promise<readonly KfpPipeline[]> =>
	(await client.listPipelines()).filter(
		pipeline => isMarkedFor(pipeline.description, project) || namesProject(pipeline, project),
	);

/** Runs of these pipelines, whoever started them; newest first. */
export async function runsOf(
	client: KfpClient,
	pipelines: readonly KfpPipeline[],
	limit: number,
): Promise<readonly Run[]> {
	if (pipelines.length === 0) return [];
	return client.listRuns({limit, where: run => isOf(run, pipelines)});
}

/** Schedules of these pipelines that kfp-wizard created for the project; newest first. */
export async function schedulesOf(
	client: KfpClient,
	pipelines: readonly KfpPipeline[],
	project: ProjectIdentity,
): Promise<readonly RecurringRun[]> {
	if (pipelines.length === 0) return [];
	const all = await client.listRecurringRuns();
	return pipelines.flatMap(pipeline => {
		const owner = withPipeline(project, pipeline);
		return all.filter(schedule => isOf(schedule, [pipeline]) && isMarkedFor(schedule.description, owner));
	});
}

const isOf = (
	{pipeline_version_reference: reference}: Pick<Run, 'pipeline_version_reference'>,
	pipelines: readonly KfpPipeline[],
): boolean => pipelines.some(({pipeline_id}) => pipeline_id === reference?.pipeline_id);

/** Runs of a pipeline among which the one to compare with is looked for, the newest first. */
const compared = 50;

/**
 * What a run is compared with: the newest run of its pipeline before it that succeeded, else the newest before it.
 * @param most runs of the server that are looked through
 */
export async function runBefore(
	client: KfpClient,
	{run_id, created_at, pipeline_version_reference: reference}: ComparedRun,
	most?: number,
): Promise<Run | undefined> {
	const pipeline = reference?.pipeline_id;
	if (pipeline === undefined) return undefined;
	const before = await client.listRuns({
		limit: compared,
		...defined({most}),
		where: one =>
			one.run_id !== run_id &&
			one.pipeline_version_reference?.pipeline_id === pipeline &&
			(created_at === null || (one.created_at ?? '') <= created_at),
	});
	return before.find(({state}) => state === 'SUCCEEDED') ?? before[0];
}

/** `created_at`: null for a run that has just begun. */
export type ComparedRun = Pick<Run, 'run_id' | 'created_at' | 'pipeline_version_reference'>;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Runs that are looked through for a name or the beginning of an id. */
const most = 10_000;

/**
 * The run of these pipelines that `wanted` names: an id or the beginning of one, a name, or `latest`.
 * @throws WizardError `usage` where there is none, or more than one.
 */
export async function findRun(client: KfpClient, pipelines: readonly KfpPipeline[], wanted: string): Promise<Run> {
	if (uuid.test(wanted)) {
		const run = await client.getRun(wanted);
		if (run !== undefined && isOf(run, pipelines)) return run;
		throw notFound(wanted, []);
	}
	if (wanted === 'latest') {
		const [latest] = await runsOf(client, pipelines, 1);
		if (latest !== undefined) return latest;
		throw notFound(wanted, []);
	}
	const runs = await runsOf(client, pipelines, most);
	const named = runs.filter(({display_name}) => display_name === wanted);
	const found = named.length > 0 ? named : runs.filter(({run_id}) => run_id.startsWith(wanted.toLowerCase()));
	const [first, second] = found;
	if (first === undefined) throw notFound(wanted, runs);
	if (second !== undefined) throw ambiguous(wanted, found);
	return first;
}

function notFound(wanted: string, runs: readonly Run[]): WizardError {
	const hint = didYouMean(
		wanted,
		runs.map(({display_name}) => display_name),
	);
	return new WizardError(
		'usage',
		wanted === 'latest' ? 'This project has no runs' : `There is no run "${cleanLine(wanted)}" of this project${hint}`,
		{
			code: 'RUN_NOT_FOUND',
			next: [
				wanted === 'latest'
					? {command: 'kfp-wizard run', when: 'to start one'}
					: {command: 'kfp-wizard runs', when: 'to list them'},
			],
		},
	);
}

const ambiguous = (wanted: string, runs: readonly Run[]): WizardError =>
	new WizardError('usage', `"${cleanLine(wanted)}" fits ${runs.length} runs: pass more of the id`, {
		code: 'RUN_AMBIGUOUS',
		detail: runs
			.slice(0, 10)
			.map(({run_id, display_name, created_at}) => `${run_id}  ${display_name}  ${created_at ?? ''}`)
			.join('\n'),
		next: [{command: 'kfp-wizard runs', when: 'to list them, each with its id'}],
	});
