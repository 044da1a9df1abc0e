// The rules about requirements: what is missing, open, or needed by a dataset and not brought.
import {describe, expect, it} from 'vitest';
import type {Project} from '../../../src/schema/project.ts';
import {all, csv, found, type Given, implied, node} from '../../support/facts.ts';

const generated = {text: 'FROM python\nRUN pip install -r requirements.txt', generated: true};
const own = {text: 'FROM acme/base', generated: false};
const asked = (name: string, pinned = true, group: string | null = null): Project['requires'][number] => ({
	name,
	pinned,
	group,
	place: {file: 'requirements.txt', line: 3},
});

describe('requirements/missing', () => {
	const rule = 'requirements/missing';

	it('is an error where the image is made from them, else a warning', () => {
		const project = {requirements: [], requires: []};
		expect(found(rule, {project, dockerfile: generated})).toMatchObject([{severity: 'error'}]);
		expect(found(rule, {project, dockerfile: own})).toMatchObject([{severity: 'warning'}]);
		expect(found(rule, {project})[0]?.fix?.title).toContain('kedro==1.7.0');
	});

	it('wants Kedro among them, unless it cannot be told or the Dockerfile has it', () => {
		expect(found(rule, {project: {installs: ['pandas']}})).toMatchObject([
			{severity: 'warning', file: 'requirements.txt', fix: {title: 'Add kedro==1.7.0 to requirements.txt'}},
		]);
		expect(found(rule, {project: {installs: ['kedro', 'pandas']}})).toEqual([]);
		expect(found(rule, {project: {installs: null}})).toEqual([]);
		const dockerfile = {text: 'FROM python\nRUN pip install kedro', generated: false};
		expect(found(rule, {project: {installs: ['pandas']}, dockerfile})).toEqual([]);
	});
});

describe('requirements/unpinned', () => {
	const rule = 'requirements/unpinned';

	it('warns of Kedro and mentions the others, those of optional groups left out', () => {
		const requires = [
			asked('kedro', false),
			asked('pandas', false),
			asked('s3fs', false),
			asked('pytest', false, 'dev'),
		];
		expect(found(rule, {project: {requires}})).toMatchObject([
			{severity: 'warning', file: 'requirements.txt', line: 3, fix: {title: 'Pin kedro==1.7.0 in requirements.txt'}},
			{severity: 'info', message: expect.stringMatching(/^pandas and s3fs have no exact version/)},
		]);
	});

	it('finds nothing where all are pinned', () => {
		expect(found(rule, {project: {requires: [asked('kedro'), asked('pandas')]}})).toEqual([]);
	});
});

describe('requirements/extra-missing', () => {
	const rule = 'requirements/extra-missing';
	/** What is missing for one dataset of this type at this place, in a project that installs these. */
	const missing = (
		installs: readonly string[] | null,
		type = 'pandas.CSVDataset',
		value = 's3://tide/x.csv',
		more: Given = {},
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

	it('names the package, the datasets and where to add it', () => {
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
		expect(found(rule, {nodes, project})).toMatchObject([{severity: 'warning'}]);
	});

	it.each([
		['pandas.CSVDataset', 'gs://x/y', ['kedro-datasets', 'pandas'], ['gcsfs']],
		['pandas.CSVDataset', 'abfss://x@y/z', ['kedro-datasets', 'pandas'], ['adlfs']],
		['pandas.ParquetDataset', 's3://x/y', ['kedro-datasets', 'pandas', 's3fs'], ['pyarrow']],
		['pandas.ParquetDataset', 's3://x/y', ['kedro-datasets', 'pandas', 's3fs', 'fastparquet'], []],
		[
			'kedro_datasets.pandas.excel_dataset.ExcelDataset',
			's3://x/y',
			['kedro-datasets', 'pandas', 's3fs'],
			['openpyxl'],
		],
		['pandas.CSVDataset', 'simplecache::s3://x/y', ['kedro-datasets', 'pandas'], ['s3fs']],
		['pandas.CSVDataset', 's3://x/y', ['s3fs'], ['kedro-datasets', 'pandas']],
		['pandas.CSVDataset', 's3://x/y', ['kedro-datasets', 'kedro-datasets[pandas-csvdataset]', 'fsspec[s3]'], []],
		['pandas.CSVDataset', 's3://x/y', ['kedro-datasets', 'pandas', 'pandas[aws]'], []],
		['pickle.PickleDataset', 's3://x/y', ['kedro-datasets', 's3fs'], []],
		['spark.SparkDataset', 's3a://x/y', ['kedro-datasets', 'pyspark'], []],
		['demo.datasets.Own', 's3://x/y', [], []],
		['MemoryDataset', '', [], []],
	])('%s at %s with %j lacks %j', (type, value, installs, packages) => {
		expect(missing(installs, type, value)).toEqual(packages.map(name => `Add ${name} to requirements.txt`));
	});

	it('looks inside a partitioned dataset', () => {
		const inner = {type: 'pandas.ParquetDataset', key: null, value: null};
		const datasets = [csv('x', 's3://tide/x', {type: 'partitions.PartitionedDataset', key: 'path', inner})];
		const project = {datasets, installs: ['kedro', 'kedro-datasets']};
		const fixes = found(rule, {nodes: [node('a: x -> ')], project}).map(({fix}) => fix?.title.split(' ')[1] ?? '');
		expect(fixes.sort()).toEqual(['pandas', 'pyarrow', 's3fs']);
	});

	it('needs no kedro-datasets on 0.18, which has its own', () => {
		expect(missing(['pandas', 's3fs'], 'pandas.CSVDataSet', 's3://x/y', {project: {kedro: '0.18.14'}})).toEqual([]);
	});

	it('is silent where the requirements cannot be told, or the Dockerfile names the package', () => {
		expect(missing(null)).toEqual([]);
		const dockerfile = {text: 'FROM acme/base\nRUN pip install s3fs pandas kedro-datasets', generated: false};
		expect(missing([], undefined, undefined, {dockerfile})).toEqual([]);
	});

	it('looks at what the chosen pipeline uses only', () => {
		const project = {datasets: [csv('other', 'gs://x/y')], installs: ['kedro', 'kedro-datasets', 'pandas', 's3fs']};
		expect(all({project})).toEqual([]);
	});

	it('asks nothing of what is not in the catalog', () => {
		const project = {datasets: [implied('trips')], installs: ['kedro', 'kedro-datasets', 'pandas', 's3fs']};
		expect(found(rule, {project})).toEqual([]);
	});
});
