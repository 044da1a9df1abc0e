// The kind of a dataset, case by case.
import {describe, expect, it} from 'vitest';
import {baseName, datasetKind, datasetKinds, locationOf, memoryDatasets} from '../../../src/kedro/datasets.ts';
import type {Dataset} from '../../../src/schema/project.ts';

const at = (type: string | null, key: string | null = null, value: string | null = null) => ({type, key, value});

function entry(outer: ReturnType<typeof at>, inner: ReturnType<typeof at> | null = null): Dataset {
	return {
		name: 'x',
		source: 'entry',
		pattern: null,
		...outer,
		inner,
		versioned: false,
		credentials: null,
		place: null,
	};
}

const csv = (value: string) => entry(at('pandas.CSVDataset', 'filepath', value));

describe('datasetKind', () => {
	it('a parameter is known by its name, and a dataset without an entry is in memory', () => {
		expect(datasetKind(undefined, 'params:a.b')).toBe('parameter');
		expect(datasetKind(csv('s3://b/x'), 'parameters')).toBe('parameter');
		expect(datasetKind(undefined, 'parameters_of_mine')).toBe('memory');
		expect(datasetKind({...entry(at(null)), source: 'none'}, 'x@spark')).toBe('memory');
	});

	it.each([
		'MemoryDataset',
		'MemoryDataSet',
		'SharedMemoryDataset',
		'kedro.io.MemoryDataset',
		'kedro.io.memory_dataset.MemoryDataset',
		'kedro.io.MemoryDataSet',
	])('%s is memory', type => {
		expect(datasetKind(entry(at(type)), 'x')).toBe('memory');
	});

	it.each([
		['s3://bucket/x.csv', 'remote'],
		['s3a://bucket/x', 'remote'],
		['gs://bucket/x', 'remote'],
		['abfss://box@account.dfs.core.windows.net/x', 'remote'],
		['https://example.org/x.csv', 'remote'],
		['hdfs:///x', 'remote'],
		['dbfs:/mnt/x', 'remote'],
		['simplecache::s3://bucket/x', 'remote'],
		['zip://x.csv::data/x.zip', 'local'],
		['data/x.csv', 'local'],
		['/data/x.csv', 'local'],
		['/dbfs/mnt/x', 'local'],
		['~/x.csv', 'local'],
		['file:///x.csv', 'local'],
		['FILE:///x.csv', 'local'],
		['C:\\data\\x.csv', 'local'],
		['C:/data/x.csv', 'local'],
		['memory://x', 'memory'],
		['', 'unknown'],
	])('%s is %s', (value, kind) => {
		expect(datasetKind(csv(value), 'x')).toBe(kind);
	});

	it.each([
		['pandas.SQLTableDataset', 'table_name', 'customers'],
		['pandas.SQLQueryDataset', 'filepath', 'queries/x.sql'],
		['api.APIDataset', 'url', 'https://example.org'],
		['pandas.GBQTableDataset', 'table_name', 'x'],
		['spark.SparkJDBCDataset', 'table', 'x'],
		['databricks.ManagedTableDataset', 'table', 'x'],
		['ibis.TableDataset', 'table_name', 'x'],
		['redis.PickleDataset', 'key', 'x'],
		['kedro_mlflow.io.metrics.MlflowMetricDataset', null, null],
		['mine.WarehouseDataset', 'table_name', 'x'],
	])('%s is a service', (type, key, value) => {
		expect(datasetKind(entry(at(type, key, value)), 'x')).toBe('service');
	});

	it.each([
		['data/shop.duckdb', 'local'],
		[':memory:', 'memory'],
		['md:shop', 'service'],
		['s3://tide/shop.duckdb', 'remote'],
	])('a table of the embedded database %s is %s', (database, kind) => {
		expect(datasetKind(entry(at('ibis.TableDataset', 'database', database)), 'x')).toBe(kind);
		expect(datasetKind(entry(at('pandas.SQLTableDataset', 'database', database)), 'x')).toBe(kind);
	});

	it('a wrapper has the kind of the dataset inside', () => {
		const inside = (inner: ReturnType<typeof at>) => datasetKind(entry(at('CachedDataset'), inner), 'x');
		expect(inside(at('pickle.PickleDataset', 'filepath', 's3://b/x'))).toBe('remote');
		expect(inside(at('pickle.PickleDataset', 'filepath', 'data/x'))).toBe('local');
		expect(inside(at('MemoryDataset'))).toBe('memory');
		expect(inside(at('pandas.SQLTableDataset', 'table_name', 't'))).toBe('service');
		expect(datasetKind(entry(at('CachedDataset')), 'x')).toBe('unknown');
		const artifact = entry(
			at('kedro_mlflow.io.artifacts.MlflowArtifactDataset'),
			at('pickle.PickleDataset', 'filepath', 'data/m.pkl'),
		);
		// MLflow has a copy of the file; rules of their own say who can read it.
		expect(datasetKind(artifact, 'x')).toBe('service');
		const parts = entry(at('partitions.PartitionedDataset', 'path', 's3://b/parts'), at('pandas.CSVDataset'));
		expect(datasetKind(parts, 'x')).toBe('remote');
		expect(locationOf(parts)).toBe('s3://b/parts');
		expect(locationOf(artifact)).toBe('data/m.pkl');
		expect(locationOf(undefined)).toBeNull();
	});

	it('an unknown type has an unknown kind', () => {
		expect(datasetKind(entry(at('mine.StrangeDataset')), 'x')).toBe('unknown');
		expect(datasetKind(entry(at('LambdaDataset')), 'x')).toBe('unknown');
		expect(datasetKind(entry(at('pandas.CSVDataset', 'filepath', null)), 'x')).toBe('unknown');
		expect(datasetKind(entry(at('mine.MyMemoryDataset')), 'x')).toBe('unknown');
	});
});

it('the kinds of all datasets of a project are known by name, and a dataset without an entry is in memory', () => {
	const project = {
		datasets: [
			{...csv('s3://b/x'), name: 'remote'},
			{...csv('data/x.csv'), name: 'local'},
		],
	};
	expect(['remote', 'local', 'absent', 'params:a'].map(datasetKinds(project))).toEqual([
		'remote',
		'local',
		'memory',
		'parameter',
	]);
	expect(['remote', 'local', 'absent', 'params:a'].filter(memoryDatasets(project))).toEqual(['absent']);
});

it('the base name of a transcoded dataset has no format', () => {
	expect(['x@pandas', 'a@b@spark', 'x'].map(baseName)).toEqual(['x', 'a@b', 'x']);
});
