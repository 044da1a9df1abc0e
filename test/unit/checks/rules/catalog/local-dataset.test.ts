// The rule catalog/local-dataset: datasets on a local path that one task writes and another reads.
import {expect, it} from 'vitest';
import {csv, found, node} from '../../../../support/facts.ts';

const rule = 'catalog/local-dataset';
const train = node('train: features -> model', {place: {file: 'src/demo/train.py', line: 31}});
const score = node('score: model -> scores');
const pair = [train, score];
const project = {datasets: [csv('model', 'data/06_models/model.csv', {versioned: true})]};

it('B22: a dataset on a local path between two tasks is an error, and the advice is the same entry on S3', () => {
	const [finding, ...others] = found(rule, {nodes: pair, project});
	expect(others).toEqual([]);
	expect(finding).toMatchObject({severity: 'error', file: 'conf/base/catalog.yml', line: 7, dataset: 'model'});
	expect(finding?.message).toContain(
		'train writes model to data/06_models/model.csv in its own container, where score cannot read it',
	);
	expect(finding?.fix?.title).toContain(
		'model: {type: pandas.CSVDataset, filepath: "s3://tide/demo/06_models/model.csv", versioned: true}',
	);
});

it('the advice for a cached dataset keeps the wrapper and moves the dataset inside it', () => {
	const inner = {type: 'pandas.CSVDataset', key: 'filepath', value: 'data/model.csv'};
	const cached = csv('model', '', {type: 'CachedDataset', key: null, value: null, inner});
	const [finding] = found(rule, {nodes: pair, project: {datasets: [cached]}});
	expect(finding?.message).toContain('train writes model to data/model.csv');
	expect(finding?.fix?.title).toContain(
		'{type: CachedDataset, dataset: {type: pandas.CSVDataset, filepath: "s3://tide/demo/model.csv"}}',
	);
});

it.each(['/mnt/disk/model.csv', 'file:///tmp/model.csv', '~/model.csv', String.raw`C:\data\model.csv`])(
	'B27: a dataset at %s is local',
	path => {
		const [finding] = found(rule, {nodes: pair, project: {datasets: [csv('model', path)]}});
		expect(finding?.fix?.title).toMatch(/filepath: "s3:\/\/tide\/demo\/[\w/]*model\.csv"/);
	},
);

it('a local dataset within one task and a dataset on S3 pass', () => {
	expect(found(rule, {nodes: pair, project, together: ['train', 'score']})).toEqual([]);
	expect(found(rule, {nodes: pair})).toEqual([]);
});

it('a table in a local database file is an error, and two tables may share the file', () => {
	const nodes = [node('a:  -> x, y'), node('b: x -> z')];
	const datasets = ['x', 'y', 'z'].map(name => csv(name, 'shop.duckdb', {type: 'ibis.TableDataset', key: 'database'}));
	const [finding] = found(rule, {nodes, project: {datasets}});
	expect(finding).toMatchObject({severity: 'error', dataset: 'x'});
	expect(finding?.fix?.title).toBe('Add to conf/s3/catalog.yml an entry x whose connection is a database server');
	expect(found('catalog/shared-place', {nodes, project: {datasets}})).toEqual([]);
});

it.each([
	['/data/tmp/one/x.csv', 'data/tmp/one/x.csv'],
	['file:///data/x.csv', 'data/x.csv'],
	['~/runs/x.csv', 'runs/x.csv'],
	['../../runs/x.csv', 'runs/x.csv'],
	['C:\\runs\\x.csv', 'runs/x.csv'],
	['data/../x.csv', 'x.csv'],
])('the advice keeps all folders of %s, which is outside the project', (path, key) => {
	const [finding] = found(rule, {nodes: pair, project: {datasets: [csv('model', path)]}});
	expect(finding?.fix?.title).toContain(`filepath: "s3://tide/demo/${key}"`);
});

it('the advice names a factory pattern once for all of its datasets', () => {
	const nodes = [node('a:  -> ns/x, ns/y'), node('b: ns/x, ns/y -> ')];
	const byPattern = {source: 'pattern', pattern: '{ns}/{name}'} as const;
	const datasets = ['x', 'y'].map(name => csv(`ns/${name}`, `data/${name}.csv`, byPattern));
	const [finding] = found(rule, {nodes, project: {datasets}});
	expect(finding?.fix?.title).toMatch(/; or, once for its 2 datasets, the pattern "\{ns\}\/\{name\}" with a path/);
	const [alone] = found(rule, {nodes, project: {datasets: datasets.slice(0, 1)}});
	expect(alone?.fix?.title).not.toContain('pattern');
});

const folder = (name: string, path: string) => csv(name, path, {type: 'partitions.PartitionedDataset', key: 'path'});

it.each([
	['the same folder', folder('parts_out', 'data/parts'), folder('parts_in', 'data/parts/')],
	['a file in the folder', csv('parts_out', 'data/parts/2024.csv'), folder('parts_in', './data/parts')],
	['a file of the folder', folder('parts_out', 'data/parts'), csv('parts_in', '/home/ada/demo/data/parts/2024.csv')],
	['the same file', csv('parts_out', 'data/x.csv'), csv('parts_in', 'data/x.csv')],
])('%s under two names is data between tasks, and both move: no input to upload, no lost output', (_, out, input) => {
	const nodes = [node('split: raw -> parts_out'), node('join: parts_in -> total')];
	const project = {datasets: [out, input]};
	expect(found(rule, {nodes, project})).toMatchObject([
		{
			dataset: 'parts_in',
			severity: 'error',
			message: expect.stringContaining('which split writes in another container'),
		},
		{dataset: 'parts_out', severity: 'error', message: expect.stringContaining('cannot read it as parts_in')},
	]);
	for (const other of ['catalog/local-input', 'catalog/lost-output'])
		expect(found(other, {nodes, project})).toEqual([]);
	const together = ['split', 'join'];
	expect(found(rule, {nodes, project, together})).toEqual([]);
	expect(found('catalog/local-input', {nodes, project, together})).toEqual([]);
});

it('a file that its readers load before it is written again is an input', () => {
	const nodes = [node('update: state_in -> state_out')];
	const datasets = [csv('state_in', 'data/state.csv'), csv('state_out', 'data/state.csv')];
	expect(found(rule, {nodes, project: {datasets}})).toEqual([]);
	expect(found('catalog/local-input', {nodes, project: {datasets}})).toHaveLength(1);
});

it('a folder whose name another begins with is another folder', () => {
	const nodes = [node('split: raw -> parts_out'), node('join: parts_in -> total')];
	const datasets = [folder('parts_out', 'data/parts'), folder('parts_in', 'data/parts_old')];
	expect(found(rule, {nodes, project: {datasets}})).toEqual([]);
});
