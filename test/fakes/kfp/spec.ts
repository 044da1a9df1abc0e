// What a KFP 2.17 server checks of a spec at upload. It compiles nothing here: references and cycles pass.
import {parseAllDocuments} from 'yaml';
import {type Json, record, text} from './json-body.ts';
import {uploadError} from './answers.ts';

export type Spec =
	| {readonly kind: 'v2'; readonly pipeline: Json; readonly platform: Json | undefined}
	| {readonly kind: 'v1'; readonly workflow: Json};

/** The message types of the spec as far as unknown keys and types matter. */
type Shape =
	| 'any'
	| 'string'
	| 'bool'
	| 'number'
	| readonly ['list' | 'map', Shape]
	| {readonly enum: readonly string[]}
	| {readonly message: () => Readonly<Record<string, Shape>>};

const message = (fields: () => Readonly<Record<string, Shape>>): Shape => ({message: fields});
const any: Shape = 'any';
const parameterSpec = message(() => ({
	type: any,
	parameterType: {
		enum: [
			'PARAMETER_TYPE_ENUM_UNSPECIFIED',
			'NUMBER_DOUBLE',
			'NUMBER_INTEGER',
			'STRING',
			'BOOLEAN',
			'LIST',
			'STRUCT',
			'TASK_FINAL_STATUS',
			'TASK_CONFIG',
		],
	},
	defaultValue: any,
	isOptional: 'bool',
	description: 'string',
	literals: any,
}));
const definitions = message(() => ({parameters: ['map', parameterSpec], artifacts: ['map', any]}));
const task = message(() => ({
	taskInfo: message(() => ({name: 'string', taskName: 'string'})),
	inputs: message(() => ({parameters: ['map', any], artifacts: ['map', any]})),
	dependentTasks: ['list', 'string'],
	cachingOptions: message(() => ({enableCache: 'bool', cacheKey: 'string'})),
	componentRef: message(() => ({name: 'string'})),
	triggerPolicy: any,
	parameterIterator: any,
	artifactIterator: any,
	retryPolicy: any,
	iteratorPolicy: any,
}));
const component = message(() => ({
	inputDefinitions: definitions,
	outputDefinitions: definitions,
	dag: message(() => ({tasks: ['map', task], outputs: any})),
	executorLabel: 'string',
	singlePlatformSpecs: any,
	taskConfigPassthroughs: any,
}));
const pipelineSpec = message(() => ({
	pipelineInfo: message(() => ({name: 'string', displayName: 'string', description: 'string'})),
	deploymentSpec: any,
	sdkVersion: 'string',
	schemaVersion: 'string',
	components: ['map', component],
	root: component,
	defaultPipelineRoot: 'string',
}));
const platformSpec = message(() => ({
	platforms: message(() => ({
		kubernetes: message(() => ({
			deploymentSpec: message(() => ({executors: ['map', any]})),
			version: 'string',
			platform: 'string',
			config: any,
			pipelineConfig: any,
		})),
	})),
}));

const unknownFormat = () => uploadError(400, 'unknown template format');

/** A file that never gets an answer: a syntax error in the first document makes the server loop for ever. */
export const hangs = Symbol('hangs');

/** Reads an uploaded file. @throws Refusal as recorded. */
export function readSpec(content: string): Spec | typeof hangs {
	const documents = parseAllDocuments(content, {uniqueKeys: true});
	if ('empty' in documents) throw unknownFormat();
	const values: unknown[] = [];
	for (const [index, document] of documents.entries()) {
		const broken = document.errors.find(error => error.code !== 'DUPLICATE_KEY');
		if (broken !== undefined && index === 0) return hangs;
		if (broken !== undefined)
			throw uploadError(
				400,
				// Go's reader counts lines from 0 here.
				`unable to decode yaml document: yaml: line ${(broken.linePos?.[0].line ?? 1) - 1}: did not find expected node content`,
			);
		if (document.errors.length > 0 && index === 0) throw unknownFormat();
		values.push(document.toJS({maxAliasCount: 1000}));
	}
	return specOf(values, values[0]);
}

