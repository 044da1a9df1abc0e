// KFP v2: the pipeline spec (IR YAML) and, where the cluster needs to know more, the platform document after it.
import type {Task} from '../schema.ts';
import {count} from '../system/text.ts';
import {commandOf, type Executor, type Executors, executorsOf, variablesOf} from './executors.ts';
import {divide} from './groups.ts';
import {description, header} from './header.ts';
import {checkInput, type SpecInput} from './input.ts';
import {platformDocument} from './platform.ts';
import {kfpResources} from './resources.ts';
import {stringify} from './yaml.ts';

/** The root DAG travels as one argument of at most 128 KiB: some 350 tasks of this layout. */
const flatLimit = 250;
const groupSize = 50;

const oneLine = new Set(['cachingOptions', 'componentRef', 'env', 'inputs', 'keyToEnv', 'nodes', 'taskInfo']);

/**
 * The text of a KFP v2 pipeline. All tasks that need the same share one component, which takes the node names as its
 * input `nodes`; beyond 250 tasks they stand in sub-DAGs of at most 50. The same input gives the same bytes.
 * Throws what `checkInput` throws.
 */
export function pipelineSpec(input: SpecInput): string {
	checkInput(input);
	const executors = executorsOf(input);
	const groups = input.graph.tasks.length > flatLimit ? divide(input.graph.tasks, groupSize) : [];
	const spec = {
		pipelineInfo: {name: input.name, description: description(input)},
		schemaVersion: '2.1.0',
		sdkVersion: `kfp-wizard-${input.version}`,
		deploymentSpec: {
			executors: Object.fromEntries(
				executors.all.map(executor => [`exec-${executor.name}`, {container: container(input, executor)}]),
			),
		},
		components: {
			...Object.fromEntries(executors.all.map(({name}) => [`comp-${name}`, component(name)])),
			...Object.fromEntries(groups.map(group => [`comp-${group.key}`, {dag: dag(group.tasks, executors)}])),
		},
		root: {
			dag:
				groups.length === 0
					? dag(input.graph.tasks, executors)
					: {
							tasks: Object.fromEntries(
								groups.map(({key, tasks, dependsOn}) => [
									key,
									task(`${key} (${count(tasks.length, 'task')})`, `comp-${key}`, dependsOn),
								]),
							),
						},
		},
	};
	const platform = platformDocument(input, executors.all);
	const documents = platform === undefined ? [spec] : [spec, platform];
	return header(input) + documents.map(document => stringify(document, oneLine)).join('---\n');
}

const component = (name: string): object => ({
	executorLabel: `exec-${name}`,
	inputDefinitions: {parameters: {nodes: {parameterType: 'STRING'}}},
});

/** The node names are one argument, so that no shell and no option parser ever splits them. */
function container(input: SpecInput, executor: Executor): object {
	const env = variablesOf(input, executor);
	const resources = kfpResources(executor.settings);
	return {
		image: input.image,
		command: commandOf(input, executor),
		args: [...input.args, `${input.nodesFlag}={{$.inputs.parameters['nodes']}}`],
		...(env.length === 0 ? {} : {env: env.map(([name, value]) => ({name, value}))}),
		...(resources === undefined ? {} : {resources}),
	};
}

function dag(tasks: readonly Task[], executors: Executors): object {
	const keys = new Set(tasks.map(({key}) => key));
	return {
		tasks: Object.fromEntries(
			tasks.map(({key, title, nodes, dependsOn}) => [
				key,
				task(
					title,
					`comp-${executors.of(key).name}`,
					dependsOn.filter(dependency => keys.has(dependency)),
					nodes.join(','),
				),
			]),
		),
	};
}

/** Caching is switched off: Kedro's data is outside of what KFP sees, so its cache would skip work that is due. */
function task(title: string, componentName: string, dependsOn: readonly string[], nodes?: string): object {
	return {
		taskInfo: {name: title},
		componentRef: {name: componentName},
		...(nodes === undefined ? {} : {inputs: {parameters: {nodes: {runtimeValue: {constant: nodes}}}}}),
		...(dependsOn.length === 0 ? {} : {dependentTasks: dependsOn}),
		cachingOptions: {enableCache: false},
	};
}
