// KFP v1: the same pipeline as an Argo Workflow, in the form that SDK 1.8 compiled ContainerOps to.
import {argument, joinNodeNames} from '../../kedro/kedro-run.ts';
import type {Task} from '../../schema/graph.ts';
import {commandOf, type Executor, executorsOf, variablesOf} from '../executors.ts';
import {description, header} from '../spec-header.ts';
import {checkInput} from '../check-spec-input.ts';
import type {SpecInput} from '../spec-input.ts';
import {templateFields, variablesFrom, volumeMounts} from './pod-fields.ts';
import {podResources} from '../container-resources.ts';
import {argumentText, asInput, type InputType, type PipelineInput, plainData} from '../pipeline-inputs.ts';
import {stringify} from '../spec-yaml.ts';

const oneLine = new Set(['valueFrom']);

/**
 * The text of a v1 pipeline. One template per task although they differ in their node names only: KFP's API and UI know
 * the tasks of a v1 run by their template names. The same input gives the same bytes. Throws what `checkInput` throws.
 */
export function argoWorkflow(input: SpecInput): string {
	checkInput(input);
	const {tasks} = input.graph;
	const executors = executorsOf(input);
	const pullSecrets = input.imagePullSecrets ?? [];
	const {inputs = []} = input;
	const entrypoint = freeName(input.name, new Set(tasks.map(({key}) => key)));
	const workflow = {
		apiVersion: 'argoproj.io/v1alpha1',
		kind: 'Workflow',
		metadata: {
			generateName: `${input.name}-`,
			annotations: {
				'pipelines.kubeflow.org/pipeline_spec': JSON.stringify({
					name: input.name,
					description: description(input),
					...(inputs.length === 0 ? {} : {inputs: inputs.map(forScreen)}),
				}),
			},
			labels: {'pipelines.kubeflow.org/kfp_sdk_version': `kfp-wizard-${input.version}`},
		},
		spec: {
			entrypoint,
			serviceAccountName: input.serviceAccount ?? 'pipeline-runner',
			...(pullSecrets.length === 0 ? {} : {imagePullSecrets: pullSecrets.map(name => ({name}))}),
			arguments: {parameters: inputs.map(one => ({name: one.name, value: initialText(one)}))},
			templates: [
				{
					name: entrypoint,
					dag: {
						tasks: tasks.map(({key, dependsOn}) => ({
							name: key,
							template: key,
							...(dependsOn.length === 0 ? {} : {dependencies: dependsOn}),
						})),
					},
				},
				...tasks.map(task => template(task, input, executors.of(task.key))),
			],
		},
	};
	return header(input) + stringify(workflow, oneLine);
}

/** Argo's own variables reach a container as they are written, each in the text of an argument. */
const words = ({inputs = [], identity = false}: SpecInput): readonly string[] => [
	...(identity ? ['run={{workflow.uid}}', 'created={{workflow.creationTimestamp}}'] : []),
	...inputs.map(({key, name}) => `${key}={{workflow.parameters.${name}}}`),
];

const initialText = ({type, initial}: PipelineInput): string => argumentText(plainData(asInput(type, initial)));

/** Kinds of inputs as SDK 1.8 calls them: what KFP's screens ask for when a run is started by hand. */
const screenTypes: Readonly<Record<InputType, string>> = {
	STRING: 'String',
	NUMBER_INTEGER: 'Integer',
	NUMBER_DOUBLE: 'Float',
	BOOLEAN: 'Boolean',
	LIST: 'JsonArray',
	STRUCT: 'JsonObject',
};

const forScreen = (one: PipelineInput): object => ({
	default: initialText(one),
	name: one.name,
	optional: true,
	type: screenTypes[one.type],
});

function template(task: Task, input: SpecInput, executor: Executor): object {
	const {settings} = executor;
	const env = environment(input, executor);
	const resources = podResources(settings);
	return {
		name: task.key,
		metadata: {
			annotations: {
				...settings.annotations,
				'pipelines.kubeflow.org/task_display_name': task.title,
				// Read by the cache webhook of v1: a result may be reused for no time at all.
				'pipelines.kubeflow.org/max_cache_staleness': 'P0D',
			},
			labels: {
				...settings.labels,
				'pipelines.kubeflow.org/pipeline-sdk-type': 'kfp',
				'pipelines.kubeflow.org/enable_caching': 'false',
			},
		},
		container: {
			image: input.image,
			...(input.imagePullPolicy === undefined ? {} : {imagePullPolicy: input.imagePullPolicy}),
			command: commandOf(input, executor),
			args: [
				...words(input),
				...input.args,
				...(input.nodesFlag === undefined ? [] : [argument(input.nodesFlag, joinNodeNames(task.nodes))]),
			],
			...(env.length === 0 ? {} : {env}),
			...(resources === undefined ? {} : {resources}),
			...volumeMounts(settings),
		},
		...templateFields(settings),
	};
}

function environment(input: SpecInput, executor: Executor): object[] {
	const {secret} = input;
	return [
		...variablesOf(input, executor).map(([name, value]) => ({name, value})),
		...[...(secret?.keys ?? [])].sort().map(key => ({name: key, valueFrom: {secretKeyRef: {name: secret?.name, key}}})),
		...variablesFrom(executor.settings),
	];
}

/** The DAG is a template too; like SDK 1.8, it steps aside when a task has the pipeline's name. */
function freeName(name: string, taken: ReadonlySet<string>): string {
	for (let number = 1; ; number++) {
		const candidate = number === 1 ? name : `${name}-${number}`;
		if (!taken.has(candidate)) return candidate;
	}
}