/** The spec of decoded documents. */
export function specOf(documents: readonly unknown[], first: unknown): Spec {
	const {apiVersion, kind} = record(first);
	if (text(apiVersion).startsWith('argoproj.io/') && kind === 'Workflow') {
		if (apiVersion !== 'argoproj.io/v1alpha1')
			throw uploadError(400, `Unsupported argo version. Expected: argoproj.io/v1alpha1. Received: ${text(apiVersion)}`);
		if (!lints(record(first))) throw uploadError(500, 'Failed to create a pipeline and a pipeline version');
		return {kind: 'v1', workflow: record(first)};
	}
	const specs = documents.map(document => normalized(document, pipelineSpec)).filter(isPipeline);
	const platforms = documents.map(document => normalized(document, platformSpec)).filter(isPlatform);
	const [pipeline] = specs;
	if (pipeline === undefined) throw unknownFormat();
	if (specs.length > 1) throw uploadError(400, 'multiple pipeline specs provided');
	if (platforms.length > 1) throw uploadError(400, 'multiple platform specs provided');
	const version = text(pipeline['schemaVersion']);
	if (version !== '2.1.0')
		throw uploadError(400, `KFP only supports schema version 2.1.0, but the pipeline spec has version ${version}`);
	const name = text(record(pipeline['pipelineInfo'])['name']);
	if (name.length > 128) throw uploadError(400, "pipeline's name must contain no more than 128 characters");
	if (!/^[a-z0-9][a-z0-9-]*$/.test(name)) {
		throw uploadError(
			400,
			"pipeline's name must contain only lowercase alphanumeric characters or '-' and must start with alphanumeric characters",
		);
	}
	return {kind: 'v2', pipeline, platform: platforms[0]};
}

/** What a version shows of its spec. */
export function shownSpec(spec: Spec): unknown {
	if (spec.kind === 'v1') return rewritten(spec.workflow);
	return spec.platform === undefined ? spec.pipeline : {pipeline_spec: spec.pipeline, platform_spec: spec.platform};
}

const isPipeline = (value: Json | undefined): value is Json =>
	value !== undefined && text(record(value['pipelineInfo'])['name']) !== '' && value['root'] !== undefined;

const isPlatform = (value: Json | undefined): value is Json =>
	value !== undefined && record(value['platforms'])['kubernetes'] !== undefined;

/** The value with camelCase keys and without false, zero and empty fields, or undefined where a strict reader refuses it. */
function normalized(value: unknown, shape: Shape): Json | undefined {
	const result = fit(value, shape);
	return result === misfit ? undefined : record(result);
}

const misfit = Symbol('misfit');

function fit(value: unknown, shape: Shape): unknown {
	if (shape === 'any' || value === null) return value;
	if (shape === 'string') return typeof value === 'string' ? value : misfit;
	if (shape === 'bool') return typeof value === 'boolean' ? value : misfit;
	if (shape === 'number') return typeof value === 'number' ? value : misfit;
	if (Array.isArray(shape)) {
		const [kind, inner] = shape as readonly ['list' | 'map', Shape];
		if (kind === 'list') {
			if (!Array.isArray(value)) return misfit;
			const items = value.map(item => fit(item, inner));
			return items.includes(misfit) ? misfit : items;
		}
		if (typeof value !== 'object' || Array.isArray(value)) return misfit;
		const entries = Object.entries(value).map(([key, item]) => [key, fit(item, inner)] as const);
		return entries.some(([, item]) => item === misfit) ? misfit : Object.fromEntries(entries);
	}
	if ('enum' in shape) return typeof value === 'string' && shape.enum.includes(value) ? value : misfit;
	if (typeof value !== 'object' || Array.isArray(value)) return misfit;
	const fields = (shape as {message: () => Readonly<Record<string, Shape>>}).message();
	const result: Record<string, unknown> = {};
	for (const [key, item] of Object.entries(value)) {
		const name = key.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
		const inner = fields[name];
		if (inner === undefined) return misfit;
		const fitted = fit(item, inner);
		if (fitted === misfit) return misfit;
		if (fitted !== null && fitted !== false && fitted !== '') result[name] = fitted;
	}
	return result;
}

/** As far as Argo's lint is asked for here: the entrypoint and the tasks' templates are there. */
function lints(workflow: Json): boolean {
	const {entrypoint} = record(workflow['spec']);
	const templates = templatesOf(workflow);
	const names = new Set(templates.map(template => template['name']));
	return [entrypoint, ...templates.flatMap(template => tasksOf(template).map(item => item['template']))].every(name =>
		names.has(name),
	);
}

const templatesOf = (workflow: Json): readonly Json[] => records(record(workflow['spec'])['templates']);
const tasksOf = (template: Json): readonly Json[] => records(record(template['dag'])['tasks']);
const records = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.map(record) : []);

/** A Workflow as Argo's own types write it again: fields without `omitempty` appear, empty lists of arguments go. */
function rewritten(workflow: Json): Json {
	const args = (value: unknown): Json => (records(record(value)['parameters']).length > 0 ? record(value) : {});
	const templates = templatesOf(workflow).map(template => ({
		...template,
		inputs: record(template['inputs']),
		metadata: record(template['metadata']),
		outputs: record(template['outputs']),
		...(template['container'] === undefined
			? {}
			: {container: {name: '', resources: {}, ...record(template['container'])}}),
		...(template['dag'] === undefined
			? {}
			: {
					dag: {
						...record(template['dag']),
						tasks: tasksOf(template).map(item => ({...item, arguments: args(item['arguments'])})),
					},
				}),
	}));
	const spec = record(workflow['spec']);
	return {
		...workflow,
		spec: {...spec, arguments: args(spec['arguments']), templates},
		status: {finishedAt: null, startedAt: null},
	};
}
