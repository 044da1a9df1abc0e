// Reads a KFP v2 pipeline: resolves placeholders and flattens sub-DAGs.
import {readArtifacts} from '../read-artifacts.ts';
import {invalidSpec, parseSpec} from '../invalid-spec.ts';
import {
	type Component,
	type DagTask,
	type ExecutorConfig,
	fitsType,
	type InputSource,
	PipelineSpec,
	PlatformSpec,
} from './pipeline-spec-schema.ts';
import {statePlaceholder} from '../exit-task.ts';
import {argumentText, keyOfPlaceholder, runPlaceholders} from '../pipeline-inputs.ts';
import {afterFirst, noPath, variablesPlaceholder} from '../start-task.ts';
import {inputPlaceholder, outputPlaceholder} from './component-inputs.ts';
import {dagOrder} from '../dag-order.ts';
import type {Execution, SpecSummary, RunValues} from '../spec-summary.ts';
import {refuseUnsafeTexts} from '../spec-yaml.ts';
import {madeFolders} from '../made-volumes.ts';

const placeholder = /\{\{\$\.inputs\.parameters\['([^']+)'\]\}\}/g;
/** With the path of the output of the task that runs first, and KFP's description of a task as a whole argument. */
const inArguments =
	/^\{\{\$\}\}$|\{\{\$\.(?:inputs\.parameters\['[^']+'\]|outputs\.parameters\['start_variables'\]\.output_file)\}\}/g;

/** The server makes a parameter `kubernetes-<name>` of the name. */
const componentName = /^[-\w]+$/;

type Value = {readonly text: string; readonly type: string};
type Values = ReadonlyMap<string, Value>;
type Spec = {
	readonly pipeline: PipelineSpec;
	readonly configs: Readonly<Record<string, ExecutorConfig>>;
	/** The values of the placeholders of the run. */
	readonly constants: ReadonlyMap<string, string>;
};

/** Takes one pipeline spec and at most one platform spec, in either order. */
export function readKfp(documents: readonly unknown[], {run, inputs = {}}: RunValues = {}): SpecSummary {
	const specs = documents.filter(isPipeline);
	const rest = documents.filter(document => !isPipeline(document));
	if (specs.length !== 1) throw invalidSpec('', `found ${specs.length} pipeline specs, expected one`);
	if (rest.length > 1) throw invalidSpec('', 'found more than one document besides the pipeline spec');
	const constants = Object.values(runPlaceholders);
	for (const document of documents) refuseUnsafeTexts(document, '', {inArguments, constants});
	const pipeline = parseSpec(PipelineSpec, specs[0], '');
	const platform = rest.length === 0 ? undefined : parseSpec(PlatformSpec, rest[0], 'platform document');
	const configs = platform?.platforms.kubernetes.deploymentSpec?.executors ?? {};
	const known =
		run === undefined
			? []
			: [
					[runPlaceholders.run_id, run.id],
					[runPlaceholders.run_created, run.created],
				];
	const spec = {pipeline, configs, constants: new Map(known as [string, string][])};
	checkReferences(spec);
	const values = inputValues(pipeline.root, typedInputs(pipeline.root, inputs), 'root');
	const executions = afterFirst(
		readDag(pipeline.root, {spec, where: 'root', values, after: [], inside: []}).executions,
	);
	const twice = executions.find(({task}, index) => executions.findIndex(other => other.task === task) !== index);
	if (twice !== undefined) throw invalidSpec('', `two tasks are named ${twice.task}`);
	const images = Object.values(pipeline.deploymentSpec.executors).map(({container}) => container.image);
	return {
		format: 'kfp',
		name: pipeline.pipelineInfo.name,
		tasks: executions.length,
		images: [...new Set(images)].sort(),
		hasPlatform: platform !== undefined,
		inputs: Object.entries(pipeline.root.inputDefinitions?.parameters ?? {}).flatMap(
			([name, {parameterType: type, defaultValue: initial}]) =>
				type === 'TASK_FINAL_STATUS' ? [] : [{name, key: keyOf(name, pipeline), type, initial}],
		),
		executions,
	};
}

function keyOf(name: string, {deploymentSpec}: PipelineSpec): string {
	const args = Object.values(deploymentSpec.executors).flatMap(({container}) => container.args);
	return keyOfPlaceholder(inputPlaceholder(name), args) ?? name;
}

/** The values of a new run, with the types that the server checks. */
function typedInputs({inputDefinitions}: Component, inputs: NonNullable<RunValues['inputs']>): Values {
	return new Map(
		Object.entries(inputs).map(([name, value]) => {
			const type = inputDefinitions?.parameters[name]?.parameterType ?? '';
			if (type !== '' && !fitsType(type, value))
				throw invalidSpec('root', `the value of the input ${name} is not a ${type}`);
			return [name, {text: argumentText(value), type}];
		}),
	);
}

function isPipeline(document: unknown): boolean {
	return typeof document === 'object' && document !== null && ('pipelineInfo' in document || 'root' in document);
}

function checkReferences({pipeline, configs}: Spec): void {
	const {executors} = pipeline.deploymentSpec;
	for (const [label, {container}] of Object.entries(executors)) {
		const where = `deploymentSpec.executors.${label}.container`;
		if (container.command.length === 0)
			throw invalidSpec(where, 'has no command, and KFP does not use the command of the image');
	}
	for (const [name, {dag, executorLabel}] of Object.entries(pipeline.components)) {
		const where = `components.${name}`;
		if (!componentName.test(name)) throw invalidSpec(where, 'the server refuses this component name');
		if ((dag === undefined) === (executorLabel === undefined))
			throw invalidSpec(where, 'needs either a dag or an executor');
		if (executorLabel !== undefined && !Object.hasOwn(executors, executorLabel)) {
			throw invalidSpec(where, `there is no executor ${executorLabel}`);
		}
	}
	const unknown = Object.keys(configs).find(label => !Object.hasOwn(executors, label));
	if (unknown !== undefined) throw invalidSpec('platform document', `there is no executor ${unknown}`);
}

/** Where the reader is: a DAG or a task with the values that it gets. */
type DagContext = {
	readonly spec: Spec;
	readonly where: string;
	readonly values: Values;
	/** Executions that must finish before the DAG starts. */
	readonly after: readonly string[];
	/** Names of the enclosing components, to find one that contains itself. */
	readonly inside: readonly string[];
};

/** The executions of a DAG, and the last of them: those that no other execution of the DAG depends on. */
function readDag({dag}: Component, context: DagContext): {executions: Execution[]; last: string[]} {
	if (dag === undefined) throw invalidSpec(context.where, 'has no dag');
	const where = `${context.where}.dag.tasks`;
	const tasks = new Map(Object.entries(dag.tasks));
	const dependencies = new Map([...tasks].map(([name, task]) => [name, task.dependentTasks]));
	const awaited = new Set([...dependencies.values()].flat());
	const lastOf = new Map<string, readonly string[]>();
	const executions: Execution[] = [];
	for (const name of dagOrder(dependencies, where)) {
		const task = tasks.get(name);
		if (task === undefined) continue;
		const after =
			task.dependentTasks.length === 0 ? context.after : task.dependentTasks.flatMap(other => lastOf.get(other) ?? []);
		const inner = readTask(name, task, {...context, where: `${where}.${name}`, after});
		const always = task.triggerPolicy === undefined ? {} : {always: true as const};
		executions.push(...inner.executions.map(execution => ({...execution, ...always})));
		lastOf.set(name, inner.last);
	}
	return {executions, last: [...lastOf].filter(([name]) => !awaited.has(name)).flatMap(([, last]) => last)};
}

function readTask(name: string, task: DagTask, context: DagContext): {executions: Execution[]; last: string[]} {
	const {spec, where, inside} = context;
	const {name: reference} = task.componentRef;
	const component = spec.pipeline.components[reference];
	if (component === undefined) throw invalidSpec(where, `there is no component ${reference}`);
	if (inside.includes(reference)) throw invalidSpec(where, `component ${reference} contains itself`);
	const given = new Map(
		Object.entries(task.inputs?.parameters ?? {}).map(([input, source]) => [input, valueFrom(source, task, context)]),
	);
	const values = inputValues(component, given, where);
	if (component.executorLabel === undefined) {
		return readDag(component, {...context, values, inside: [...inside, reference]});
	}
	const own = execution(name, component.executorLabel, {...context, values});
	const {outputDefinitions} = component;
	const first = outputDefinitions?.parameters === undefined ? {} : {first: true as const};
	const artifacts = artifactsOf(component, own.command);
	return {executions: [{...own, ...first, ...artifacts, shown: task.taskInfo.name}], last: [name]};
}

function execution(task: string, label: string, {spec, where, values, after}: DagContext): Execution {
	const container = spec.pipeline.deploymentSpec.executors[label]?.container;
	if (container === undefined) throw invalidSpec(where, `there is no executor ${label}`);
	const fill = (text: string): string =>
		text === outputPlaceholder
			? noPath
			: text.replaceAll(placeholder, (_, input: string) => valueOf(input, values, where).text);
	const config = spec.configs[label];
	return {
		task,
		image: container.image,
		command: [...container.command, ...container.args].map(fill),
		...(config === undefined ? {} : fromCluster(config)),
		...(config?.activeDeadlineSeconds === undefined ? {} : {timeout: Number(config.activeDeadlineSeconds)}),
		env: Object.fromEntries(container.env.map(({name, value}) => [name, value])),
		secretEnv: (config?.secretAsEnv ?? []).flatMap(({secretName, keyToEnv}) =>
			keyToEnv.map(({secretKey, envVar}) => ({name: envVar, secret: secretName, key: secretKey})),
		),
		dependsOn: after,
	};
}

function artifactsOf({outputDefinitions}: Component, command: readonly string[]): Pick<Execution, 'artifacts'> {
	if (outputDefinitions?.artifacts === undefined) return {};
	const titles = Object.entries(outputDefinitions.artifacts).map(
		([name, {artifactType}]) => [name, artifactType.schemaTitle] as const,
	);
	return {artifacts: readArtifacts(Object.fromEntries(titles), command)};
}

function fromCluster({
	configMapAsEnv,
	secretAsVolume,
	configMapAsVolume,
	pvcMount,
	emptyDirMounts,
	genericEphemeralVolume,
}: ExecutorConfig): Pick<Execution, 'fromCluster' | 'configEnv'> {
	const all = [
		...configMapAsEnv.flatMap(({configMapName, keyToEnv}) =>
			keyToEnv.map(({envVar}) => `the variable ${envVar} from the ConfigMap ${configMapName}`),
		),
		...secretAsVolume.map(({secretName, mountPath}) => `the Secret ${secretName} at ${mountPath}`),
		...configMapAsVolume.map(({configMapName, mountPath}) => `the ConfigMap ${configMapName} at ${mountPath}`),
		...pvcMount.map(({constant, mountPath}) => `the volume ${constant} at ${mountPath}`),
		...madeFolders(emptyDirMounts.map(({mountPath}) => mountPath)),
		...genericEphemeralVolume.map(({mountPath}) => `the volume at ${mountPath}`),
	];
	const configEnv = configMapAsEnv.flatMap(({keyToEnv}) => keyToEnv.map(({envVar}) => envVar));
	return all.length === 0 ? {} : {fromCluster: all, configEnv};
}

/** The values of a component's inputs: the given one, else the default. */
function inputValues({inputDefinitions}: Component, given: Values, where: string): Values {
	const defined = inputDefinitions?.parameters ?? {};
	const extra = [...given.keys()].find(name => !Object.hasOwn(defined, name));
	if (extra !== undefined) throw invalidSpec(where, `the component has no input ${extra}`);
	const values = new Map<string, Value>();
	for (const [name, {parameterType: type, defaultValue, isOptional}] of Object.entries(defined)) {
		const initial = defaultValue === undefined ? undefined : {text: argumentText(defaultValue), type};
		const value = given.get(name) ?? initial;
		if (value !== undefined && value.type !== type)
			throw invalidSpec(where, `the input ${name} has the parameterType ${type} and gets ${value.type}`);
		if (value !== undefined) values.set(name, value);
		else if (isOptional !== true) throw invalidSpec(where, `the input ${name} has no value`);
	}
	return values;
}

/** What a task gets from a source: how the run ended, variables, a constant, or an input of the DAG around it. */
function valueFrom(source: InputSource, {dependentTasks}: DagTask, {spec, values, where}: DagContext): Value {
	if ('taskFinalStatus' in source) return {text: statePlaceholder, type: 'TASK_FINAL_STATUS'};
	if ('taskOutputParameter' in source) {
		const {producerTask} = source.taskOutputParameter;
		if (!dependentTasks.includes(producerTask))
			throw invalidSpec(where, `takes an output of ${producerTask}, and does not depend on it`);
		return {text: variablesPlaceholder, type: 'STRING'};
	}
	if ('componentInputParameter' in source) return valueOf(source.componentInputParameter, values, where);
	const {constant} = source.runtimeValue;
	return {text: spec.constants.get(constant) ?? constant, type: 'STRING'};
}

function valueOf(input: string, values: Values, where: string): Value {
	const value = values.get(input);
	if (value === undefined) throw invalidSpec(where, `the input ${input} has no value`);
	return value;
}
