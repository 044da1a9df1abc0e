// Which datasets are metrics and reports, and what they are called.
import {describe, expect, it} from 'vitest';
import type {Dataset, KedroNode} from '../../../src/schema/project.ts';
import {artifactsByTask, type Wanted} from '../../../src/tasks/artifacts.ts';
import {groupTasks} from '../../../src/tasks/group-tasks.ts';
import {oneTaskPerNode} from '../../../src/tasks/build-graph.ts';
import {csv, implied} from '../../support/facts.ts';
import {pipelineOf} from '../../support/pipeline-of.ts';

const stored = (name: string, type: string, file = name, more: Partial<Dataset> = {}): Dataset =>
	csv(name, `s3://bucket/${file}`, {type, ...more});

/** `kind name` of the only output of a node, where it is handed over. */
function found(
	dataset: Dataset,
	wanted: Wanted = {},
	node: Partial<KedroNode> = {},
	more: readonly string[] = [],
): string {
	const pipeline = pipelineOf([`evaluate: in -> ${dataset.name}`, ...more], {evaluate: node});
	const {evaluate = []} = artifactsByTask({datasets: [dataset]}, pipeline, oneTaskPerNode(pipeline), wanted);
	return evaluate.map(({kind, name}) => `${kind} ${name}`).join();
}

describe('metrics', () => {
	it.each(['metrics', 'model_metrics', 'metrics_v2', 'active.metrics', 'testMetrics', 'metric', 'ns.metrics.test'])(
		'%s is one as JSON or YAML',
		name => {
			expect(found(stored(name, 'json.JSONDataset'))).toMatch(/^metrics /);
			expect(found(stored(name, 'kedro_datasets.yaml.YAMLDataSet'))).toMatch(/^metrics /);
			expect(found(stored(name, 'pandas.CSVDataset'))).toBe('');
		},
	);

	it.each(['metricsystem', 'symmetrics', 'parametric', 'scores'])('%s is none', name =>
		expect(found(stored(name, 'json.JSONDataset'))).toBe(''),
	);

	it('are what experiment tracking saves, and JSON of a node with such a tag', () => {
		expect(found(stored('scores', 'tracking.MetricsDataset'))).toBe('metrics scores');
		expect(found(stored('scores', 'json.JSONDataset'), {}, {tags: ['metrics']})).toBe('metrics scores');
		const cached = {type: 'CachedDataset', key: null, value: null};
		const inner = {type: 'json.JSONDataset', key: 'filepath', value: 'data/m.json'};
		expect(found(stored('metrics', '', '', {...cached, inner}))).toBe('metrics metrics');
	});

	it('must be stored', () => {
		expect(found(implied('metrics'))).toBe('');
		expect(found(implied('metrics'), {metrics: ['metrics']})).toBe('');
	});
});

describe('reports', () => {
	it.each([
		['plotly.PlotlyDataset', 'p.json', 'html'],
		['plotly.JSONDataset', 'p.json', 'html'],
		['kedro_datasets.matplotlib.MatplotlibWriter', 'p.png', 'html'],
		['pillow.ImageDataset', 'p.png', 'html'],
		['text.TextDataset', 'p.md', 'markdown'],
		['text.TextDataset', 'p.html', 'html'],
		['text.TextDataset', 'p.txt', 'html'],
	])('%s with %s is one', (type, file, kind) => expect(found(stored('p', type, file))).toBe(`${kind} p`));

	it('a text that is read is data, unless its file is a page', () => {
		const reader = ['read: p -> other'];
		expect(found(stored('p', 'text.TextDataset', 'p.txt'), {}, {}, reader)).toBe('');
		expect(found(stored('p', 'text.TextDataset', 'p.md'), {}, {}, reader)).toBe('markdown p');
	});

	it('many plots are one report, many pictures are data', () => {
		const partitioned = (type: string): Dataset =>
			stored('p', 'partitions.PartitionedDataset', 'p', {inner: {type, key: null, value: null}});
		expect(found(partitioned('matplotlib.MatplotlibDataset'))).toBe('html p');
		expect(found(partitioned('pillow.ImageDataset'))).toBe('');
	});

	it('tables and what a server has are some where kfp.yml names them', () => {
		const table = stored('top', 'pandas.CSVDataset');
		const sql = csv('top', 'top', {type: 'pandas.SQLTableDataset', key: 'table_name'});
		expect([found(table), found(sql)]).toEqual(['', '']);
		expect([found(table, {reports: ['top']}), found(sql, {reports: ['top']})]).toEqual(['html top', 'html top']);
	});
});

describe('kfp.yml', () => {
	const metrics = stored('metrics', 'json.JSONDataset');
	const plot = stored('plot', 'plotly.JSONDataset');

	it('adds to what is found, and an empty list turns a kind off', () => {
		expect(found(metrics, {metrics: ['other']})).toBe('metrics metrics');
		expect(found(metrics, {metrics: []})).toBe('');
		expect(found(plot, {metrics: []})).toBe('html plot');
		expect(found(plot, {reports: []})).toBe('');
	});

	it('decides what a dataset is', () => {
		expect(found(metrics, {reports: ['metrics']})).toBe('html metrics');
		expect(found(plot, {metrics: ['plot']})).toBe('metrics plot');
	});
});

describe('names', () => {
	it('are those of the datasets in the letters of KFP, the same however tasks are grouped', () => {
		const datasets = ['a.metrics', 'a_metrics', 'Ünit metrics', '1_metrics@json'].map(name =>
			stored(name, 'json.JSONDataset'),
		);
		const pipeline = pipelineOf(datasets.map(({name}, index) => `n${index}: -> ${name}`));
		const each = Object.values(artifactsByTask({datasets}, pipeline, oneTaskPerNode(pipeline))).flat();
		const whole = Object.values(
			artifactsByTask(
				{datasets},
				pipeline,
				groupTasks(pipeline, 'all', () => false),
			),
		).flat();
		expect(each).toEqual(whole);
		expect(new Set(each.map(({name}) => name)).size).toBe(4);
		for (const {name} of each) expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
		expect(each.find(({dataset}) => dataset === '1_metrics@json')?.name).toMatch(/^p_1_metrics_/);
	});
});
