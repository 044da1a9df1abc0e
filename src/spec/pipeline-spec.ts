// KFP v2: the pipeline spec (IR YAML) and, where the cluster needs to know more, the platform document after it.
import type {Task} from '../schema.ts';
import {count} from '../system/text.ts';
import {divide} from './groups.ts';
import {description, header} from './header.ts';
import {checkInput, type SpecInput} from './input.ts';
import {stringify} from './yaml.ts';

/** The root DAG travels as one argument of at most 128 KiB: some 350 tasks of this layout. */
const flatLimit = 250;
const groupSize = 50;

const component = 'comp-kedro-run';
const executor = 'exec-kedro-run';
const oneLine = new Set(['cachingOptions', 'componentRef', 'env', 'inputs', 'keyToEnv', 'nodes', 'taskInfo']);

/**
 * The text of a KFP v2 pipeline. All tasks share one component, which takes the node names as its input `nodes`; beyond
 * 250 tasks they stand in sub-DAGs of at most 50. The same input gives the same bytes.
 * Throws what `checkInput` throws.
 */
export function pipelineSpec(input: SpecInput): string {
	checkInput(input);
	const groups = input.graph.tasks.length > flatLimit ? divide(input.graph.tasks, groupSize) : [];
	const spec = {
		pipelineInfo: {name: input.name, description: description(input)},
		schemaVersion: '2.1.0',
		sdkVersion: `kfp-wizard-${input.version}`,
		deploymentSpec: {executors: {[executor]: {container: container(input)}}},
		components: {
			[component]: {executorLabel: executor, inputDefinitions: {parameters: {nodes: {parameterType: 'STRING'}}}},
			...Object.fromEntries(groups.map(group => [`comp-${group.key}`, {dag: dag(group.tasks)}])),
		},
		root: {
			dag:
				groups.length === 0
					? dag(input.graph.tasks)
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
	const platform = platformConfig(input);
	const documents = platform === undefined ? [spec] : [spec, platform];
	return header(input) + documents.map(document => stringify(document, oneLine)).join('---\n');
}

/** The node names are one argument, so that no shell and no option parser ever splits them. */
function container(input: SpecInput): object {
	const env = Object.entries(input.variables).sort(byKey);
	return {
		image: input.image,
		command: input.command,
		args: [...input.args, `${input.nodesFlag}={{$.inputs.parameters['nodes']}}`],
		...(env.length === 0 ? {} : {env: env.map(([name, value]) => ({name, value}))}),
	};
}

function dag(tasks: readonly Task[]): object {
	const keys = new Set(tasks.map(({key}) => key));
	return {
		tasks: Object.fromEntries(
			tasks.map(({key, title, nodes, dependsOn}) => [
				key,
				task(
					title,
					component,
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

/** Only the keys that every backend from 2.0 on reads: `optional` and `secretNameParameter` break older ones. */
function platformConfig(input: SpecInput): object | undefined {
	const {imagePullPolicy, secret} = input;
	const keys = [...(secret?.keys ?? [])].sort();
	const config = {
		...(imagePullPolicy === undefined ? {} : {imagePullPolicy}),
		...(secret === undefined || keys.length === 0
			? {}
			: {secretAsEnv: [{secretName: secret.name, keyToEnv: keys.map(key => ({secretKey: key, envVar: key}))}]}),
	};
	if (Object.keys(config).length === 0) return undefined;
	return {platforms: {kubernetes: {deploymentSpec: {executors: {[executor]: config}}}}};
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
	return a < b ? -1 : 1;
}
