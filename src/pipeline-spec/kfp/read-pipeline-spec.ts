// Reads a KFP v2 pipeline: placeholders resolved, sub-DAGs laid flat.
import {checked, invalid} from '../invalid-spec.ts';
import {
	type Component,
	type ExecutorConfig,
	fitsType,
	PipelineSpec,
	PlatformSpec,
	type Task,
} from './pipeline-spec-schema.ts';
import {argumentText, runPlaceholders} from '../pipeline-inputs.ts';
import {taskOrder} from '../dag-order.ts';
import type {RunValues} from '../run-values.ts';
import type {Execution, SpecSummary} from '../spec-summary.ts';
import {checkTexts} from '../spec-yaml.ts';

const placeholder = /\{\{\$\.inputs\.parameters\['([^']+)'\]\}\}/g;

/** The server makes a parameter `kubernetes-<name>` of it. */
const componentName = /^[-\w]+$/;

type Value = {readonly text: string; readonly type: string};
type Values = ReadonlyMap<string, Value>;
type Spec = {
	readonly pipeline: PipelineSpec;
	readonly configs: Readonly<Record<string, ExecutorConfig>>;
	/** What the placeholders of the run stand for. */
	readonly constants: ReadonlyMap<string, string>;
};

/** Takes one pipeline spec and at most one platform spec, in either order. */
export function readKfp(documents: readonly unknown[], {run, inputs = {}}: RunValues = {}): SpecSummary {
	const specs = documents.filter(isPipeline);
	const rest = documents.filter(document => !isPipeline(document));
	if (specs.length !== 1) throw invalid('', `there are ${specs.length} pipeline specs in the text, not one`);
	if (rest.length > 1) throw invalid('', 'there is more than one document beside the pipeline spec');
	const constants = Object.values(runPlaceholders);
	for (const document of documents) checkTexts(document, '', {inArguments: placeholder, constants});
	const pipeline = checked(PipelineSpec, specs[0], '');
	const platform = rest.length === 0 ? undefined : checked(PlatformSpec, rest[0], 'platform document');
	const configs = platform?.platforms.kubernetes.deploymentSpec.executors ?? {};
	const known =
		run === undefined
			? []
			: [
					[runPlaceholders.run_id, run.id],
					[runPlaceholders.run_created, run.created],
				];
	const spec = {pipeline, configs, constants: new Map(known as [string, string][])};
	checkReferences(spec);
	const values = inputValues(pipeline.root, givenInputs(pipeline.root, inputs), 'root');
	const executions = readDag(pipeline.root, {spec, where: 'root', values, after: [], inside: []}).executions;
	const twice = executions.find(({task}, index) => executions.findIndex(other => other.task === task) !== index);
	if (twice !== undefined) throw invalid('', `two tasks are named ${twice.task}`);
	const images = Object.values(pipeline.deploymentSpec.executors).map(({container}) => container.image);
	return {
		format: 'kfp',
		name: pipeline.pipelineInfo.name,
		tasks: executions.length,
		images: [...new Set(images)].sort(),
		hasPlatform: platform !== undefined,
		inputs: Object.entries(pipeline.root.inputDefinitions?.parameters ?? {}).map(([name, definition]) => ({
			name,
			key: keyOf(name, pipeline),
			type: definition.parameterType,
			initial: definition.defaultValue,
		})),
		executions,
	};
}

/** What stands before the value in an argument. */
function keyOf(name: string, {deploymentSpec}: PipelineSpec): string {
	const value = `={{$.inputs.parameters['${name}']}}`;
	const args = Object.values(deploymentSpec.executors).flatMap(({container}) => container.args);
	return args.find(word => word.endsWith(value))?.slice(0, -value.length) ?? name;
}

/** What the server checks when a run is created. */
function givenInputs({inputDefinitions}: Component, inputs: NonNullable<RunValues['inputs']>): Values {
	return new Map(
		Object.entries(inputs).map(([name, value]) => {
			const type = inputDefinitions?.parameters[name]?.parameterType ?? '';
			if (type !== '' && !fitsType(type, value)) throw invalid('root', `the input ${name} is no ${type}`);
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
			throw invalid(where, 'has no command, and KFP does not use the one of the image');
	}
	for (const [name, {dag, executorLabel}] of Object.entries(pipeline.components)) {
		const where = `components.${name}`;
		if (!componentName.test(name)) throw invalid(where, 'the server refuses this component name');
		if ((dag === undefined) === (executorLabel === undefined))
			throw invalid(where, 'needs either a dag or an executor');
		if (executorLabel !== undefined && !Object.hasOwn(executors, executorLabel)) {
			throw invalid(where, `there is no executor ${executorLabel}`);
		}
	}
	const unknown = Object.keys(configs).find(label => !Object.hasOwn(executors, label));
	if (unknown !== undefined) throw invalid('platform document', `there is no executor ${unknown}`);
}

type Place = {
	readonly spec: Spec;
	readonly where: string;
	readonly values: Values;
	/** Executions that the whole DAG waits for. */
	readonly after: readonly string[];
	/** Names of the components around, to notice one that contains itself. */
	readonly inside: readonly string[];
};

/** The executions of a DAG, and those of them that nothing in it waits for: when they are done, all of it is. */
function readDag({dag}: Component, place: Place): {executions: Execution[]; last: string[]} {
	if (dag === undefined) throw invalid(place.where, 'has no dag');
	const where = `${place.where}.dag.tasks`;
	const tasks = new Map(Object.entries(dag.tasks));
	const dependencies = new Map([...tasks].map(([name, task]) => [name, task.dependentTasks]));
	const awaited = new Set([...dependencies.values()].flat());
	const lastOf = new Map<string, readonly string[]>();
	const executions: Execution[] = [];
	for (const name of taskOrder(dependencies, where)) {
		const task = tasks.get(name);
		if (task === undefined) continue;
		const after =
			task.dependentTasks.length === 0 ? place.after : task.dependentTasks.flatMap(other => lastOf.get(other) ?? []);
		const inner = readTask(name, task, {...place, where: `${where}.${name}`, after});
		executions.push(...inner.executions);
		lastOf.set(name, inner.last);
	}
	return {executions, last: [...lastOf].filter(([name]) => !awaited.has(name)).flatMap(([, last]) => last)};
}

function readTask(name: string, task: Task, place: Place): {executions: Execution[]; last: string[]} {
	const {spec, where, inside} = place;
	const {name: reference} = task.componentRef;
	const component = spec.pipeline.components[reference];
	if (component === undefined) throw invalid(where, `there is no component ${reference}`);
	if (inside.includes(reference)) throw invalid(where, `component ${reference} contains itself`);
	const given = new Map(
		Object.entries(task.inputs?.parameters ?? {}).map(([input, source]) => [
			input,
			'runtimeValue' in source
				? {text: spec.constants.get(source.runtimeValue.constant) ?? source.runtimeValue.constant, type: 'STRING'}
				: valueOf(source.componentInputParameter, place.values, where),
		]),
	);
	const values = inputValues(component, given, where);
	if (component.executorLabel === undefined) {
		return readDag(component, {...place, values, inside: [...inside, reference]});
	}
	return {executions: [execution(name, component.executorLabel, {...place, values})], last: [name]};
}

function execution(task: string, label: string, {spec, where, values, after}: Place): Execution {
	const container = spec.pipeline.deploymentSpec.executors[label]?.container;
	if (container === undefined) throw invalid(where, `there is no executor ${label}`);
	const fill = (text: string): string =>
		text.replaceAll(placeholder, (_, input: string) => valueOf(input, values, where).text);
	const config = spec.configs[label];
	return {
		task,
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

function fromCluster({configMapAsEnv, secretAsVolume, configMapAsVolume, pvcMount}: ExecutorConfig): {
	fromCluster?: string[];
} {
	const all = [
		...configMapAsEnv.flatMap(({configMapName, keyToEnv}) =>
			keyToEnv.map(({envVar}) => `the variable ${envVar} from the ConfigMap ${configMapName}`),
		),
		...secretAsVolume.map(({secretName, mountPath}) => `the Secret ${secretName} at ${mountPath}`),
		...configMapAsVolume.map(({configMapName, mountPath}) => `the ConfigMap ${configMapName} at ${mountPath}`),
		...pvcMount.map(({constant, mountPath}) => `the volume ${constant} at ${mountPath}`),
	];
	return all.length === 0 ? {} : {fromCluster: all};
}

/** The inputs of a component: what is given, else the default. */
function inputValues({inputDefinitions}: Component, given: Values, where: string): Values {
	const defined = inputDefinitions?.parameters ?? {};
	const extra = [...given.keys()].find(name => !Object.hasOwn(defined, name));
	if (extra !== undefined) throw invalid(where, `the component has no input ${extra}`);
	const values = new Map<string, Value>();
	for (const [name, {parameterType: type, defaultValue, isOptional}] of Object.entries(defined)) {
		const initial = defaultValue === undefined ? undefined : {text: argumentText(defaultValue), type};
		const value = given.get(name) ?? initial;
		if (value !== undefined && value.type !== type)
			throw invalid(where, `the input ${name} has the parameterType ${type} and gets ${value.type}`);
		if (value !== undefined) values.set(name, value);
		else if (isOptional !== true) throw invalid(where, `the input ${name} has no value`);
	}
	return values;
}

function valueOf(input: string, values: Values, where: string): Value {
	const value = values.get(input);
	if (value === undefined) throw invalid(where, `the input ${input} has no value`);
	return value;
}
