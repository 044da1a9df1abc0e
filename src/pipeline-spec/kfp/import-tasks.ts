// Importers of a KFP v2 pipeline, in the shape that the SDK's `dsl.importer` has.
import type {ImportTask} from '../spec-input.ts';
import {importedType} from './artifact-definitions.ts';
import {task} from './dag.ts';
import type {SubDag} from './sub-dags.ts';

/** The input of the component, whose value the executor has too. */
const uriInput = 'uri';

/** The only output. */
const output = 'artifact';

export const importExecutor = ({uri, kind, metadata}: ImportTask): object => ({
	importer: {artifactUri: {constant: uri}, typeSchema: importedType(kind), metadata},
});

export const importComponent = ({key, kind}: ImportTask): object => ({
	executorLabel: `exec-${key}`,
	inputDefinitions: {parameters: {[uriInput]: {parameterType: 'STRING'}}},
	outputDefinitions: {artifacts: {[output]: {artifactType: importedType(kind)}}},
});

/** What a task gets. */
const importParameters = ({uri}: ImportTask): object => ({[uriInput]: {runtimeValue: {constant: uri}}});

/** The tasks by their keys. They are beside the sub-DAGs, where there are some: one that waits for a task waits for its group. */
export function importTasks(imports: readonly ImportTask[], groups: readonly SubDag[]): Record<string, object> {
	const groupOf = new Map(groups.flatMap(({key, tasks}) => tasks.map(one => [one.key, key] as const)));
	return Object.fromEntries(
		imports.map(one => {
			const after = one.after === undefined ? [] : [groupOf.get(one.after) ?? one.after];
			return [one.key, task(one.title, `comp-${one.key}`, after, importParameters(one))];
		}),
	);
}
