// Step 2: in which environment, which pipeline, and which of its nodes share a task.
import {memoryDatasets} from '../../../kedro/datasets.ts';
import type {TaskGraph} from '../../../schema/graph.ts';
import type {Pipeline, Project} from '../../../schema/project.ts';
import {count} from '../../../system/text.ts';
import {runSize} from '../../../tasks/run-size.ts';
import {groupTasks, groupWithNotes} from '../../../tasks/group-tasks.ts';
import type {SelectQuestion, Ui} from '../../../ui/ui.ts';
import {type Answer, answer, type Given} from '../../../options/options.ts';
import {groupingInWords} from './grouping-text.ts';
import {withSettings} from '../../../options/settings/settings.ts';
import {troublesIn} from '../checks/checks.ts';
import {chooseEnvironment, unknownName} from './environment.ts';
import {chooseGrouping, previewOf} from './grouping.ts';
import type {OpenProject} from '../project/project.ts';

export type Selection = {
	readonly project: Project;
	readonly pipeline: Pipeline;
	readonly graph: TaskGraph;
	readonly answers: {readonly pipeline: Answer; readonly env: Answer; readonly groupBy: Answer};
};

/** What was selected, and what is known since: flags and variables with the environment's settings below them. */
export type Selected = {readonly selection: Selection; readonly given: Given};

export async function selectPipeline(open: OpenProject, flags: Given, ui: Ui): Promise<Selected> {
	ui.emit({event: 'step', step: 'pipeline', state: 'active'});
	const environment = await chooseEnvironment(open.project, flags, ui);
	const project = await inEnvironment(open, environment.value, ui);
	const given = withSettings(flags, project);
	const chosen = await answer(given, ui, pipelineQuestion(project));
	const pipeline = findPipeline(project, chosen);
	const answers = {pipeline: chosen, env: environment};
	const troubles = troublesIn({project, pipeline, answers}, given);
	const groupBy = await chooseGrouping(project, pipeline, troubles, given, ui);
	const {graph, notes} = groupWithNotes(pipeline, groupBy.value, memoryDatasets(project));
	for (const message of notes) ui.emit({event: 'note', level: 'info', step: 'pipeline', message});
	ui.emit({
		event: 'step',
		step: 'pipeline',
		state: 'done',
		detail: `${pipeline.name} in ${environment.value} · ${groupingInWords(graph, pipeline)}`,
	});
	return {selection: {project, pipeline, graph, answers: {...answers, groupBy}}, given};
}

async function inEnvironment({project, inspect}: OpenProject, environment: string, ui: Ui): Promise<Project> {
	if (environment === project.environment) return project;
	ui.emit({event: 'step', step: 'pipeline', state: 'active', detail: `reading the project for ${environment}`});
	return inspect(environment);
}

export function pipelineQuestion(project: Project): SelectQuestion {
	const graphOf = graphsOf(project);
	const names = project.pipelines.map(({name}) => name);
	// Without a default pipeline nobody but the user knows which one is meant.
	const initial = names.find(name => name === '__default__') ?? (names.length === 1 ? names[0] : undefined);
	return {
		kind: 'select',
		name: 'pipeline',
		message: 'Which pipeline?',
		flag: '--pipeline NAME',
		choices: project.pipelines.map(pipeline => {
			const graph = graphOf(pipeline.name);
			const hint = unionOf(pipeline, project.pipelines);
			return {
				value: pipeline.name,
				columns: [
					count(pipeline.nodes.length, 'node'),
					...(graph === undefined ? [] : [count(runSize(graph).levels, 'level')]),
				],
				...(hint === undefined ? {} : {hint}),
			};
		}),
		preview: name => {
			const graph = graphOf(name);
			return graph === undefined ? undefined : previewOf(graph);
		},
		...(initial === undefined ? {} : {initial}),
	};
}

/** One task per node, made once; `undefined` for what is no graph, which choosing it tells. */
function graphsOf(project: Project): (name: string) => TaskGraph | undefined {
	const known = new Map<string, TaskGraph | undefined>();
	for (const pipeline of project.pipelines) {
		try {
			known.set(pipeline.name, groupTasks(pipeline, 'node', memoryDatasets(project)));
		} catch {
			known.set(pipeline.name, undefined);
		}
	}
	return name => known.get(name);
}

const mostParts = 4;

/** For the default pipeline: the others, where they make it up without sharing a node. */
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

function findPipeline(project: Project, chosen: Answer): Pipeline {
	const pipeline = project.pipelines.find(({name}) => name === chosen.value);
	if (pipeline !== undefined) return pipeline;
	const names = project.pipelines.map(({name}) => name);
	throw unknownName(`pipeline "${chosen.value}"`, chosen, names, 'usage');
}
