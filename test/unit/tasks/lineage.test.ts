// Which datasets Kubeflow can import as artifacts, under which URI, and which it cannot.
import {describe, expect, it} from 'vitest';
import type {Dataset} from '../../../src/schema/project.ts';
import {oneTaskPerNode} from '../../../src/tasks/build-graph.ts';
import {groupTasks} from '../../../src/tasks/group-tasks.ts';
import {lineageOf} from '../../../src/tasks/lineage.ts';
import {csv, implied} from '../../support/facts.ts';
import {pipelineOf} from '../../support/pipeline-of.ts';

const pipeline = pipelineOf([
	'clean: raw -> trips',
	'train: trips, params:depth -> model',
	'report: model, trips -> page',
]);
const graph = oneTaskPerNode(pipeline);

/** Of the dataset `trips`. */
const of = (value: string, more: Partial<Dataset> = {}) =>
	lineageOf({datasets: [csv('trips', value, more)]}, pipeline, graph);

describe('the artifacts of a pipeline', () => {
	it('are its remote datasets, with the tasks that write and read them', () => {
		const datasets = [
			csv('trips', 's3://tide/trips.csv', {versioned: true}),
			csv('raw', 's3://tide/raw.csv'),
			csv('model', 'gs://tide/model.pkl', {type: 'pickle.PickleDataset'}),
			csv('page', 'data/page.md'),
			implied('elsewhere'),
			csv('unused', 's3://tide/unused.csv'),
		];
		expect(lineageOf({datasets}, pipeline, graph)).toEqual({
			datasets: [
				{
					name: 'model',
					uri: 'gs://tide/model.pkl',
					kind: 'model',
					type: 'pickle.PickleDataset',
					versioned: false,
					writer: 'train',
					readers: ['report'],
				},
				{
					name: 'raw',
					uri: 's3://tide/raw.csv',
					kind: 'dataset',
					type: 'pandas.CSVDataset',
					versioned: false,
					writer: undefined,
					readers: ['clean'],
				},
				{
					name: 'trips',
					uri: 's3://tide/trips.csv',
					kind: 'dataset',
					type: 'pandas.CSVDataset',
					versioned: true,
					writer: 'clean',
					readers: ['train', 'report'],
				},
			],
			left: [],
		});
	});

	it('name the tasks, also where nodes share one', () => {
		const all = groupTasks(pipeline, 'all', () => false);
		const [{key} = {key: ''}] = all.tasks;
		expect(lineageOf({datasets: [csv('trips', 's3://tide/trips.csv')]}, pipeline, all).datasets).toMatchObject([
			{writer: key, readers: [key]},
		]);
	});

	it('are one for a transcoded dataset', () => {
		const transcoded = pipelineOf(['clean: raw -> trips@spark', 'train: trips@pandas -> model']);
		const datasets = ['trips@spark', 'trips@pandas'].map(name => csv(name, 's3://tide/trips.parquet'));
		expect(lineageOf({datasets}, transcoded, oneTaskPerNode(transcoded)).datasets).toMatchObject([
			{name: 'trips', writer: 'clean', readers: ['train']},
		]);
	});

	it.each([
		['s3a://tide/trips', 's3://tide/trips'],
		['gcs://tide/trips.csv', 'gs://tide/trips.csv'],
		['simplecache::s3://tide/trips.csv', 's3://tide/trips.csv'],
		['S3://tide/trips.csv?X-Amz-Signature=secret', 's3://tide/trips.csv'],
		['minio://tide/trips.csv#part', 'minio://tide/trips.csv'],
	])('of %s have the URI %s', (value, uri) => expect(of(value).datasets).toMatchObject([{uri}]));

	it.each([
		['abfss://box@tide.dfs.core.windows.net/trips.csv', {}, 'Kubeflow imports no abfss:// location'],
		['https://tide.example/trips.csv', {}, 'Kubeflow imports no https:// location'],
		['s3://AKIA:secret@tide/trips.csv', {}, 'its location holds a login'],
		['s3://tide/1/trips.csv', {written: 's3://tide/${runtime_params:day,1}/trips.csv'}, 'known only in the run'],
		['s3://tide/00000000-0000-0000-0000-000000000000/trips.csv', {}, 'known only in the run'],
		['s3://tide/2000-01-01T00:00:00Z/trips.csv', {}, 'known only in the run'],
	])('are not there for %s', (value, more, reason) => {
		const {datasets, left} = of(value, more);
		expect(datasets).toEqual([]);
		expect(left).toEqual([{name: 'trips', reason: expect.stringContaining(reason)}]);
		expect(JSON.stringify(left)).not.toContain('secret');
	});

	it.each([
		['pickle.PickleDataset', 'model'],
		['kedro_datasets.tensorflow.TensorFlowModelDataset', 'model'],
		['pytorch.PyTorchDataset', 'model'],
		['json.JSONDataset', 'dataset'],
		['pandas.ParquetDataset', 'dataset'],
	])('of the type %s are a %s', (type, kind) =>
		expect(of('s3://tide/trips', {type}).datasets).toMatchObject([{kind, type}]),
	);
});
