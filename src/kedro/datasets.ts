// Kinds of datasets for a deployment: remote, a local file, memory, a service without a file, or unknown.
import type {Dataset, Project} from '../schema/project.ts';

export type DatasetKind = 'parameter' | 'remote' | 'local' | 'memory' | 'service' | 'unknown';

const memory = /^(?:kedro\.io\.(?:\w+\.)?)?(?:Shared)?MemoryData[sS]et$/;
const cached = /(?:^|\.)CachedData[sS]et$/;
const lambda = /(?:^|\.)LambdaData[sS]et$/;
/** Types that use a server. Some of them have a `filepath` too, which is then a query and not the data. */
const service =
	/(?:^|\.)(?:SQL|GBQ|BigQuery|API|Snowpark|SparkHive|SparkJDBC|Hive|ManagedTable|ExternalTable|Mongo|HFDataset|HFTransformer|Mlflow)\w*$|(?:^|\.)(?:redis|ibis\.Table)\w*\./;
const tables = /(?:^|\.)(?:ibis\.Table|SQL)\w*$/;

/** Location keys that name a file or folder; every other key names something on a server. */
export const pathKeys: readonly string[] = ['filepath', 'path', 'filename'];

/** Parameters (`parameters` and `params:…`) are never datasets of the catalog. */
export const isParameter = (name: string): boolean => name === 'parameters' || name.startsWith('params:');

/** `x` of the transcoded `x@pandas` and `x@spark`: one dataset to Kedro, in whichever format a node reads it. */
export const baseName = (name: string): string => name.replace(/@[^@]*$/, '');

/**
 * The kind of the dataset that a node calls `name`. A dataset that is not in the catalog is in memory; a `CachedDataset`
 * has the kind of the dataset it wraps, because its cache lives in one process only.
 */
export function datasetKind(dataset: Dataset | undefined, name: string): DatasetKind {
	if (isParameter(name)) return 'parameter';
	if (dataset === undefined || dataset.source === 'none') return 'memory';
	const wraps = cached.test(dataset.type ?? '');
	const type = (wraps ? dataset.inner?.type : dataset.type) ?? '';
	if (memory.test(type)) return 'memory';
	if (lambda.test(type)) return 'unknown';
	const key = dataset.key === null || wraps ? (dataset.inner?.key ?? dataset.key) : dataset.key;
	const location = locationOf(dataset);
	if (tables.test(type)) return key === 'database' && location !== null ? databaseKind(location) : 'service';
	if (service.test(type)) return 'service';
	if (location === null || location === '') return 'unknown';
	if (key !== null && !pathKeys.includes(key)) return 'service';
	return locationKind(location);
}

/** The kind of each dataset of a project, by its name. */
export function datasetKinds({datasets}: Pick<Project, 'datasets'>): (name: string) => DatasetKind {
	const byName = new Map(datasets.map(dataset => [dataset.name, dataset]));
	return name => datasetKind(byName.get(name), name);
}

/** Whether a dataset of a project exists in the memory of one process only, by its name. */
export function memoryDatasets(project: Pick<Project, 'datasets'>): (name: string) => boolean {
	const kindOf = datasetKinds(project);
	return name => kindOf(name) === 'memory';
}

/** The data location: the dataset's own, or that of the dataset inside a wrapper. */
export function locationOf(dataset: Dataset | undefined): string | null {
	return dataset?.value ?? dataset?.inner?.value ?? null;
}

/** Kind of the storage of an embedded database (DuckDB, SQLite); MotherDuck (`md:`) is a server. */
function databaseKind(database: string): DatasetKind {
	if (database.startsWith(':memory:')) return 'memory';
	return /^(?:md|motherduck):/.test(database) ? 'service' : locationKind(database);
}

/** Kind by protocol; in a chain such as `simplecache::s3://…` the last link has the data. */
export function locationKind(location: string): 'remote' | 'local' | 'memory' {
	const last = location.split('::').at(-1) ?? location;
	const protocol = /^([a-z][a-z0-9+.-]+):\/\//i.exec(last)?.[1]?.toLowerCase();
	if (protocol === undefined) return /^dbfs:\//i.test(last) ? 'remote' : 'local';
	if (protocol === 'file' || protocol === 'local') return 'local';
	return protocol === 'memory' ? 'memory' : 'remote';
}

/** Whether Spark itself reads and writes a dataset. */
export const isSparkDataset = (dataset: Dataset | undefined): boolean =>
	/(?:^|\.)spark\.\w/.test(dataset?.type ?? '') && !/JDBC/i.test(dataset?.type ?? '');

/** Whether a dataset is a folder of files, each loaded by itself. */
export const isPartitioned = (dataset: Dataset | undefined): boolean =>
	/(?:^|\.)(?:Partitioned|Incremental)Data[sS]et$/.test(dataset?.type ?? '');
