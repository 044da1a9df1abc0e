// The first half of a deploy: everything is found out and asked, nothing is changed. It ends in the plan.
import type {Change, Plan, PlanValue} from '../schema/plan.ts';
import {tidyPath} from '../system/files.ts';
import {count} from '../system/text.ts';
import {type Given, givenText, isOff, isOn, planValue} from '../options/options.ts';
import type {Talk} from './interview/interview.ts';
import {givenValues} from '../options/plan-values.ts';
import type {Looked} from './steps/checks/fix.ts';
import {refuseBadValues, refuseMissing} from '../options/conflicts.ts';
import {planParameters} from './steps/selection/parameters.ts';
import {openRemote, type Remote} from './connection.ts';
import {planRehearsal, type RehearsalPlan} from './steps/rehearsal/rehearsal.ts';
import {makeReady} from './steps/checks/ready.ts';
import {type ImagePlan, planImage, readImageSource} from './steps/image/image.ts';
import {type Selection, selectPipeline} from './steps/selection/pipeline.ts';
import {openProject} from './steps/project/project.ts';
import {planRun, type RunPlan} from './steps/run/run.ts';
import {planSecret, type SecretPlan} from './steps/secret/secret.ts';
import {planSpec, type Spec, specAction, type SpecPlan, leftOutOfImage} from './steps/spec/spec.ts';
import {planUpload} from './steps/upload/upload.ts';
import {story} from './story.ts';

/** All that was chosen, and how each step would do its part. */
export type Chosen = {
	/** Flags, variables and settings, with what was changed on the plan. */
	readonly given: Given;
	readonly selection: Selection;
	readonly image: ImagePlan;
	/** `undefined` with `--no-upload`: nothing of the cluster is touched. */
	readonly remote: Remote | undefined;
	readonly secret: SecretPlan;
	readonly spec: SpecPlan;
	/** `undefined` with `--no-upload` or `--no-run`. */
	readonly run: RunPlan | undefined;
	/** `undefined` where none was asked for. */
	readonly rehearsal: RehearsalPlan | undefined;
	readonly plan: Plan;
};

export async function choose(talk: Talk, version: string): Promise<Chosen> {
	const {ui, readings} = talk;
	const {selection, source, given} = await makeReady(() => look(talk), talk);
	const {project} = selection;
	const parameters = await readings.parameters(
		[project.root, project.environment, selection.pipeline.name, given['param'], given['expose_param']],
		() => planParameters(selection, given, ui.signal),
	);
	ui.emit({event: 'step', step: 'image', state: 'active'});
	const image = await planImage(source, given, ui);
	ui.emit({event: 'step', step: 'secret', state: 'active'});
	const remote = isOff(given, 'upload') ? undefined : await openRemote(given, ui);
	if (remote !== undefined) ui.begin(story(given, project, remote));
	const secret = await planSecret(project, remote?.cluster, version, given, ui);
	const spec = planSpec(selection, {image, secret, parameters, version}, given);
	const run = remote === undefined || isOff(given, 'run') ? undefined : planRun(given, spec.name.value);
	const rehearsal = planRehearsal(selection, source, {spec, secret}, given);
	const parts = {given, selection, image, remote, secret, spec, run, rehearsal};
	const plan = await makePlan(parts);
	ui.emit({event: 'plan', ...plan, dryRun: isOn(given, 'dry_run')});
	return {...parts, plan};
}

/** The project, what of it is deployed, and what its image will hold. */
export async function look({ui, given: flags, readings}: Talk): Promise<Looked> {
	const open = await openProject(flags, ui, readings);
	ui.begin(story(flags, open.project));
	const {selection, given} = await selectPipeline(open, flags, ui);
	await refuseBadValues(given);
	refuseMissing(given, ui);
	const {project} = selection;
	const source = await readImageSource(project, given, leftOutOfImage(given, project), readings);
	return {selection, source, given};
}

async function makePlan(parts: Omit<Chosen, 'plan'>): Promise<Plan> {
	const {given, selection, image, remote, secret, spec, run, rehearsal} = parts;
	const {project, answers} = selection;
	// What the spec refuses is refused now, not when the image is built.
	const draft = spec.make(image.image ?? unknownImage);
	const known = image.image === undefined ? undefined : draft;
	const root = givenText(given, 'project')?.source ?? 'detected: contains this folder';
	const values: readonly PlanValue[] = [
		planValue('project', {value: tidyPath(project.root), source: root}),
		planValue('python', {
			value: tidyPath(project.python.executable),
			source: givenText(given, 'python')?.source ?? `detected: ${project.python.source}`,
		}),
		planValue('pipeline', answers.pipeline),
		planValue('env', answers.env),
		planValue('group-by', answers.groupBy),
		...image.values,
		...secret.values,
		...spec.values,
		...(remote?.values ?? []),
		...(run?.values ?? []),
		...(rehearsal?.values ?? []),
	];
	return {
		changes: [
			...(rehearsal?.changes ?? []),
			...image.changes,
			...secret.changes,
			await specChange(spec, known, selection),
			...(remote === undefined ? [] : await planUpload(remote.client, spec.name.value, known, project)),
			...(run?.changes ?? []),
		],
		values: [...values, ...givenValues(given, values)],
	};
}

const unknownImage = `known-after-the-build@sha256:${'0'.repeat(64)}`;

/** The digest goes into the spec, so its text is known only when the image is. */
async function specChange({path}: SpecPlan, known: Spec | undefined, {graph}: Selection): Promise<Change> {
	const tasks = count(graph.tasks.length, 'task');
	return {
		action: await specAction(path, known),
		what: 'spec',
		name: path.value === '-' ? 'stdout' : tidyPath(path.value),
		detail: known === undefined ? `${tasks}, written once the digest is known` : tasks,
	};
}
