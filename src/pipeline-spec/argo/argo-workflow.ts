// Writes KFP v1: the pipeline as an Argo Workflow, in the form to which SDK 1.8 compiles a ContainerOp.
import {argument, joinNodeNames} from '../../kedro/kedro-run.ts';
import {defined} from '../../system/defined.ts';
import type {Task} from '../../schema/graph.ts';
import {commandOf, type Executor, executorsOf, imageOf, variablesOf} from '../executors.ts';
import {description, header} from '../spec-header.ts';
import {checkInput} from '../check-spec-input.ts';
import {displayName, distinctTitles} from '../task-titles.ts';
import type {SpecInput} from '../spec-input.ts';
import {artifactOutputs, v1Description} from './artifact-outputs.ts';
import {templateFields, variablesFrom, volumeMounts} from './pod-fields.ts';
import {exitOf, statePlaceholder} from '../exit-task.ts';
import type {ExtraTask} from '../extra-task.ts';
import {freeName} from '../free-name.ts';
import {podResources} from '../container-resources.ts';
import {
	argumentText,
	asInput,
	type InputType,
	type PipelineInput,
	plainData,
	startVariables,
} from '../pipeline-inputs.ts';
import {handsOn, startOf} from '../start-task.ts';
import {stringify} from '../write-yaml.ts';

const oneLine = new Set(['valueFrom']);

/**
 * The text of a v1 pipeline. Each task has its own template although only the node names differ: KFP's API and UI show the
 * tasks of a v1 run by their template names. The same input gives the same bytes.
 * @throws WizardError as `checkInput`.
 */
export function argoWorkflow(input: SpecInput): string {
	checkInput(input);
	return header(input) + stringify(argoDocument(input), oneLine);
}

/** The Workflow as plain data. */
export function argoDocument(input: SpecInput): object {
	const {tasks} = input.graph;
	const executors = executorsOf(input);
	const pullSecrets = input.imagePullSecrets ?? [];
	const {inputs = []} = input;
	const titles = distinctTitles(tasks.map(({title}) => title));
	const start = startOf(input, outputPath);
	const exit = exitOf(input);
	const all = [...tasks, ...[start, exit].flatMap(other => other?.task ?? [])];
	// The DAG is a template too. As in SDK 1.8 it gets another name when a task has the pipeline's name.
	const entrypoint = freeName(input.name, new Set(all.map(({key}) => key)));
	return {
		apiVersion: 'argoproj.io/v1alpha1',
		kind: 'Workflow',
		metadata: {
			generateName: `${input.name}-`,
			annotations: {
				'pipelines.kubeflow.org/pipeline_spec': JSON.stringify({
					name: input.name,
					description: description(input),
					...(inputs.length === 0 ? {} : {inputs: inputs.map(uiInput)}),
				}),
			},
			labels: {'pipelines.kubeflow.org/kfp_sdk_version': `kfp-wizard-${input.version}`},
		},
		spec: {
			entrypoint,
			serviceAccountName: input.serviceAccount ?? 'pipeline-runner',
			...(pullSecrets.length === 0 ? {} : {imagePullSecrets: pullSecrets.map(name => ({name}))}),
			...(exit === undefined ? {} : {onExit: exit.task.key}),
			...(input.ttl === undefined ? {} : {ttlStrategy: {secondsAfterCompletion: input.ttl}}),
			arguments: {parameters: inputs.map(one => ({name: one.name, value: initialText(one)}))},
			templates: [
				{
					name: entrypoint,
					dag: {tasks: dagTasks(tasks, input, start)},
				},
				...(start === undefined
					? []
					: [{...template(start.task, start.task.title, start.input, start.executor), outputs}]),
				...tasks.map(task => template(task, titles.get(task.title) ?? task.title, input, executors.of(task.key))),
				...(exit === undefined ? [] : [template(exit.task, exit.task.title, exit.input, exit.executor)]),
			],
		},
	};
}

/** Every task waits for the one that runs first, and gets its variables as a parameter. */
function dagTasks(tasks: readonly Task[], input: SpecInput, start: ExtraTask | undefined): readonly object[] {
	const first = start === undefined ? [] : [start.task.key];
	const value = `{{tasks.${first[0] ?? ''}.outputs.parameters.${startVariables}}}`;
	const given = handsOn(input) ? {arguments: {parameters: [{name: startVariables, value}]}} : {};
	return [
		...first.map(key => ({name: key, template: key})),
		...tasks.map(({key, dependsOn}) => {
			const dependencies = [...first, ...dependsOn];
			return {name: key, template: key, ...(dependencies.length === 0 ? {} : {dependencies}), ...given};
		}),
	];
}

/** Where Argo reads the variables of the task that runs first, as the SDK 1.8 has it. */
const outputPath = `/tmp/outputs/${startVariables}/data`;
const outputs = {parameters: [{name: startVariables, valueFrom: {path: outputPath}}]};

/** The text that Argo replaces with the value of a parameter. */
export const parameterPlaceholder = (name: string): string => `{{workflow.parameters.${name}}}`;

/** Arguments with Argo's own variables, each in the text of one argument. */
function inputWords(input: SpecInput): readonly string[] {
	const {inputs = [], identity = false, finalState = false} = input;
	return [
		...(finalState ? [`state=${statePlaceholder}`] : []),
		...(handsOn(input) ? [`variables={{inputs.parameters.${startVariables}}}`] : []),
		...(identity ? ['run={{workflow.uid}}', 'created={{workflow.creationTimestamp}}'] : []),
		...inputs.map(({key, name}) => argument(key, parameterPlaceholder(name))),
	];
}

const initialText = ({type, initial}: PipelineInput): string => argumentText(plainData(asInput(type, initial)));

/** Types of inputs in SDK 1.8, for the form in KFP's UI that starts a run. */
const uiTypes: Readonly<Record<InputType, string>> = {
	STRING: 'String',
	NUMBER_INTEGER: 'Integer',
	NUMBER_DOUBLE: 'Float',
	BOOLEAN: 'Boolean',
	LIST: 'JsonArray',
	STRUCT: 'JsonObject',
};

const uiInput = (one: PipelineInput): object => ({
	default: initialText(one),
	name: one.name,
	optional: true,
	type: uiTypes[one.type],
});

function template(task: Task, title: string, input: SpecInput, executor: Executor): object {
	const {settings, handOver} = executor;
	const env = environment(input, executor);
	const resources = podResources(settings);
	return {
		name: task.key,
		...(handsOn(input) ? {inputs: {parameters: [{name: startVariables}]}} : {}),
		metadata: {
			annotations: {
				...settings.annotations,
				[displayName]: title,
				// For the cache webhook of v1: a result must not be reused, however new it is.
				'pipelines.kubeflow.org/max_cache_staleness': 'P0D',
			},
			labels: {
				...settings.labels,
				'pipelines.kubeflow.org/pipeline-sdk-type': 'kfp',
				'pipelines.kubeflow.org/enable_caching': 'false',
			},
		},
		container: {
			image: imageOf(input, executor),
			...defined({imagePullPolicy: input.imagePullPolicy}),
			command: commandOf(input, executor),
			args: [
				...(handOver === undefined ? [] : [v1Description(handOver.artifacts)]),
				...inputWords(input),
				...input.args,
				...(input.nodesFlag === undefined ? [] : [argument(input.nodesFlag, joinNodeNames(task.nodes))]),
			],
			...(env.length === 0 ? {} : {env}),
			...defined({resources}),
			...volumeMounts(settings),
		},
		...(handOver && {outputs: {artifacts: artifactOutputs}}),
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
