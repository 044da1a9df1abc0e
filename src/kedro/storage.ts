// Which object storage a dataset uses, by the protocols of its location.
import type {Dataset, Pipeline, Project} from '../schema/project.ts';

export type Storage = 's3' | 'gcs' | 'azure';

const storageOfProtocol: Readonly<Record<string, Storage>> = {
	s3: 's3',
	s3a: 's3',
	s3n: 's3',
	gs: 'gcs',
	gcs: 'gcs',
	abfs: 'azure',
	abfss: 'azure',
	adl: 'azure',
	az: 'azure',
	wasb: 'azure',
	wasbs: 'azure',
};

/** Every storage of a dataset, of each link in a chain such as `simplecache::s3://…`. */
export function storagesOf({value, inner, template}: Dataset): ReadonlySet<Storage> {
	const texts = [value, inner?.value, template].map(text => text ?? '');
	const protocols = texts.flatMap(text =>
		[...text.matchAll(/(?:^|::)([a-z\d]+):\/\//gi)].map(([, protocol]) => protocol),
	);
	return new Set(protocols.flatMap(protocol => storageOfProtocol[protocol?.toLowerCase() ?? ''] ?? []));
}

/** The datasets that the nodes of a pipeline read or write. */
export function datasetsOf({nodes}: Pipeline, {datasets}: Pick<Project, 'datasets'>): readonly Dataset[] {
	const used = new Set(nodes.flatMap(({inputs, outputs}) => [...inputs, ...outputs]));
	return datasets.filter(({name}) => used.has(name));
}
