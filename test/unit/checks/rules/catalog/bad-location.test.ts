// The rule catalog/bad-location: remote locations that S3 refuses.
import {expect, it} from 'vitest';
import {csv, found, node} from '../../../../support/facts.ts';

const rule = 'catalog/bad-location';

it.each([
	['s3:///raw.csv', 'the bucket is missing', 's3://<bucket>/raw.csv'],
	['s3://Tide/raw.csv', 'upper-case', 's3://tide/raw.csv'],
	['s3://tide_1/raw.csv', 'not a valid bucket name', 'a bucket name of 3 to 63 lower-case letters'],
	['s3://ab/raw.csv', 'not a valid bucket name', 'a bucket name of 3 to 63 lower-case letters'],
	['s3://tide', 'the path after the bucket is missing', 's3://tide/<path>'],
	['s3://tide/a/../raw.csv', '".."', 's3://tide/a/raw.csv'],
	['s3://tide/raw.csv ', 'space', 's3://tide/raw.csv'],
])('B24: the location %j is an error: %s', (value, problem, suggestion) => {
	const [finding] = found(rule, {project: {datasets: [csv('raw', value)]}});
	expect(finding).toMatchObject({severity: 'error', dataset: 'raw', line: 7});
	expect(finding?.message).toContain(problem);
	expect(finding?.fix?.title).toContain(suggestion);
});

it('B24: a web address that a node writes is an error', () => {
	const value = 'https://tide.s3.eu-west-1.amazonaws.com/demo/trips.csv';
	const [finding] = found(rule, {project: {datasets: [csv('trips', value)]}});
	expect(finding?.message).toContain('datasets cannot write over http');
	expect(finding?.fix?.title).toContain('s3://tide/demo/trips.csv');
});

it.each(['s3://tide/raw.csv', 's3a://tide/x/raw.csv', 'gs://Tide/raw.csv', 'https://example.org/raw.csv'])(
	'the location %s passes',
	value => {
		expect(found(rule, {project: {datasets: [csv('raw', value)]}})).toEqual([]);
	},
);

it.each([
	['spark.SparkDataset', 's3://tide/raw', 's3a://tide/raw'],
	['kedro_datasets.spark.SparkDataset', 's3n://tide/raw', 's3a://tide/raw'],
])('%s at %s has to use the protocol of Spark', (type, location, better) => {
	expect(found(rule, {project: {datasets: [csv('raw', location, {type})]}})).toMatchObject([
		{message: expect.stringContaining('Spark reads S3 as s3a://'), fix: {title: `Write it as ${better}`}},
	]);
});

it.each([
	['spark.SparkDataset', 's3a://tide/raw'],
	['spark.SparkDatasetV2', 's3://tide/raw'],
	['spark.SparkJDBCDataset', 'jdbc:postgresql://host/db'],
])('%s at %s is not a finding', (type, location) => {
	expect(found(rule, {project: {datasets: [csv('raw', location, {type})]}})).toEqual([]);
});

it.each([
	['az://raw/shop/x.csv', {}, 'Write it as abfs://raw/shop/x.csv'],
	['wasbs://raw@shop.blob.core.windows.net/x', {type: 'json.JSONDataset'}, 'Write it as abfss://raw@shop.dfs.core'],
	['dbfs://mnt/x.csv', {}, 'Write it as dbfs:///mnt/x.csv'],
	['tos://shop/x.csv', {}, 'Use storage whose URL Kedro keeps'],
	['az://raw/days', {type: 'partitions.PartitionedDataset', key: 'path'}, 'Write it as abfs://raw/days'],
])('Kedro does not read %s as it is written', (value, more, fix) => {
	expect(found(rule, {project: {datasets: [csv('raw', value, more)]}})).toMatchObject([
		{severity: 'error', fix: {title: expect.stringContaining(fix)}},
	]);
});

it('a server that Kedro drops is a warning with the way to give it', () => {
	expect(found(rule, {project: {datasets: [csv('raw', 'hdfs://nn:8020/x.csv')]}})).toMatchObject([
		{severity: 'warning', fix: {title: expect.stringContaining('fs_args: {host: nn, port: 8020}')}},
	]);
	expect(found(rule, {project: {datasets: [csv('raw', 'sftp://h/x.csv', {credentials: 'sftp'})]}})).toEqual([]);
});

it.each([
	['spark.SparkDataset', 'wasbs://raw@shop.blob.core.windows.net/x'],
	['spark.SparkDataset', 'dbfs:/mnt/x'],
	['dask.ParquetDataset', 'az://raw/x'],
	['pandas.DeltaTableDataset', 'az://raw/x'],
	['shop.datasets.OwnDataset', 'az://raw/x'],
])('%s reads %s by itself', (type, value) => {
	expect(found(rule, {project: {datasets: [csv('raw', value, {type})]}})).toEqual([]);
});

it('a folder of partitions that is only read may name the account', () => {
	const days = csv('raw', 'abfs://raw@shop.dfs.core.windows.net/days', {type: 'partitions.PartitionedDataset'});
	expect(found(rule, {project: {datasets: [days]}})).toEqual([]);
	expect(found(rule, {nodes: [node('save: x -> raw')], project: {datasets: [days]}})).toHaveLength(1);
});
