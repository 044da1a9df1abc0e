// Step 2: the environment, the pipeline, and which of its nodes share a task.
import {memoryDatasets} from '../../../kedro/datasets.ts';
import {isFromSettings, type Options, type Sourced} from '../../../options/options.ts';
import {selectQuestion, valueOrAnswer} from '../../../options/questions.ts';
import {withSettings} from '../../../options/settings/settings.ts';
import type {TaskGraph} from '../../../schema/graph.ts';
import type {Pipeline, Project} from '../../../schema/project.ts';
import {defined} from '../../../system/defined.ts';
import {count} from '../../../system/text.ts';
import {groupTasks} from '../../../tasks/group-tasks.ts';
import {runSize} from '../../../tasks/run-size.ts';
import type {SelectQuestion, Ui} from '../../../ui/ui.ts';
import type {Selection} from '../../selection.ts';
import {errorCounter} from '../checks/run.ts';
import type {OpenProject} from '../project/project.ts';
import {chooseEnvironment, unknownName} from './environment.ts';
import {refuseEmptyPipelines, refuseNoPipeline, severalPipelines} from './no-pipeline.ts';
import {grouped, withMeasured} from './group.ts';
import {groupingInWords, shownGraph} from './grouping-text.ts';
import {chooseGrouping, previewOf} from './grouping.ts';
import {choosePart} from './part.ts';

/** Asks for what is not set; the options come back with those of the environment's kfp.yml below flags and variables. */
export async function selectPipeline(
	open: OpenProject,
	flags: Options,
	ui: Ui,
): Promise<{readonly selection: Selection; readonly options: Options}> {
	ui.emit({event: 'step', step: 'pipeline', state: 'active'});
	// Without questions the checks report it, with what else they find.
	if (ui.interactive) refuseEmptyPipelines(open.project);
	const env = await chooseEnvironment(open.project, flags, ui);
	const project = await inEnvironment(open, env.value, ui);
	refuseNoPipeline(project);
	const set = withSettings({...flags, ...defined({timeout: open.timeout()})}, project);
	const question = pipelineQuestion(project, ui.interactive);
	if (set.pipeline === undefined && question.initial === undefined && !ui.interactive) throw severalPipelines(project);
	const chosen = await valueOrAnswer(set.pipeline, question, ui);
	const {pipeline, part} = await choosePart(open, {project, pipeline: findPipeline(project, chosen)}, set);
	const countErrors = errorCounter({project, pipeline, environment: env.value}, set);
	const measured = ui.interactive ? await open.measured(pipeline.nodes) : undefined;
	const groupBy = await chooseGrouping(project, pipeline, countErrors, withMeasured(set, measured), ui);
	// What kfp.yml says has the same tasks on every machine.
	const isMeasured = groupBy.value === 'auto' && !isFromSettings(groupBy.source);
	const options = isMeasured ? withMeasured(set, measured) : set;
	const {graph, notes} = grouped(project, pipeline, groupBy.value, options);
	for (const message of notes) ui.emit({event: 'note', level: 'info', step: 'pipeline', message});
	ui.emit({
		event: 'step',
		step: 'pipeline',
		state: 'done',
		detail: `${part === undefined ? '' : `${pipeline.nodes.length} of ${count(part.of, 'node')} of `}${pipeline.name} in ${env.value} · ${groupingInWords(graph, pipeline)}`,
	});
	return {
		selection: {project, pipeline, graph, chosen: {pipeline: chosen, env, groupBy}, ...defined({part, measured})},
		options,
	};
}

async function inEnvironment({project, inspect}: OpenProject, environment: string, ui: Ui): Promise<Project> {
	if (environment === project.environment) return project;
	ui.emit({event: 'step', step: 'pipeline', state: 'active', detail: `reading the project for ${environment}`});
	return inspect(environment);
}

/** `isShown`: a person sees the graphs of the pipelines. */
export function pipelineQuestion(project: Project, isShown: boolean): SelectQuestion {
	const graphOf = isShown ? graphsOf(project) : () => undefined;
	const names = project.pipelines.map(({name}) => name);
	// Without a default pipeline only the user knows which one is meant.
	const initial = names.find(name => name === '__default__') ?? (names.length === 1 ? names[0] : undefined);
	const choices = project.pipelines.map(pipeline => {
		const graph = graphOf(pipeline.name);
		const hint = unionOf(pipeline, project.pipelines);
		return {
			value: pipeline.name,
			columns: [
				count(pipeline.nodes.length, 'node'),
				...(graph === undefined ? [] : [count(runSize(graph).levels, 'level')]),
			],
			...defined({hint}),
			...(pipeline.nodes.length === 0 && pipeline.name !== initial ? {disabled: 'no nodes'} : {}),
		};
	});
	return selectQuestion('pipeline', choices, {
		...(initial === undefined ? {help: 'The project has no __default__ pipeline, which would be the default.'} : {}),
		preview: name => {
			const graph = graphOf(name);
			return graph === undefined ? undefined : previewOf(graph);
		},
		...defined({initial}),
	});
}

/** One task per node, built once; `undefined` for a pipeline with a cycle, which choosing it reports. */
function graphsOf(project: Project): (name: string) => TaskGraph | undefined {
	const known = new Map<string, TaskGraph | undefined>();
	for (const pipeline of project.pipelines) {
		try {
			known.set(pipeline.name, shownGraph(groupTasks(pipeline, 'node', memoryDatasets(project)), pipeline, 'in a box'));
		} catch {
			known.set(pipeline.name, undefined);
		}
	}
	return name => known.get(name);
}

const mostParts = 4;

/** For the default pipeline: the others, where together they are the whole of it without sharing a node. */
function unionOf({name, nodes}: Pipeline, pipelines: readonly Pipeline[]): string | undefined {
	const own = new Set(nodes.map(node => node.name));
	const parts = pipelines.filter(
		other => other.name !== name && other.nodes.length > 0 && other.nodes.every(node => own.has(node.name)),
	);
	const size = parts.reduce((sum, part) => sum + part.nodes.length, 0);
	const whole = new Set(parts.flatMap(part => part.nodes.map(node => node.name))).size === own.size;
	if (name !== '__default__' || parts.length < 2 || parts.length > mostParts || !whole || size > own.size)
		return undefined;
	return parts.map(part => part.name).join(' + ');
}

/** @throws WizardError `usage` naming the nearest one. */
export function findPipeline(project: Project, chosen: Sourced): Pipeline {
	const pipeline = project.pipelines.find(({name}) => name === chosen.value);
	if (pipeline !== undefined) return pipeline;
	const names = project.pipelines.map(({name}) => name);
	throw unknownName('pipeline', chosen, names, 'usage');
}
