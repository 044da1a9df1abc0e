// What a spec that a server stores says: inputs, images, tasks, variables from Secrets. Tolerant, unlike `readSpec`: the
// spec may be from another release, and is only shown and compared.
import {inputTypes} from './pipeline-inputs.ts';
import type {SpecInputSummary} from './spec-summary.ts';

export type StoredSpec = {
	readonly format: 'kfp' | 'argo';
	readonly inputs: readonly SpecInputSummary[];
	readonly images: readonly string[];
	/** The tasks that run a container, in the order of the spec. `metrics`: it hands metrics over to Kubeflow. */
	readonly tasks: readonly {readonly key: string; readonly title: string; readonly metrics?: true}[];
	/** Names of the variables that tasks get from Secrets. */
	readonly secretVariables: readonly string[];
};

/** `stored`: a v2 spec, `{pipeline_spec, platform_spec}`, or a v1 Workflow. */
export function readStoredSpec(stored: unknown): StoredSpec {
	const outer = record(stored);
	if (outer['kind'] === 'Workflow') return readWorkflow(outer);
	const pipeline = outer['pipeline_spec'] === undefined ? outer : record(outer['pipeline_spec']);
	const containers = Object.values(at(pipeline, 'deploymentSpec', 'executors')).map(executor =>
		at(executor, 'container'),
	);
	const platform = at(outer['platform_spec'], 'platforms', 'kubernetes', 'deploymentSpec', 'executors');
	return {
		format: 'kfp',
		inputs: Object.entries(at(pipeline, 'root', 'inputDefinitions', 'parameters')).map(([name, definition]) => {
			const {parameterType, defaultValue} = record(definition);
			return {
				name,
				key: keyOf(name, containers),
				type: inputTypes.find(type => type === parameterType),
				initial: defaultValue,
			};
		}),
		images: unique(containers.map(({image}) => text(image))),
		tasks: tasksOf(pipeline),
		secretVariables: unique(
			Object.values(platform)
				.flatMap(executor => list(record(executor)['secretAsEnv']))
				.flatMap(secret => list(secret['keyToEnv']))
				.map(({envVar}) => text(envVar)),
		),
	};
}

/** What stands before the value in an argument: the key of the Kedro parameter. */
function keyOf(name: string, containers: readonly Json[]): string {
	const value = `={{$.inputs.parameters['${name}']}}`;
	const args = containers.flatMap(container => (Array.isArray(container['args']) ? container['args'].map(text) : []));
	return args.find(word => word.endsWith(value))?.slice(0, -value.length) ?? name;
}

function tasksOf(pipeline: Json): StoredSpec['tasks'] {
	const components = record(pipeline['components']);
	const executors = at(pipeline, 'deploymentSpec', 'executors');
	const dags = [pipeline['root'], ...Object.values(components)].map(component => at(component, 'dag', 'tasks'));
	return dags.flatMap(tasks =>
		Object.entries(tasks).flatMap(([key, task]) => {
			const component = at(components, text(at(task, 'componentRef')['name']));
			const executor = at(executors, text(component['executorLabel']));
			if (component['dag'] !== undefined || executor['importer'] !== undefined) return [];
			const title = text(at(task, 'taskInfo')['name']) || key;
			return [{key, title, ...(hasMetrics(component) ? {metrics: true as const} : {})}];
		}),
	);
}

const hasMetrics = (component: Json): boolean =>
	Object.values(at(component, 'outputDefinitions', 'artifacts')).some(
		artifact => at(artifact, 'artifactType')['schemaTitle'] === 'system.Metrics',
	);

function readWorkflow(workflow: Json): StoredSpec {
	const templates = list(at(workflow, 'spec')['templates']);
	const containers = templates.filter(template => template['container'] !== undefined);
	const variables = containers.flatMap(template => list(at(template, 'container')['env']));
	return {
		format: 'argo',
		inputs: list(at(workflow, 'spec', 'arguments')['parameters']).map(({name, value}) => ({
			name: text(name),
			key: text(name),
			type: undefined,
			initial: value,
		})),
		images: unique(containers.map(template => text(at(template, 'container')['image']))),
		tasks: containers.map(({name}) => ({key: text(name), title: text(name)})),
		secretVariables: unique(
			variables.filter(({valueFrom}) => record(valueFrom)['secretKeyRef'] !== undefined).map(({name}) => text(name)),
		),
	};
}

type Json = Readonly<Record<string, unknown>>;

const record = (value: unknown): Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const list = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.map(record) : []);
const at = (value: unknown, ...path: readonly string[]): Json =>
	path.reduce<Json>((inner, key) => record(inner[key]), record(value));
const unique = (texts: readonly string[]): readonly string[] => [...new Set(texts.filter(one => one !== ''))];
