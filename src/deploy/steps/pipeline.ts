// Step 2: which pipeline, in which environment, and which of its nodes share a task.
import {datasetKind} from '../../kedro/datasets.ts';
import type {Pipeline, Project, TaskGraph} from '../../schema.ts';
import {nearest, WizardError} from '../../system/errors.ts';
import {count} from '../../system/text.ts';
import {group, groupByProblem} from '../../tasks/group.ts';
import type {Choice, Ui} from '../../ui/ui.ts';
import {type Answer, answer, type Given, givenText, refuseBad} from '../answers.ts';
import {groupingInWords} from '../grouping.ts';
import type {OpenProject} from './project.ts';

export type Selection = {
	readonly project: Project;
	readonly pipeline: Pipeline;
	readonly graph: TaskGraph;
	readonly answers: {readonly pipeline: Answer; readonly env: Answer; readonly groupBy: Answer};
};

export async function selectPipeline(open: OpenProject, given: Given, ui: Ui): Promise<Selection> {
	ui.emit({event: 'step', step: 'pipeline', state: 'active'});
	const chosen = await choosePipeline(open.project, given, ui);
	const environment = await chooseEnvironment(open.project, given, ui);
	const project = environment.value === open.project.environment ? open.project : await open.inspect(environment.value);
	const pipeline = findPipeline(project, chosen);
	const groupBy = chooseGrouping(given);
	const {graph, notes} = group(pipeline, groupBy.value, memoryIn(project));
	for (const message of notes) ui.emit({event: 'note', level: 'info', step: 'pipeline', message});
	ui.emit({
		event: 'step',
		step: 'pipeline',
		state: 'done',
		detail: `${pipeline.name} in ${environment.value} · ${groupingInWords(graph, pipeline)}`,
	});
	return {project, pipeline, graph, answers: {pipeline: chosen, env: environment, groupBy}};
}

/** @throws WizardError `usage` naming the flag or the variable. */
function chooseGrouping(given: Given): Answer {
	const known = givenText(given, 'group_by');
	if (known === undefined) return {value: 'node', source: 'default'};
	refuseBad(known, groupByProblem);
	return known;
}

/** Whether a dataset lives in one process only. */
export function memoryIn({datasets}: Project): (name: string) => boolean {
	const byName = new Map(datasets.map(dataset => [dataset.name, dataset]));
	return name => datasetKind(byName.get(name), name) === 'memory';
}

async function choosePipeline(project: Project, given: Given, ui: Ui): Promise<Answer> {
	const names = project.pipelines.map(pipeline => pipeline.name);
	// Without a default pipeline nobody but the user knows which one is meant.
	const initial = names.find(name => name === '__default__') ?? (names.length === 1 ? names[0] : undefined);
	return answer(given, ui, {
		kind: 'select',
		name: 'pipeline',
		message: 'Which pipeline?',
		flag: '--pipeline NAME',
		choices: project.pipelines.map(({name, nodes}) => ({value: name, hint: count(nodes.length, 'node')})),
		...(initial === undefined ? {} : {initial}),
	});
}

function findPipeline(project: Project, {value, source}: Answer): Pipeline {
	const pipeline = project.pipelines.find(({name}) => name === value);
	if (pipeline !== undefined) return pipeline;
	throw unknownName(
		`pipeline "${value}"`,
		value,
		source,
		project.pipelines.map(({name}) => name),
		'usage',
	);
}

async function chooseEnvironment(project: Project, given: Given, ui: Ui): Promise<Answer> {
	const chosen = await answer(given, ui, {
		kind: 'select',
		name: 'env',
		message: 'In which environment?',
		flag: '--env ENV',
		help: 'What the tasks run with: kedro run --env.',
		choices: environmentChoices(project),
		initial: project.environment,
	});
	const known = [...project.environments, project.defaultEnvironment];
	if (known.includes(chosen.value)) return chosen;
	throw unknownName(`environment "${chosen.value}"`, chosen.value, chosen.source, project.environments, 'project');
}

/** Base alone is no environment to run in, unless there is no other. Kedro's default is one even without its folder: a check tells. */
function environmentChoices({environments, baseEnvironment, defaultEnvironment}: Project): readonly Choice[] {
	const others = environments.filter(name => name !== baseEnvironment || environments.length === 1);
	const missing = environments.includes(defaultEnvironment) ? [] : [defaultEnvironment];
	return [...others, ...missing].map(name => ({
		value: name,
		...(name === defaultEnvironment
			? {hint: missing.length === 0 ? "Kedro's default" : "Kedro's default; has no folder"}
			: {}),
	}));
}

function unknownName(
	what: string,
	word: string,
	source: string,
	names: readonly string[],
	kind: 'usage' | 'project',
): WizardError {
	const near = nearest(word, names);
	return new WizardError(
		kind,
		`There is no ${what} (${source})${near === undefined ? '' : `; did you mean ${near}?`}`,
		{
			code: 'UNKNOWN_NAME',
			detail: `There is: ${names.join(', ')}`,
		},
	);
}
