// Writes KFP v2: the pipeline spec (IR YAML) and, where needed, the platform document after it.
import {argument} from '../../kedro/kedro-run.ts';
import {defined} from '../../system/defined.ts';
import {count} from '../../system/text.ts';
import {executorInputPlaceholder} from '../executor-input.ts';
import {commandOf, type Executor, executorsOf, imageOf, variablesOf} from '../executors.ts';
import {dag, task, withStart} from './dag.ts';
import {importComponent, importExecutor, importTasks} from './import-tasks.ts';
import {subDags} from './sub-dags.ts';
import {description, header} from '../spec-header.ts';
import {checkInput} from '../check-spec-input.ts';
import {distinctTitles} from '../task-titles.ts';
import type {SpecInput} from '../spec-input.ts';
import {platformDocument} from './platform-document.ts';
import {kfpResources} from '../container-resources.ts';
import {exitOf, mainName} from '../exit-task.ts';
import type {ExtraTask} from '../extra-task.ts';
import {artifactDefinitions} from './artifact-definitions.ts';
import {startOf} from '../start-task.ts';
import {
	inputArguments,
	inputDefinitions,
	inputPlaceholder,
	inputSources,
	outputDefinitions,
	outputPlaceholder,
	pipelineInputs,
} from './component-inputs.ts';
import {stringify} from '../write-yaml.ts';

const oneLine = new Set([
	'artifactType',
	'cachingOptions',
	'componentRef',
	'env',
	'inputs',
	'keyToEnv',
	'nodes',
	'taskInfo',
]);

/**
 * The text of a KFP v2 pipeline. Tasks with the same settings share one component, which takes the node names as its input
 * `nodes`. More than 250 tasks, or fewer with many inputs, are divided into sub-DAGs of at most 50. The same input gives the
 * same bytes.
 * @throws WizardError as `checkInput`.
 */
export function pipelineSpec(input: SpecInput): string {
	checkInput(input);
	return (
		header(input) +
		pipelineDocuments(input)
			.map(document => stringify(document, oneLine))
			.join('---\n')
	);
}

/** The pipeline spec, and where needed the platform document, as plain data. */
export function pipelineDocuments(input: SpecInput): readonly object[] {
	const {tasks} = input.graph;
	const executors = executorsOf(input);
	const titles = distinctTitles(tasks.map(({title}) => title));
	const start = startOf(input, outputPlaceholder);
	const flat = dag(tasks, input, executors, titles, start);
	const {imports = []} = input;
	const importing = imports.length === 0 ? 0 : JSON.stringify(importTasks(imports, [])).length;
	const groups = subDags(tasks, JSON.stringify(flat).length, importing);
	const defaults = pipelineInputs(input);
	const exit = exitOf(input);
	const configured = [
		...executors.all.map(executor => ({input, executor})),
		...(start === undefined ? [] : [start]),
		...(exit === undefined ? [] : [exit]),
	];
	const passed = inputDefinitions(input, 'group');
	const own =
		groups.length === 0
			? flat
			: {
					tasks: withStart(
						groups.map(({key, tasks, dependsOn}) => ({
							key,
							title: `${key} (${count(tasks.length, 'task')})`,
							component: `comp-${key}`,
							dependsOn,
							parameters: inputSources(input, 'group', start?.task.key),
						})),
						start,
					),
				};
	const whole = {tasks: {...own.tasks, ...importTasks(imports, groups)}};
	const spec = {
		pipelineInfo: {name: input.name, description: description(input)},
		schemaVersion: '2.1.0',
		sdkVersion: `kfp-wizard-${input.version}`,
		deploymentSpec: {
			executors: {
				...Object.fromEntries(
					configured.map(({input, executor}) => [`exec-${executor.name}`, {container: container(input, executor)}]),
				),
				...Object.fromEntries(imports.map(one => [`exec-${one.key}`, importExecutor(one)])),
			},
		},
		components: {
			...Object.fromEntries(executors.all.map(executor => [`comp-${executor.name}`, component(executor, input)])),
			...Object.fromEntries(
				groups.map(group => [
					`comp-${group.key}`,
					{dag: dag(group.tasks, input, executors, titles), ...definitions(passed)},
				]),
			),
			...(start === undefined
				? {}
				: {[`comp-${start.executor.name}`]: {...component(start.executor, start.input), outputDefinitions}}),
			...(exit === undefined
				? {}
				: {
						[`comp-${mainName}`]: {dag: whole, ...definitions(inputDefinitions(input, 'main'))},
						[`comp-${exit.executor.name}`]: component(exit.executor, exit.input),
					}),
			...Object.fromEntries(imports.map(one => [`comp-${one.key}`, importComponent(one)])),
		},
		root: {dag: exit === undefined ? whole : withExit(input, exit), ...definitions(defaults)},
	};
	const platform = platformDocument(input, configured);
	return platform === undefined ? [spec] : [spec, platform];
}

/** The root as the SDK's ExitHandler makes it: all tasks in a group, and the one that follows it in any case. */
const withExit = (whole: SpecInput, exit: ExtraTask): object => ({
	tasks: {
		[mainName]: task(whole.pipeline, `comp-${mainName}`, [], inputSources(whole, 'main')),
		[exit.task.key]: {
			...task(exit.task.title, `comp-${exit.executor.name}`, [mainName], inputSources(exit.input, 'task')),
			triggerPolicy: {strategy: 'ALL_UPSTREAM_TASKS_COMPLETED'},
		},
	},
});

const component = ({name, handOver}: Executor, input: SpecInput): object => ({
	executorLabel: `exec-${name}`,
	...definitions({
		...(input.nodesFlag === undefined ? {} : {nodes: {parameterType: 'STRING'}}),
		...inputDefinitions(input, 'task'),
	}),
	...(handOver && {outputDefinitions: {artifacts: artifactDefinitions(handOver.artifacts)}}),
});

const definitions = (parameters: Readonly<Record<string, object>>): object =>
	Object.keys(parameters).length === 0 ? {} : {inputDefinitions: {parameters}};

/** The node names are one argument, so that no shell and no option parser splits them. */
function container(input: SpecInput, executor: Executor): object {
	const env = variablesOf(input, executor);
	const resources = kfpResources(executor.settings);
	return {
		image: imageOf(input, executor),
		command: commandOf(input, executor),
		args: [
			...(executor.handOver === undefined ? [] : [executorInputPlaceholder]),
			...inputArguments(input),
			...input.args,
			...(input.nodesFlag === undefined ? [] : [argument(input.nodesFlag, inputPlaceholder('nodes'))]),
		],
		...(env.length === 0 ? {} : {env: env.map(([name, value]) => ({name, value}))}),
		...defined({resources}),
	};
}
