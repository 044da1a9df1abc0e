// The remote datasets of a pipeline as artifacts that Kubeflow imports: nothing is copied, only their URIs are recorded.
import {baseName, datasetKind, locationOf} from '../kedro/datasets.ts';
import {holdsRun} from '../kedro/task-environment.ts';
import type {TaskGraph} from '../schema/graph.ts';
import type {Dataset, Pipeline, Project} from '../schema/project.ts';
import {byCodeUnit} from '../system/order.ts';

export type RemoteDataset = {
	/** Kedro's name, without the format of a transcoded one. */
	readonly name: string;
	/** As a server of Kubeflow Pipelines takes it; of a versioned dataset the folder of its versions. */
	readonly uri: string;
	readonly kind: 'dataset' | 'model';
	readonly type: string;
	readonly versioned: boolean;
	/** Key of the task that writes it; `undefined` where the pipeline only reads it. */
	readonly writer: string | undefined;
	/** Keys of the tasks that read it. */
	readonly readers: readonly string[];
};

export type Lineage = {
	/** In the order of their names. */
	readonly datasets: readonly RemoteDataset[];
	/** Remote datasets that cannot be artifacts, and why. */
	readonly left: readonly {readonly name: string; readonly reason: string}[];
};

export function lineageOf(
	{datasets}: Pick<Project, 'datasets'>,
	{nodes}: Pick<Pipeline, 'nodes'>,
	{tasks}: TaskGraph,
): Lineage {
	const byName = new Map(datasets.map(dataset => [dataset.name, dataset]));
	const writers = tasksByDataset(nodes, tasks, 'outputs');
	const readers = tasksByDataset(nodes, tasks, 'inputs');
	const names = nodes.flatMap(({inputs, outputs}) => [...inputs, ...outputs]);
	const remote = new Map(
		names
			.filter(name => datasetKind(byName.get(name), name) === 'remote')
			.flatMap(name => byName.get(name) ?? [])
			.map(dataset => [baseName(dataset.name), dataset]),
	);
	const found = [...remote]
		.toSorted(([a], [b]) => byCodeUnit(a, b))
		.map(([name, dataset]) => ({name, dataset, location: artifactUri(dataset)}));
	return {
		datasets: found.flatMap(({name, dataset, location}) => {
			if ('reason' in location) return [];
			const types = [dataset.type, dataset.inner?.type ?? null].flatMap(type => type ?? []);
			const [type = ''] = types;
			const [writer] = writers.get(name) ?? [];
			const kind = types.some(one => model.test(one)) ? 'model' : 'dataset';
			return [
				{name, uri: location.uri, kind, type, versioned: dataset.versioned, writer, readers: readers.get(name) ?? []},
			];
		}),
		left: found.flatMap(({name, location}) => ('reason' in location ? [{name, reason: location.reason}] : [])),
	};
}

/** The keys of the tasks that read or write each dataset, by its name without a format. */
function tasksByDataset(
	nodes: Pipeline['nodes'],
	tasks: TaskGraph['tasks'],
	side: 'inputs' | 'outputs',
): ReadonlyMap<string, readonly string[]> {
	const byName = new Map(nodes.map(node => [node.name, node]));
	const found = new Map<string, string[]>();
	for (const {key, nodes: own} of tasks)
		for (const name of new Set(own.flatMap(node => byName.get(node)?.[side] ?? []).map(baseName)))
			found.set(name, [...(found.get(name) ?? []), key]);
	return found;
}

/** Pickles, and the datasets of libraries that train models. */
const model = /(?:^|\.)(?:pickle|pytorch|tensorflow|huggingface|safetensors)\.|Model\w*Data[sS]et$/;

/** The stores whose URIs the importer of Kubeflow Pipelines takes, by the protocols that Kedro has for them. */
const schemes: Readonly<Record<string, string>> = {s3: 's3', s3a: 's3', s3n: 's3', gs: 'gs', gcs: 'gs', minio: 'minio'};

function artifactUri(dataset: Dataset): {readonly uri: string} | {readonly reason: string} {
	// In a chain such as `simplecache::s3://…` the last link has the data.
	const location = (locationOf(dataset) ?? '').split('::').at(-1) ?? '';
	if (isOfRun(dataset, location)) return {reason: 'its location is known only in the run'};
	const [, protocol = '', rest = ''] = /^([a-z][a-z0-9+.-]*):\/\/([^?#]+)/i.exec(location) ?? [];
	const scheme = schemes[protocol.toLowerCase()];
	if (scheme === undefined)
		return {reason: `Kubeflow imports no ${protocol === '' ? 'such' : `${protocol}://`} location`};
	if (rest.split('/', 1)[0]?.includes('@') === true) return {reason: 'its location holds a login'};
	return {uri: `${scheme}://${rest}`};
}

/** By a parameter of the run, or by what each run has of its own. */
const isOfRun = ({written = '', template}: Dataset, location: string): boolean =>
	holdsRun(location) || [written, template ?? ''].some(text => text.includes('runtime_params:'));
