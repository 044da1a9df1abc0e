// The rehearsal as a step of a deploy: runs the spec on this machine before anything is pushed.
import type {AwsCredentials} from '../../../aws/credentials.ts';
import type {ImageSource} from '../../../image/source.ts';
import {isOn, type Options, planValue} from '../../../options/options.ts';
import {readSpec} from '../../../pipeline-spec/read-spec.ts';
import {parallelOf, type RehearsedFiles, rehearseSpec, runsInContainers} from '../../../rehearse/prepare.ts';
import type {Rehearsed} from '../../../rehearse/rehearse.ts';
import {rehearsalRun} from '../../../rehearse/run-values.ts';
import type {Outcome, TaskOutcome} from '../../../schema/outcome.ts';
import {defined} from '../../../system/defined.ts';
import {count} from '../../../system/text.ts';
import type {Context} from '../../../ui/context.ts';
import type {Selection} from '../../selection.ts';
import type {Planned, SkipPlan, Step} from '../../step.ts';
import {checkSelection} from '../checks/run.ts';
import {readBuildSource} from '../image/source.ts';
import {leftOutOfImage} from '../spec/path.ts';
import type {SpecPlan} from '../spec/spec.ts';
import {type Images, unbuiltImages} from '../spec/task-images.ts';

export type RehearsalNeeds = {
	readonly selection: Selection;
	readonly options: Options;
	/** What the image will contain; `undefined` with `--no-build`. */
	readonly source: ImageSource | undefined;
	readonly spec: SpecPlan;
	/** The keys that the Secret will get, where they are known. */
	readonly keys: AwsCredentials | undefined;
	/** Tasks that succeeded in an earlier rehearsal, and are not run again. */
	readonly succeeded?: readonly TaskOutcome[];
};

export type RehearsalPlan = Planned &
	(
		| SkipPlan
		/** `where`: a container needs the image, so those tasks run between its build and its push. */
		| {readonly do: 'rehearse'; readonly where: 'process' | 'container'; readonly needs: RehearsalNeeds}
	);

export const rehearsalStep = {
	id: 'rehearsal',
	title: 'Rehearsal',

	ask: async (needs: RehearsalNeeds) => needs,

	inspect: async () => undefined,

	plan(needs): RehearsalPlan {
		const {selection, options} = needs;
		const {rehearse} = options;
		if (rehearse?.value !== true) return {do: 'skip', reason: 'not asked for', changes: [], values: []};
		const parallel = parallelOf(options);
		const tasks = selection.graph.tasks.length;
		const where = runsInContainers(options) ? 'container' : 'process';
		const how =
			where === 'container'
				? 'in containers'
				: isOn(options.warm)
					? 'as forks of one local process'
					: 'as local processes';
		const atATime = Math.min(parallel.value, tasks);
		return {
			do: 'rehearse',
			where,
			needs,
			changes: [
				{
					action: 'create',
					what: 'rehearsal',
					name: count(tasks, 'task'),
					detail: `${how}, ${atATime} at a time, before anything is pushed`,
				},
			],
			values: [
				planValue('rehearse', rehearse),
				planValue('parallel', parallel),
				...(options.in === undefined ? [] : [planValue('in', options.in)]),
				...(options.warm === undefined ? [] : [planValue('warm', options.warm)]),
			],
		};
	},

	async apply(plan, work) {
		const {outcome, detail} = await rehearseIn(plan.needs, undefined, work);
		return {value: outcome, outcome, detail};
	},
} satisfies Step<RehearsalNeeds, RehearsalNeeds, undefined, RehearsalPlan, Outcome>;

/** `images`: what containers are made from; a process needs none. @throws WizardError `run` when a task failed. */
export async function rehearseIn(
	{selection, options, source, spec, keys, succeeded}: RehearsalNeeds,
	images: Images | undefined,
	context: Context,
): Promise<Rehearsed> {
	const {project, pipeline} = selection;
	// Processes run before there is an image, so its name is not known then.
	const {image, taskImages} = images ?? unbuiltImages(selection);
	const summary = readSpec(spec.make(image, taskImages).text, {run: rehearsalRun(), inputs: spec.runInputs});
	const readFiles = async (): Promise<RehearsedFiles> => {
		const files = source ?? (await readBuildSource(project, options, leftOutOfImage(options, project, context.cwd)));
		return {source: files, findings: checkSelection(selection, files, {}).findings};
	};
	const facts = {
		project,
		files: readFiles,
		pipeline: pipeline.name,
		nodes: pipeline.nodes,
		keys,
		...defined({succeeded}),
	};
	return rehearseSpec(summary, facts, options, context);
}
