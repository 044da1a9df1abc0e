// Outlines of specs, to check that the server stored what was sent: it drops a whole platform document for one unknown key.
import {parseAllDocuments} from 'yaml';
import {WizardError} from '../system/errors.ts';

/** The parts of a spec that are compared: its tasks (v1: templates), and whether it has platform settings. */
export type Outline = {readonly tasks: readonly string[]; readonly platform: boolean};

/**
 * The outline of a spec as text.
 * @throws WizardError `failed` when it is not YAML: a syntax error must never be sent, since the server hangs on it (KFP 2.17).
 */
export function outlineOfText(spec: string): Outline {
	const documents = parseAllDocuments(spec);
	const problem = 'empty' in documents ? 'it is empty' : documents.flatMap(document => document.errors)[0]?.message;
	if (problem !== undefined) {
		throw new WizardError('failed', `The pipeline spec is not valid YAML: ${problem.split('\n')[0] ?? ''}`, {
			code: 'SPEC_NOT_YAML',
		});
	}
	return outlineOfDocuments(documents.map(document => document.toJS({maxAliasCount: 1000}) as unknown));
}

/** The outline of a spec whose documents were read. */
export const outlineOfDocuments = ([first, second]: readonly unknown[]): Outline => ({
	tasks: tasksOf(first),
	platform: isPlatform(second),
});

/** The outline of a version as the server returns it: the spec, or `{pipeline_spec, platform_spec}`. */
export function outlineOfStored(stored: unknown): Outline {
	const both = record(stored);
	if (both['pipeline_spec'] === undefined) return {tasks: tasksOf(stored), platform: false};
	return {tasks: tasksOf(both['pipeline_spec']), platform: isPlatform(both['platform_spec'])};
}

/** The images of the tasks of a version as the server returns it, without duplicates. */
export function imagesOfStored(stored: unknown): readonly string[] {
	const both = record(stored);
	const spec = record(both['pipeline_spec'] ?? stored);
	const executors = record(record(spec['deploymentSpec'])['executors']);
	const templates = record(spec['spec'])['templates'];
	const containers = [...Object.values(executors), ...(Array.isArray(templates) ? templates : [])];
	const images = containers.map(one => record(record(one)['container'])['image']);
	return [...new Set(images.filter(image => typeof image === 'string'))];
}

/** The names of the Secrets that the tasks of a version get variables or files from, without duplicates. */
export function secretsOfStored(stored: unknown): readonly string[] {
	const found = new Set<string>();
	const look = (value: unknown): void => {
		if (Array.isArray(value)) return value.forEach(look);
		for (const [key, inner] of Object.entries(record(value))) {
			if (key === 'secretName' && typeof inner === 'string') found.add(inner);
			const name = key === 'secretKeyRef' ? record(inner)['name'] : undefined;
			if (typeof name === 'string') found.add(name);
			if (key !== 'imagePullSecret') look(inner);
		}
	};
	look(record(stored)['platform_spec']);
	look(record(record(stored)['spec'])['templates']);
	return [...found];
}

/** `component/task` of every DAG of a v2 spec, the template names of a v1 Workflow; sorted. */
function tasksOf(spec: unknown): readonly string[] {
	const {root, components, spec: workflow} = record(spec);
	const templates = record(workflow)['templates'];
	if (Array.isArray(templates)) return templates.map(template => String(record(template)['name'])).sort();
	const dags = [['root', root] as const, ...Object.entries(record(components))];
	return dags
		.flatMap(([name, component]) =>
			Object.keys(record(record(record(component)['dag'])['tasks'])).map(task => `${name}/${task}`),
		)
		.sort();
}

const isPlatform = (document: unknown): boolean => Object.keys(record(record(document)['platforms'])).length > 0;

const record = (value: unknown): Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
