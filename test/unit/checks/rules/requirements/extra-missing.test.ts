// The rule requirements/extra-missing: packages that a dataset needs and the requirements do not install.
import {expect, it} from 'vitest';
import {all, csv, found, type FactOverrides, implied, node} from '../../../../support/facts.ts';
import {layoutOf} from '../../../../support/layout.ts';

const rule = 'requirements/extra-missing';
const generated = {text: 'FROM python\nRUN pip install -r requirements.txt', generated: true};
const own = {text: 'FROM acme/base', generated: false};
/** What is missing for one dataset of this type at this place, in a project that installs these. */
const missing = (
	installs: readonly string[] | null,
	type = 'pandas.CSVDataset',
	value = 's3://tide/x.csv',
	more: FactOverrides = {},
): readonly (string | undefined)[] => {
	const {project, ...rest} = more;
	const datasets = [csv('x', value, {type})];
	const nodes = [node('a: x -> ')];
	return found(rule, {
		nodes,
		project: {installs: installs === null ? null : ['kedro', ...installs], datasets, ...project},
		...rest,
	}).map(({fix}) => fix?.title);
};

it('where the packages of the image are unknown, one that is neither required nor installed here is a warning', () => {
	const requires = [
		{name: 'gcsfs', pinned: false, version: null, installed: null, group: null, place: null},
		{name: 's3fs', pinned: false, version: null, installed: null, group: 'test', place: null},
	];
	const installed = {pandas: '2.2.3', 'kedro-datasets': '9.6.0'};
	const given = {project: {requires, installed}, dockerfile: generated};
	expect(missing(null, 'pandas.CSVDataset', 's3://tide/x.csv', given)).toEqual(['Add s3fs to requirements.txt']);
	expect(missing(null, 'pandas.CSVDataset', 'gs://tide/x.csv', given)).toEqual([]);
	expect(missing(null)).toEqual([]);
	const datasets = [csv('x', 's3://tide/x.csv')];
	const more = {nodes: [node('a: x -> ')], project: {requires, installed, installs: null, datasets}};
	expect(found(rule, {...more, dockerfile: generated})).toMatchObject([
		{severity: 'warning', message: expect.stringContaining('which is not installed here, and no requirement')},
	]);
});

it('a missing package is reported with its datasets and the file to add it to', () => {
	const datasets = [csv('x', 's3://tide/x.csv'), csv('y', 's3://tide/y.csv')];
	const nodes = [node('a: x -> y')];
	const project = {datasets, installs: ['kedro', 'kedro-datasets', 'pandas']};
	expect(found(rule, {nodes, project, dockerfile: generated})).toEqual([
		{
			rule,
			severity: 'error',
			message: 'x and y need s3fs to reach s3://, and requirements.txt does not install it',
			file: 'requirements.txt',
			dataset: 'x',
			fix: {title: 'Add s3fs to requirements.txt'},
		},
	]);
	expect(found(rule, {nodes, project, dockerfile: own})).toMatchObject([{severity: 'warning'}]);
	const layout = layoutOf('uv', {files: ['pyproject.toml', 'uv.lock'], locked: true});
	expect(found(rule, {nodes, project: {...project, layout}})[0]?.message, 'requirements.txt is not read').toContain(
		'and pyproject.toml and uv.lock do not install it',
	);
	expect(found(rule, {nodes, project})).toMatchObject([{severity: 'warning'}]);
});

it.each([
	['pandas.CSVDataset', 'gs://x/y', ['kedro-datasets', 'pandas'], ['gcsfs']],
	['pandas.CSVDataset', 'abfss://x@y/z', ['kedro-datasets', 'pandas'], ['adlfs']],
	['pandas.ParquetDataset', 's3://x/y', ['kedro-datasets', 'pandas', 's3fs'], ['pyarrow']],
	['pandas.ParquetDataset', 's3://x/y', ['kedro-datasets', 'pandas', 's3fs', 'fastparquet'], []],
	['kedro_datasets.pandas.excel_dataset.ExcelDataset', 's3://x/y', ['kedro-datasets', 'pandas', 's3fs'], ['openpyxl']],
	['pandas.CSVDataset', 'simplecache::s3://x/y', ['kedro-datasets', 'pandas'], ['s3fs']],
	['pandas.CSVDataset', 's3://x/y', ['s3fs'], ['kedro-datasets', 'pandas']],
	['pandas.CSVDataset', 's3://x/y', ['kedro-datasets', 'kedro-datasets[pandas-csvdataset]', 'fsspec[s3]'], []],
	['pandas.CSVDataset', 's3://x/y', ['kedro-datasets', 'pandas', 'pandas[aws]'], []],
	['pickle.PickleDataset', 's3://x/y', ['kedro-datasets', 's3fs'], []],
	['spark.SparkDataset', 's3a://x/y', ['kedro-datasets', 'pyspark'], []],
	['demo.datasets.Own', 's3://x/y', [], []],
	['MemoryDataset', '', [], []],
])('a dataset %s at %s with %j installed lacks %j', (type, value, installs, packages) => {
	expect(missing(installs, type, value)).toEqual(packages.map(name => `Add ${name} to requirements.txt`));
});

it('the dataset inside a partitioned dataset needs its packages too', () => {
	const inner = {type: 'pandas.ParquetDataset', key: null, value: null};
	const datasets = [csv('x', 's3://tide/x', {type: 'partitions.PartitionedDataset', key: 'path', inner})];
	const project = {datasets, installs: ['kedro', 'kedro-datasets']};
	const fixes = found(rule, {nodes: [node('a: x -> ')], project}).map(({fix}) => fix?.title.split(' ')[1] ?? '');
	expect(fixes.sort()).toEqual(['pandas', 'pyarrow', 's3fs']);
});

it('Kedro 0.18 has datasets of its own and needs no kedro-datasets', () => {
	expect(missing(['pandas', 's3fs'], 'pandas.CSVDataSet', 's3://x/y', {project: {kedro: '0.18.14'}})).toEqual([]);
});

it('requirements that cannot be read, and packages that the Dockerfile installs, pass', () => {
	expect(missing(null)).toEqual([]);
	const dockerfile = {text: 'FROM acme/base\nRUN pip install s3fs pandas kedro-datasets', generated: false};
	expect(missing([], undefined, undefined, {dockerfile})).toEqual([]);
});

it('datasets that the selected pipeline does not use pass', () => {
	const project = {datasets: [csv('other', 'gs://x/y')], installs: ['kedro', 'kedro-datasets', 'pandas', 's3fs']};
	expect(all({project})).toEqual([]);
});

it('a dataset that is not in the catalog needs no package', () => {
	const project = {datasets: [implied('trips')], installs: ['kedro', 'kedro-datasets', 'pandas', 's3fs']};
	expect(found(rule, {project})).toEqual([]);
});
