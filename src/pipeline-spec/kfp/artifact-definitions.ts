// What a component of a KFP v2 pipeline hands over: artifacts by name, each of one of the types that Kubeflow's pages show.
import type {Artifact} from '../../schema/artifact.ts';
import type {ImportTask} from '../spec-input.ts';

const kinds = {
	'system.Metrics': 'metrics',
	'system.HTML': 'html',
	'system.Markdown': 'markdown',
} as const satisfies Readonly<Record<string, Artifact['kind']>>;

export type SchemaTitle = keyof typeof kinds;
export const schemaTitles = Object.keys(kinds) as SchemaTitle[];

export const kindOf = (title: SchemaTitle): Artifact['kind'] => kinds[title];

/** The type of an artifact, in a component and in what KFP tells a task. */
export const artifactType = (kind: Artifact['kind']): object => ({
	schemaTitle: schemaTitles.find(title => kinds[title] === kind) ?? 'system.HTML',
	schemaVersion: '0.0.1',
});

const importedTitles = {dataset: 'system.Dataset', model: 'system.Model'} as const satisfies Readonly<
	Record<ImportTask['kind'], string>
>;
export const importedSchemaTitles = Object.values(importedTitles);

/** The type of an artifact that is imported. */
export const importedType = (kind: ImportTask['kind']): object => ({
	schemaTitle: importedTitles[kind],
	schemaVersion: '0.0.1',
});

export const artifactDefinitions = (artifacts: readonly Artifact[]): Record<string, object> =>
	Object.fromEntries(artifacts.map(({name, kind}) => [name, {artifactType: artifactType(kind)}]));
