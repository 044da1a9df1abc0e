// KFP v2: the pipeline spec (IR YAML) and, where the cluster needs to know more, the platform document after it.
import type {Task} from '../schema.ts';
import {count} from '../system/text.ts';
import {divide} from './groups.ts';
import {description, header} from './header.ts';
import {checkInput, type SpecInput} from './input.ts';
import {inputArguments, inputDefinitions, inputSources, pipelineInputs} from './inputs.ts';
import {stringify} from './yaml.ts';

/** The root DAG travels as one argument of at most 128 KiB: some 350 tasks of this layout. */
const flatLimit = 250;
const groupSize = 50;
/** Bytes of a DAG, well below those 128 KiB, where inputs make its tasks longer. */
const argumentLimit = 110_000;

const component = 'comp-kedro-run';
const executor = 'exec-kedro-run';
const oneLine = new Set(['cachingOptions', 'componentRef', 'env', 'inputs', 'keyToEnv', 'nodes', 'taskInfo']);

/**
 * The text of a KFP v2 pipeline. All tasks share one component, which takes the node names as its input `nodes`; beyond
 * 250 tasks, or fewer where they have many inputs, they stand in sub-DAGs of at most 50. The same input gives the same bytes.
 * Throws what `checkInput` throws.
 */
export function pipelineSpec(input: SpecInput): string {
	checkInput(input);
	const {tasks} = input.graph;
	const flat = dag(tasks, input);
	const each = JSON.stringify(flat).length / tasks.length;
	const groups =
		tasks.length > flatLimit || each * tasks.length > argumentLimit
			? divide(tasks, Math.max(1, Math.min(groupSize, Math.floor(argumentLimit / each))))
			: [];
	const defaults = pipelineInputs(input);
	const passed = inputDefinitions(input, false);
	const spec = {
		pipelineInfo: {name: input.name, description: description(input)},
		schemaVersion: '2.1.0',
		sdkVersion: `kfp-wizard-${input.version}`,
		deploymentSpec: {executors: {[executor]: {container: container(input)}}},
		components: {
			[component]: {
				executorLabel: executor,
				inputDefinitions: {parameters: {nodes: {parameterType: 'STRING'}, ...inputDefinitions(input, true)}},
			},
			...Object.fromEntries(
				groups.map(group => [`comp-${group.key}`, {dag: dag(group.tasks, input), ...definitions(passed)}]),
			),
		},
		root: {
			dag:
				groups.length === 0
					? flat
					: {
							tasks: Object.fromEntries(
								groups.map(({key, tasks, dependsOn}) => [
									key,
									task(`${key} (${count(tasks.length, 'task')})`, `comp-${key}`, dependsOn, inputSources(input, false)),
								]),
							),
						},
			...definitions(defaults),
		},
	};
	const platform = platformConfig(input);
	const documents = platform === undefined ? [spec] : [spec, platform];
	return header(input) + documents.map(document => stringify(document, oneLine)).join('---\n');
}

const definitions = (parameters: Readonly<Record<string, object>>): object =>
	Object.keys(parameters).length === 0 ? {} : {inputDefinitions: {parameters}};

/** The node names are one argument, so that no shell and no option parser ever splits them. */
function container(input: SpecInput): object {
	const env = Object.entries(input.variables).sort(byKey);
	return {
		image: input.image,
		command: input.command,
		args: [...inputArguments(input), ...input.args, `${input.nodesFlag}={{$.inputs.parameters['nodes']}}`],
		...(env.length === 0 ? {} : {env: env.map(([name, value]) => ({name, value}))}),
	};
}

function dag(tasks: readonly Task[], input: SpecInput): object {
	const keys = new Set(tasks.map(({key}) => key));
	return {
		tasks: Object.fromEntries(
			tasks.map(({key, title, nodes, dependsOn}) => [
				key,
				task(
					title,
					component,
					dependsOn.filter(dependency => keys.has(dependency)),
					{nodes: {runtimeValue: {constant: nodes.join(',')}}, ...inputSources(input, true)},
				),
			]),
		),
	};
}

/** Caching is switched off: Kedro's data is outside of what KFP sees, so its cache would skip work that is due. */
function task(title: string, componentName: string, dependsOn: readonly string[], parameters: object): object {
	return {
		taskInfo: {name: title},
		componentRef: {name: componentName},
		...(Object.keys(parameters).length === 0 ? {} : {inputs: {parameters}}),
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
