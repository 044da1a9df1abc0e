// Writes KFP v2: the pipeline spec (IR YAML) and, where needed, the platform document after it.
import {argument, joinNodeNames} from '../../kedro/kedro-run.ts';
import {defined} from '../../system/defined.ts';
import type {Task} from '../../schema/graph.ts';
import {count} from '../../system/text.ts';
import {executorInputPlaceholder} from '../executor-input.ts';
import {commandOf, type Executor, type Executors, executorsOf, imageOf, variablesOf} from '../executors.ts';
import {importComponent, importExecutor, importParameters} from './import-tasks.ts';
import {divideIntoSubDags, type SubDag} from './sub-dags.ts';
import {description, header} from '../spec-header.ts';
import {checkInput} from '../check-spec-input.ts';
import {distinctTitles} from '../task-titles.ts';
import type {ImportTask, SpecInput} from '../spec-input.ts';
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

/** KFP passes the root DAG as one argument of at most 128 KiB: about 350 tasks of this layout. */
const flatLimit = 250;
const groupSize = 50;
/** Bytes of a DAG whose tasks have many inputs, well below those 128 KiB. */
const argumentLimit = 110_000;

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
	const each = JSON.stringify(flat).length / tasks.length;
	const importing = imports.length === 0 ? 0 : JSON.stringify(importTasks(imports, [])).length;
	const groups =
		tasks.length > flatLimit || each * tasks.length + importing > argumentLimit
			? divideIntoSubDags(tasks, Math.max(1, Math.min(groupSize, Math.floor(argumentLimit / each))))
			: [];
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

function dag(
	tasks: readonly Task[],
	input: SpecInput,
	executors: Executors,
	titles: ReadonlyMap<string, string>,
	start?: ExtraTask,
): {readonly tasks: Record<string, object>} {
	const keys = new Set(tasks.map(({key}) => key));
	const all = tasks.map(({key, title, nodes, dependsOn}) => ({
		key,
		title: titles.get(title) ?? title,
		component: `comp-${executors.of(key).name}`,
		dependsOn: dependsOn.filter(dependency => keys.has(dependency)),
		parameters: {
			...(input.nodesFlag === undefined ? {} : {nodes: {runtimeValue: {constant: joinNodeNames(nodes)}}}),
			...inputSources(input, 'task', start?.task.key),
		},
	}));
	return {tasks: withStart(all, start)};
}

/** They are beside the sub-DAGs, where there are some: one that waits for a task waits for its group. */
function importTasks(imports: readonly ImportTask[], groups: readonly SubDag[]): Record<string, object> {
	const groupOf = new Map(groups.flatMap(({key, tasks}) => tasks.map(one => [one.key, key] as const)));
	return Object.fromEntries(
		imports.map(one => {
			const after = one.after === undefined ? [] : [groupOf.get(one.after) ?? one.after];
			return [one.key, task(one.title, `comp-${one.key}`, after, importParameters(one))];
		}),
	);
}

type DagTask = {
	readonly key: string;
	readonly title: string;
	readonly component: string;
	readonly dependsOn: readonly string[];
	readonly parameters: object;
};

/** The tasks of a DAG by their keys; where one runs first, it is the first, and all others wait for it. */
function withStart(tasks: readonly DagTask[], start: ExtraTask | undefined): Record<string, object> {
	const first = start === undefined ? [] : [start.task.key];
	return {
		...(start === undefined
			? {}
			: {
					[start.task.key]: task(
						start.task.title,
						`comp-${start.executor.name}`,
						[],
						inputSources(start.input, 'task'),
					),
				}),
		...Object.fromEntries(
			tasks.map(({key, title, component, dependsOn, parameters}) => [
				key,
				task(title, component, [...first, ...dependsOn], parameters),
			]),
		),
	};
}

/** Caching is off: KFP does not see Kedro's data, so its cache would skip tasks that must run. */
function task(title: string, componentName: string, dependsOn: readonly string[], parameters: object): object {
	return {
		taskInfo: {name: title},
		componentRef: {name: componentName},
		...(Object.keys(parameters).length === 0 ? {} : {inputs: {parameters}}),
		...(dependsOn.length === 0 ? {} : {dependentTasks: dependsOn}),
		cachingOptions: {enableCache: false},
	};
}
