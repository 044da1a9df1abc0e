// Reads the documents of a KFP v2 pipeline: its spec, the platform document beside it, and the references in them.
import {invalidSpec, parseSpec} from '../invalid-spec.ts';
import {argumentText, keyOfPlaceholder, runPlaceholders} from '../pipeline-inputs.ts';
import type {RunValues, SpecSummary} from '../spec-summary.ts';
import {refuseUnsafeTexts} from '../read-yaml.ts';
import {afterFirst} from '../start-task.ts';
import {inputPlaceholder} from './component-inputs.ts';
import type {Spec, Values} from './dag-context.ts';
import {inputValues} from './input-values.ts';
import {type Component, fitsType, PipelineSpec, PlatformSpec} from './pipeline-spec-schema.ts';
import {readDag} from './read-dag.ts';

/** With the path of the output of the task that runs first, and KFP's description of a task as a whole argument. */
const inArguments =
	/^\{\{\$\}\}$|\{\{\$\.(?:inputs\.parameters\['[^']+'\]|outputs\.parameters\['start_variables'\]\.output_file)\}\}/g;

/** The server makes a parameter `kubernetes-<name>` of the name. */
const componentName = /^[-\w]+$/;

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
	const read = readDag(pipeline.root, {spec, where: 'root', values, after: [], inside: []});
	const executions = afterFirst(read.executions);
	const all = [...executions, ...read.imports].map(({task}) => task);
	const twice = all.find((task, index) => all.indexOf(task) !== index);
	if (twice !== undefined) throw invalidSpec('', `two tasks are named ${twice}`);
	const images = containersOf(pipeline).map(({image}) => image);
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
		imports: read.imports,
	};
}

function keyOf(name: string, pipeline: PipelineSpec): string {
	const args = containersOf(pipeline).flatMap(container => container.args);
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

const containersOf = ({deploymentSpec}: PipelineSpec) =>
	Object.values(deploymentSpec.executors).flatMap(({container}) => container ?? []);

function isPipeline(document: unknown): boolean {
	return typeof document === 'object' && document !== null && ('pipelineInfo' in document || 'root' in document);
}

function checkReferences({pipeline, configs}: Spec): void {
	const {executors} = pipeline.deploymentSpec;
	for (const [label, {container}] of Object.entries(executors)) {
		const where = `deploymentSpec.executors.${label}.container`;
		if (container?.command.length === 0)
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
