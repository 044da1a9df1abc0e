// The size of the Workflow that KFP's server makes of a v2 pipeline, laid out as by KFP 2.17.
import {sha256} from '../../system/digest.ts';
import {goJson, jsonBytes} from '../../system/go-json.ts';
import {containerTasks, dagTasks, dagTemplate} from './kfp-layout.ts';
import {longest, type WorkflowSize} from './size.ts';

type Task = {
	readonly componentRef: {readonly name: string};
	readonly dependentTasks?: readonly string[];
	readonly inputs?: object;
};
type Component = {readonly executorLabel?: string; readonly dag?: {readonly tasks: Readonly<Record<string, Task>>}};

/** What counts of a pipeline spec. */
export type KfpSpec = {
	readonly pipelineInfo: {readonly name: string};
	readonly deploymentSpec: {readonly executors: Readonly<Record<string, {readonly container?: object}>>};
	readonly components: Readonly<Record<string, Component>>;
	readonly root: Component;
};
/** What counts of its platform document. */
export type KfpPlatform = {
	readonly platforms: {
		readonly kubernetes: {
			readonly deploymentSpec?: {readonly executors?: Readonly<Record<string, {readonly podMetadata?: object}>>};
		};
	};
};

/** Bytes of the templates and metadata of every Workflow, without the pipeline's name; of the templates for pods with labels. */
const templates = {all: 8850, labels: 2600};
/** Bytes of the compressed states of a recorded run: of all, of each task, and for each byte of its container. */
const states = {run: 1500, task: 960, container: 0.2};
/** `{"name":,"value":},` */
const parameterBytes = 20;

export function kfpSize(
	{pipelineInfo, deploymentSpec, components, root}: KfpSpec,
	platform: KfpPlatform | undefined,
): WorkflowSize {
	const configs = platform?.platforms.kubernetes.deploymentSpec?.executors;
	const configOf = ({executorLabel = ''}: Component): object | undefined => configs?.[executorLabel];
	const containerOf = ({executorLabel = ''}: Component): string =>
		goJson(deploymentSpec.executors[executorLabel]?.container ?? {});
	const hasLabels = Object.values(configs ?? {}).some(({podMetadata}) => podMetadata !== undefined);
	const fixed = templates.all + 4 * pipelineInfo.name.length + (hasLabels ? templates.labels : 0);

	const all = Object.entries(components);
	const leaves = all.filter(([, {dag}]) => dag === undefined);
	const parameters = new Map(
		leaves.flatMap(([name, leaf]) => {
			const id = sha256(goJson(leaf));
			const config = configOf(leaf);
			return [
				[`components-${id}`, goJson(leaf)],
				[`implementations-${id}`, containerOf(leaf)],
				...(config === undefined ? [] : [[`kubernetes-${name}`, goJson(config)] as const]),
			] as const;
		}),
	);
	const weights = new Map(leaves.map(([name, leaf]) => [name, containerOf(leaf).length * states.container]));
	let created = fixed;
	let ended = states.run;
	let argument = 0;
	for (const [name, {dag, ...rest}] of [...all, ['root', root] as const]) {
		if (dag === undefined) continue;
		const tasks = Object.entries(dag.tasks).map(([key, own]) => [key, {...own, cachingOptions: {}}] as const);
		parameters.set(`components-${name}`, goJson({...rest, dag: {tasks: Object.fromEntries(tasks)}}));
		created += jsonBytes(dagTemplate(name));
		for (const [key, own] of tasks) {
			const {name: used} = own.componentRef;
			const text = goJson(own);
			const weight = weights.get(used);
			const hasConfig = configOf(components[used] ?? {}) !== undefined;
			const pair = weight === undefined ? dagTasks(key, own, text) : containerTasks(key, own, text, hasConfig);
			created += jsonBytes(pair);
			ended += states.task + (weight ?? 0) + jsonBytes(own.inputs ?? {});
			argument = Math.max(argument, Buffer.byteLength(text));
		}
	}
	for (const [name, value] of parameters) created += parameterBytes + jsonBytes(name) + jsonBytes(value);
	return {
		created,
		ended: Math.round(created + ended),
		argument: Math.max(argument, longest([...parameters.values()])),
	};
}
