// Which Python packages a dataset needs beside Kedro: for its type, and for its data location.
import {locationOf} from '../kedro/datasets.ts';
import type {Dataset} from '../schema/project.ts';
import {isBelow} from '../system/version.ts';

/** One of `packages` is needed; the first is the usual one. */
export type PackageNeed = {
	readonly packages: readonly string[];
	/** Extras of any other package that bring one of them: `pandas[aws]`, `fsspec[s3]`. */
	readonly extras: readonly string[];
	/** What the dataset needs it for, after "needs … to". */
	readonly purpose: string;
};

/** What fsspec needs to reach a protocol. */
const stores: Readonly<Record<string, readonly [packages: readonly string[], extras: readonly string[]]>> = {
	s3: [['s3fs'], ['s3', 's3fs', 'aws']],
	gs: [['gcsfs'], ['gcs', 'gs', 'gcsfs', 'gcp']],
	abfs: [['adlfs'], ['abfs', 'adl', 'azure', 'adlfs']],
	oss: [['ossfs'], ['oss']],
	oci: [['ocifs'], ['oci']],
	http: [['aiohttp'], ['http']],
	sftp: [['paramiko'], ['sftp', 'ssh']],
};
const protocols: Readonly<Record<string, keyof typeof stores>> = {
	s3: 's3',
	s3a: 's3',
	s3n: 's3',
	gs: 'gs',
	gcs: 'gs',
	abfs: 'abfs',
	abfss: 'abfs',
	az: 'abfs',
	adl: 'abfs',
	oss: 'oss',
	oci: 'oci',
	http: 'http',
	https: 'http',
	sftp: 'sftp',
};

/** Types that reach their data in a way of their own, or through another library. */
const ownAccess = /^(?:spark|ibis|snowflake|databricks|api|huggingface|mlflow|pandas\.Delta|pandas\.GBQ|pandas\.SQL)/;

/** The families of kedro-datasets; `types` has what a single type needs besides. */
const families: Readonly<Record<string, readonly string[]>> = {
	biosequence: ['biopython'],
	dask: ['dask'],
	geopandas: ['geopandas'],
	holoviews: ['holoviews'],
	ibis: ['ibis-framework'],
	json: [],
	matplotlib: ['matplotlib'],
	matlab: ['scipy'],
	networkx: ['networkx'],
	pandas: ['pandas'],
	partitions: [],
	pickle: [],
	pillow: ['pillow'],
	plotly: ['plotly'],
	polars: ['polars'],
	redis: ['redis'],
	snowflake: ['snowflake-snowpark-python'],
	spark: ['pyspark'],
	svmlight: ['scikit-learn'],
	tensorflow: ['tensorflow'],
	text: [],
	tracking: [],
	yaml: [],
};
const types: readonly (readonly [type: RegExp, packages: readonly string[]])[] = [
	[/^pandas\.Parquet/, ['pyarrow', 'fastparquet']],
	[/^pandas\.Feather/, ['pyarrow']],
	[/^pandas\.Excel/, ['openpyxl', 'xlrd', 'odfpy', 'python-calamine', 'pyxlsb', 'calamine']],
	[/^pandas\.HDF/, ['tables']],
	[/^pandas\.SQL/, ['sqlalchemy']],
	[/^pandas\.GBQ/, ['pandas-gbq']],
	[/^pandas\.XML/, ['lxml']],
	[/^pandas\.Delta/, ['deltalake']],
	[/^dask\.Parquet/, ['pyarrow', 'fastparquet']],
];

/** What a dataset of kedro-datasets needs; nothing is known of other types. */
export function packagesFor(dataset: Dataset, kedro: string): readonly PackageNeed[] {
	const known = knownTypes(dataset);
	const [first] = known;
	if (first === undefined) return [];
	return [
		...(isBelow(kedro, [0, 19, 0]) ? [] : [need(['kedro-datasets'], [], `be a ${first}`)]),
		...known.flatMap(typeNeeds),
		...storeNeeds(dataset),
	];
}

/** The types of kedro-datasets among that of the dataset and that of the one inside. */
const knownTypes = ({type, inner}: Dataset): readonly string[] =>
	[type, inner?.type]
		.flatMap(name => (name == null ? [] : [shortType(name)]))
		.filter(name => (name.split('.')[0] ?? '') in families && name.includes('.'));

/** `pandas.CSVDataset` of `kedro_datasets.pandas.csv_dataset.CSVDataset`. */
function shortType(type: string): string {
	const parts = type.replace(/^(?:kedro_datasets|kedro\.extras\.datasets)\./, '').split('.');
	return parts.length > 2 ? `${parts[0]}.${parts.at(-1)}` : parts.join('.');
}

function typeNeeds(type: string): readonly PackageNeed[] {
	const [family = ''] = type.split('.');
	const extras = [family, type.replace('.', '-').toLowerCase(), 'all'];
	const own = types.find(([pattern]) => pattern.test(type))?.[1];
	return [families[family] ?? [], own ?? []]
		.filter(packages => packages.length > 0)
		.map(packages => need(packages, extras, `be a ${type}`));
}

/** Whether a type of kedro-datasets reaches its data by fsspec. */
function usesFsspec(dataset: Dataset): boolean {
	const type = knownTypes(dataset).at(-1);
	return type !== undefined && !ownAccess.test(type);
}

/** Whether Kedro itself splits the URL of a dataset into protocol and path; dask gets it whole. */
export const splitsUrl = (dataset: Dataset): boolean =>
	usesFsspec(dataset) && knownTypes(dataset).at(-1)?.startsWith('dask.') !== true;

/** The protocol that fsspec reaches the data of a dataset by, where a package is needed for it. */
export function storeProtocol(dataset: Dataset): string | undefined {
	if (!usesFsspec(dataset)) return undefined;
	const location = locationOf(dataset)?.split('::').at(-1) ?? '';
	const protocol = /^([a-z][a-z0-9]*):\/\//i.exec(location)?.[1]?.toLowerCase() ?? '';
	return protocol in protocols ? protocol : undefined;
}

function storeNeeds(dataset: Dataset): readonly PackageNeed[] {
	const protocol = storeProtocol(dataset) ?? '';
	const store = stores[protocols[protocol] ?? ''];
	return store === undefined ? [] : [need(store[0], store[1], `reach ${protocol}://`)];
}

const need = (packages: readonly string[], extras: readonly string[], purpose: string): PackageNeed => ({
	packages,
	extras,
	purpose,
});

/** Whether the image gets one of the packages, by itself or through an extra. */
export function isMet({packages, extras}: PackageNeed, installs: ReadonlySet<string>): boolean {
	if (packages.some(name => installs.has(name))) return true;
	return [...installs].some(name => extras.some(extra => name.endsWith(`[${extra}]`)));
}
