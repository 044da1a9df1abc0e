// Which Python packages a dataset needs beside Kedro: for its type, and for the place where its data is.
import type {Dataset} from '../schema/project.ts';
import {locationOf} from './data-location.ts';
import {isBelow} from '../system/version.ts';

/** One of `packages` is needed, the first being the usual one. */
export type Need = {
	readonly packages: readonly string[];
	/** Extras of any other package that bring one of them: `pandas[aws]`, `fsspec[s3]`. */
	readonly extras: readonly string[];
	/** What it is needed for, after "needs … to". */
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

/** Types that bring their own way to the data, or read it through a library's. */
const ownAccess = /^(?:spark|ibis|snowflake|databricks|api|huggingface|mlflow|pandas\.Delta|pandas\.GBQ|pandas\.SQL)/;

/** The families of kedro-datasets; where a single type needs more, it stands in `types`. */
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

/** Nothing is known of the types of others and of the project itself. */
export function packagesFor(dataset: Dataset, kedro: string): readonly Need[] {
	const inner = dataset.inner?.type == null ? [] : [dataset.inner.type];
	const names = [...(dataset.type === null ? [] : [dataset.type]), ...inner].map(shortType);
	const ours = names.filter(name => (name.split('.')[0] ?? '') in families && name.includes('.'));
	const [first] = ours;
	if (first === undefined) return [];
	return [
		...(isBelow(kedro, [0, 19, 0]) ? [] : [need(['kedro-datasets'], [], `be a ${first}`)]),
		...ours.flatMap(typeNeeds),
		...storeNeeds(dataset, ours.at(-1) ?? first),
	];
}

/** `pandas.CSVDataset` of `kedro_datasets.pandas.csv_dataset.CSVDataset`. */
function shortType(type: string): string {
	const parts = type.replace(/^(?:kedro_datasets|kedro\.extras\.datasets)\./, '').split('.');
	return parts.length > 2 ? `${parts[0]}.${parts.at(-1)}` : parts.join('.');
}

function typeNeeds(type: string): readonly Need[] {
	const [family = ''] = type.split('.');
	const extras = [family, type.replace('.', '-').toLowerCase(), 'all'];
	const own = types.find(([pattern]) => pattern.test(type))?.[1];
	return [families[family] ?? [], own ?? []]
		.filter(packages => packages.length > 0)
		.map(packages => need(packages, extras, `be a ${type}`));
}

function storeNeeds(dataset: Dataset, type: string): readonly Need[] {
	if (ownAccess.test(type)) return [];
	const location = locationOf(dataset)?.value?.split('::').at(-1) ?? '';
	const protocol = /^([a-z][a-z0-9]*):\/\//i.exec(location)?.[1]?.toLowerCase() ?? '';
	const store = stores[protocols[protocol] ?? ''];
	return store === undefined ? [] : [need(store[0], store[1], `reach ${protocol}://`)];
}

const need = (packages: readonly string[], extras: readonly string[], purpose: string): Need => ({
	packages,
	extras,
	purpose,
});

/** Whether what gets installed has one of the packages, by itself or behind an extra that brings it. */
export function isMet({packages, extras}: Need, installs: ReadonlySet<string>): boolean {
	if (packages.some(name => installs.has(name))) return true;
	return [...installs].some(name => extras.some(extra => name.endsWith(`[${extra}]`)));
}

/** Where a line can be added that gets into the image: what is locked is made from pyproject.toml. */
export function requirementsFile(files: readonly string[]): string {
	const isLocked = files.includes('uv.lock') || files.includes('poetry.lock');
	const wanted = [
		...(isLocked ? ['pyproject.toml'] : []),
		'requirements.txt',
		'src/requirements.txt',
		'pyproject.toml',
	];
	return wanted.find(file => files.includes(file)) ?? files[0] ?? 'requirements.txt';
}
