// What a KFP 2.17 server checks when a run is created: parameters, references, what Argo's own validation says.
import {compileError, gatewayError, grpc, internal} from './answers.ts';
import {type Json, record, text} from './json-body.ts';
import type {Spec} from './spec.ts';

/** @throws Refusal as recorded for a spec that does not compile or parameters that do not fit. */
export function checkRun(spec: Spec, parameters: Json): void {
	if (spec.kind === 'v1') return;
	checkInputs(spec, parameters, 'Failed to create a new run: Failed to generate the ExecutionSpec');
	const root = record(spec.pipeline['root']);
	const components = record(spec.pipeline['components']);
	const executors = record(record(spec.pipeline['deploymentSpec'])['executors']);
	compile('root', root, components, executors);
	const settings = record(
		record(record(record(spec.platform?.['platforms'])['kubernetes'])['deploymentSpec'])['executors'],
	);
	checkPlatform('root', root, components, settings);
	for (const [name, component] of [['root', root] as const, ...Object.entries(components)]) {
		const tasks = record(record(record(component)['dag'])['tasks']);
		if (Object.keys(tasks).length > 0) argo(name, tasks);
	}
	const odd = Object.entries(components).find(
		([name, component]) => settings[text(record(component)['executorLabel'])] !== undefined && !/^[\w-]+$/.test(name),
	);
	if (odd !== undefined) {
		throw notValid(
			'',
			`spec.arguments.parameters[0].name: 'kubernetes-${odd[0]}' is invalid: Parameter/Artifact name must consist of alpha-numeric characters, '_' or '-' e.g. my_param_1, MY-PARAM-1`,
		);
	}
}

/** Whether the parameters fit the inputs of the pipeline; a v1 Workflow takes any. */
export function checkInputs(spec: Spec, parameters: Json, prefix: string): void {
	if (spec.kind === 'v1') return;
	const root = record(spec.pipeline['root']);
	checkParameters(record(record(root['inputDefinitions'])['parameters']), parameters, prefix);
}

const typeNames: Readonly<Record<string, readonly [string, string, (value: unknown) => boolean]>> = {
	STRING: ['string', 'the input parameter is not of string value type', value => typeof value === 'string'],
	BOOLEAN: ['bool', 'the input parameter is not of bool value type', value => typeof value === 'boolean'],
	NUMBER_INTEGER: [
		'double or integer',
		'the parameter value is not of number value type',
		value => typeof value === 'number',
	],
	NUMBER_DOUBLE: [
		'double or integer',
		'the parameter value is not of number value type',
		value => typeof value === 'number',
	],
	LIST: ['list', 'the input parameter is not of list value type', value => Array.isArray(value)],
	STRUCT: [
		'struct',
		'the input parameter is not of struct value type',
		value => typeof value === 'object' && value !== null && !Array.isArray(value),
	],
};

function checkParameters(inputs: Json, given: Json, prefix: string): void {
	const refuse = (external: string) =>
		gatewayError(grpc.invalid, `${prefix}: invalid pipeline job inputs: Invalid input error: ${external}`, external);
	for (const [name, input] of Object.entries(inputs)) {
		const {parameterType, defaultValue, isOptional} = record(input);
		if (!(name in given)) {
			if (defaultValue === undefined && isOptional !== true)
				throw refuse(`parameter ${name} is not optional, yet has neither default value nor user provided value`);
			continue;
		}
		const [type, reason, fits] = typeNames[text(parameterType)] ?? ['', '', () => true];
		if (!fits(given[name])) throw refuse(`input parameter ${name} requires type ${type}, but ${reason}`);
	}
	const extra = Object.keys(given).filter(name => !(name in inputs));
	if (extra.length > 0) throw refuse(`parameter(s) provided are not required by pipeline: ${extra.join(', ')}`);
}

function compile(name: string, component: Json, components: Json, executors: Json): void {
	const label = text(component['executorLabel']);
	const wrong = (reason: string) => compileError(`error processing component name=${JSON.stringify(name)}: ${reason}`);
	if (label !== '') {
		if (executors[label] === undefined)
			throw wrong(`executor(label=${JSON.stringify(label)}) not found in deployment config`);
		return;
	}
	if (component['dag'] === undefined) throw wrong('unknown component implementation: ');
	const tasks = Object.values(record(record(component['dag'])['tasks']));
	for (const task of tasks) {
		const reference = text(record(record(task)['componentRef'])['name']);
		if (components[reference] === undefined) throw wrong(`cannot find component ref name=${JSON.stringify(reference)}`);
		compile(reference, record(components[reference]), components, executors);
	}
	if (tasks.length === 0)
		throw compileError(`compiling DAG ${JSON.stringify(name)}: DAG ${name} must contain one or more non-exit tasks`);
}

