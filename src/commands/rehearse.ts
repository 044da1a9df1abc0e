// `kfp-wizard rehearse [SPEC]`: the spec that was written for a project, run on this machine.
import {resolve} from 'node:path';
import {findProject} from '../kedro/find-project.ts';
import {readRunArguments, selectedNodes} from '../kedro/kedro-run.ts';
import {readMetadata} from '../kedro/pyproject.ts';
import type {Outcome} from '../schema/outcome.ts';
import type {Pipeline, Project} from '../schema/project.ts';
import {readSpec, type SpecSummary} from '../pipeline-spec/read-spec.ts';
import {WizardError} from '../system/errors.ts';
import {readText, tidyPath} from '../system/files.ts';
import {count} from '../system/text.ts';
import type {Ui} from '../ui/ui.ts';
import {type Given, givenText} from '../options/options.ts';
import {check} from '../deploy/steps/checks/checks.ts';
import {readImageSource} from '../deploy/steps/image/image.ts';
import {openProject} from '../deploy/steps/project/project.ts';
import {specPath, leftOutOfImage} from '../deploy/steps/spec/spec.ts';
import {toldStep} from '../deploy/run-step.ts';
import {readParallel, rehearseSpec, type RehearsalFacts} from '../rehearse/prepare.ts';
import type {Rehearsed} from '../rehearse/rehearse.ts';
import {inputsFor, rehearsalRun} from '../rehearse/run-values.ts';

/**
 * @param path of the spec; default: where a deploy writes it
 * @throws WizardError `run` when a task failed, with the outcome of all of them.
 */
export async function rehearseProject(given: Given, path: string | undefined, ui: Ui): Promise<Outcome> {
	const parallel = readParallel(given).value;
	ui.begin({
		title: 'kfp-wizard rehearse',
		steps: [
			{id: 'project', title: 'Project'},
			{id: 'rehearsal', title: 'Rehearsal'},
		],
	});
	const root = await findProject(givenText(given, 'project')?.value, process.cwd());
	const {name} = await readMetadata(root);
	const file = path === undefined ? specPath({}, {root, name}).value : resolve(path);
	const spec = await readSpecFile(file, given);
	const [first] = spec.executions;
	const {environment: env, pipeline: pipelineName = '__default__'} = readRunArguments(first?.command ?? []);
	const {project} = await openProject({...given, ...(env === undefined ? {} : {env: {value: env, source: file}})}, ui);
	const pipeline = project.pipelines.find(one => first !== undefined && one.name === pipelineName);
	const work = async (): Promise<Rehearsed> =>
		rehearseSpec(spec, await readFacts(project, pipeline, {file, spec}, given), given, ui);
	return toldStep(ui, 'rehearsal', work, `${count(spec.tasks, 'task')} of ${tidyPath(file)}, ${parallel} at a time`);
}

/** @throws WizardError `usage` when there is no such file, `failed` for what is no spec of ours. */
async function readSpecFile(path: string, given: Given): Promise<SpecSummary> {
	const text = await readText(path);
	if (text !== undefined) return readSpec(text, {run: rehearsalRun(), inputs: inputsFor(readSpec(text).inputs, given)});
	throw new WizardError('usage', `There is no spec at ${tidyPath(path)}`, {
		code: 'SPEC_MISSING',
		next: [{command: 'kfp-wizard compile --image REF', when: 'to write it'}],
	});
}

async function readFacts(
	project: Project,
	pipeline: Pipeline | undefined,
	{file, spec}: {readonly file: string; readonly spec: SpecSummary},
	given: Given,
): Promise<RehearsalFacts> {
	const excluded = leftOutOfImage({...given, spec: {value: file, source: 'spec'}}, project);
	const source = await readImageSource(project, given, excluded);
	if (source === undefined) throw new Error('there is always a source without --no-build');
	if (pipeline === undefined) return {env: process.env, project, source, nodes: [], findings: []};
	// As the spec groups them: what nodes of one task hand each other never leaves it.
	const names = pipeline.nodes.map(node => node.name);
	const tasks = spec.executions.map(execution => ({
		key: execution.task,
		title: execution.task,
		nodes: [...selectedNodes(execution.command, names)],
		dependsOn: [...execution.dependsOn],
	}));
	const answers = {env: {value: project.environment, source: file}};
	const selection = {project, pipeline, graph: {pipeline: pipeline.name, tasks}, answers};
	return {env: process.env, project, source, nodes: pipeline.nodes, findings: check(selection, source, {}).findings};
}
