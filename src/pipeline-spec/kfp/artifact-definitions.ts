// What a component of a KFP v2 pipeline hands over: artifacts by name, each of one of the types that Kubeflow's pages show.
import type {Artifact} from '../../schema/artifact.ts';

const kinds = {
	'system.Metrics': 'metrics',
	'system.HTML': 'html',
	'system.Markdown': 'markdown',
} as const satisfies Readonly<Record<string, Artifact['kind']>>;

export type SchemaTitle = keyof typeof kinds;
export const schemaTitles = Object.keys(kinds) as SchemaTitle[];

export const kindOf = (title: SchemaTitle): Artifact['kind'] => kinds[title];

export const titleOf = (kind: Artifact['kind']): SchemaTitle =>
	schemaTitles.find(title => kinds[title] === kind) ?? 'system.HTML';

export const artifactDefinitions = (artifacts: readonly Artifact[]): Record<string, object> =>
	Object.fromEntries(
		artifacts.map(({name, kind}) => [name, {artifactType: {schemaTitle: titleOf(kind), schemaVersion: '0.0.1'}}]),
	);