const knownSettings = new Set([
	'secretAsVolume',
	'secretAsEnv',
	'pvcMount',
	'nodeSelector',
	'podMetadata',
	'imagePullSecret',
	'imagePullPolicy',
	'configMapAsVolume',
	'configMapAsEnv',
	'activeDeadlineSeconds',
	'fieldPathAsEnv',
	'tolerations',
	'genericEphemeralVolume',
	'nodeAffinity',
	'podAffinity',
	'enabledSharedMemory',
	'emptyDirMounts',
	'securityContext',
]);
const lists = new Set([
	'secretAsVolume',
	'secretAsEnv',
	'pvcMount',
	'imagePullSecret',
	'configMapAsVolume',
	'configMapAsEnv',
	'tolerations',
]);

function checkPlatform(dag: string, component: Json, components: Json, settings: Json): void {
	for (const [task, definition] of Object.entries(record(record(component['dag'])['tasks']))) {
		const reference = record(components[text(record(record(definition)['componentRef'])['name'])]);
		for (const [key, value] of Object.entries(record(settings[text(reference['executorLabel'])]))) {
			// The server reads the executor's settings as compact JSON of its own.
			const problem = !knownSettings.has(key)
				? `proto: (line 1:2): unknown field ${JSON.stringify(key)}`
				: lists.has(key) && !Array.isArray(value)
					? `proto: syntax error (line 1:${key.length + 5}): unexpected token {`
					: undefined;
			if (problem === undefined) continue;
			throw compileError(
				`compiling DAG ${JSON.stringify(dag)}: compiling task ${JSON.stringify(task)}: error creating executor for ${JSON.stringify(task)}: failed to unmarshal kubernetes config: ${problem}`,
			);
		}
	}
}

/** What Argo's validation finds in one DAG template; each task is a `<task>-driver` and a `<task>` after it. */
function argo(dag: string, tasks: Json): void {
	const template = `templates.${dag}`;
	for (const [index, task] of Object.keys(tasks).entries()) {
		const driver = `${task}-driver`;
		if (/^\d/.test(task))
			throw notValid(
				'',
				`templates.entrypoint.tasks.root ${template}.tasks.${driver} name cannot begin with a digit when using either 'depends' or 'dependencies'`,
			);
		if (driver.length > 128)
			throw notValid(
				'',
				`templates.entrypoint.tasks.root ${template}.tasks[${index}].name: '${driver}' is invalid: must be no more than 128 characters`,
			);
		// The expression `<task>-driver.Succeeded` is read word by word.
		const [word = ''] = /[a-zA-Z0-9][-a-zA-Z0-9]*/.exec(driver) ?? [];
		if (word !== driver) throw sorting(template, `invalid dependency ${word}`);
	}
	const before = (task: string): readonly string[] => {
		const {dependentTasks} = record(tasks[task]);
		return Array.isArray(dependentTasks) ? dependentTasks.map(String) : [];
	};
	for (const task of Object.keys(tasks)) {
		const ghost = before(task).find(name => tasks[name] === undefined);
		if (ghost !== undefined) throw sorting(template, `invalid dependency ${ghost}`);
	}
	const done = new Set<string>();
	const visit = (task: string, path: ReadonlySet<string>): void => {
		if (path.has(task)) throw sorting(template, 'graph with cycle');
		if (done.has(task)) return;
		for (const earlier of before(task)) visit(earlier, new Set([...path, task]));
		done.add(task);
	};
	for (const task of Object.keys(tasks)) visit(task, new Set());
}

const sorting = (template: string, problem: string) =>
	notValid('', `templates.entrypoint.tasks.root ${template} sorting failed: ${problem}`);

const notValid = (workflow: string, problem: string) =>
	internal(
		`Failed to create a new run: InternalServerError: Failed to validate workflow for (${workflow}): ${problem}`,
	);
