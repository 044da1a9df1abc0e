// What a dataset is to a deployer: remote, a local file, memory, a service without a file, or not to be told.
import type {Dataset} from '../schema/project.ts';

export type DatasetKind = 'parameter' | 'remote' | 'local' | 'memory' | 'service' | 'unknown';

const memory = /^(?:kedro\.io\.(?:\w+\.)?)?(?:Shared)?MemoryData[sS]et$/;
const cached = /(?:^|\.)CachedData[sS]et$/;
const lambda = /(?:^|\.)LambdaData[sS]et$/;
/** Types that talk to a server; some of them have a `filepath` too, which then is a query and not the data. */
const service =
	/(?:^|\.)(?:SQL|GBQ|BigQuery|API|Snowpark|SparkHive|SparkJDBC|Hive|ManagedTable|ExternalTable|Mongo|HFDataset|HFTransformer|Mlflow(?!Artifact))\w*$|(?:^|\.)(?:redis|ibis\.Table)\w*\./;
const tables = /(?:^|\.)ibis\.Table\w*$/;

/** Location keys that name a file or folder; every other key names something on a server. */
const pathKeys: ReadonlySet<string> = new Set(['filepath', 'path', 'filename']);

/** `parameters` and `params:…` are never datasets of the catalog. */
export const isParameter = (name: string): boolean => name === 'parameters' || name.startsWith('params:');

/**
 * The kind of the dataset that a node calls `name`. What is not in the catalog is memory; a `CachedDataset` is what it
 * wraps, because its cache lives in one process only.
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
	if (key !== null && !pathKeys.has(key)) return 'service';
	return placeKind(location);
}

/** Where the data is: the dataset's own location, or that of the dataset inside a wrapper. */
export function locationOf(dataset: Dataset | undefined): string | null {
	return dataset?.value ?? dataset?.inner?.value ?? null;
}

/** Where an embedded database (DuckDB, SQLite) keeps its tables; MotherDuck (`md:`) is a server. */
function databaseKind(database: string): DatasetKind {
	if (database.startsWith(':memory:')) return 'memory';
	return /^(?:md|motherduck):/.test(database) ? 'service' : placeKind(database);
}

/** By protocol; in a chain such as `simplecache::s3://…` the last link holds the data. */
function placeKind(location: string): 'remote' | 'local' | 'memory' {
	const last = location.split('::').at(-1) ?? location;
	const protocol = /^([a-z][a-z0-9+.-]+):\/\//i.exec(last)?.[1]?.toLowerCase();
	if (protocol === undefined) return /^dbfs:\//i.test(last) ? 'remote' : 'local';
	if (protocol === 'file' || protocol === 'local') return 'local';
	return protocol === 'memory' ? 'memory' : 'remote';
}
