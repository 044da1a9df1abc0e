// The rules about data: what crosses between tasks, what comes in, what goes out, and where it is.
import {describe, expect, it} from 'vitest';
import {all, csv, found, implied, node} from '../../support/facts.ts';

const train = node('train: features -> model', {place: {file: 'src/demo/train.py', line: 31}});
const score = node('score: model -> scores');
const pair = [train, score];
const memory = csv('model', '', {type: 'MemoryDataset', key: null, value: null});

describe('catalog/memory-dataset', () => {
	const rule = 'catalog/memory-dataset';

	it('says that the task that writes succeeds and the task that reads fails, and where', () => {
		const [finding, ...others] = found(rule, {nodes: pair, project: {datasets: [implied('model')]}});
		expect(others).toEqual([]);
		expect(finding).toMatchObject({
			severity: 'error',
			file: 'src/demo/train.py',
			line: 31,
			node: 'train',
			dataset: 'model',
		});
		expect(finding?.message).toContain('model is only in memory (no catalog entry) between train and score');
		expect(finding?.message).toContain('train will succeed, then score will fail');
	});

	it('offers the entry to add, as YAML, in the bucket that the project uses', () => {
		const [finding] = found(rule, {nodes: pair, project: {datasets: [implied('model')]}});
		expect(finding?.fix?.title).toBe(
			'Add to conf/s3/catalog.yml: model: {type: pickle.PickleDataset, filepath: "s3://tide/demo/between/model.pkl"}; or group the nodes into one task with --group-by memory',
		);
	});

	it('spells the type as Kedro 0.18 does', () => {
		const [finding] = found(rule, {nodes: pair, project: {kedro: '0.18.14', datasets: [implied('model')]}});
		expect(finding?.fix?.title).toContain('type: pickle.PickleDataSet');
	});

	it('leaves the bucket blank when no dataset has one, and quotes odd names', () => {
		const nodes = [node('a:  -> x:y'), node('b: x:y -> ')];
		const [finding] = found(rule, {nodes, project: {datasets: [implied('x:y')]}});
		expect(finding?.fix?.title).toContain(
			'"x:y": {type: pickle.PickleDataset, filepath: "s3://<bucket>/demo/between/x_y-f890.pkl"}',
		);
	});

	it.each(['local', 'base'])('does not send anybody to conf/%s', environment => {
		const [finding] = found(rule, {nodes: pair, project: {environment, datasets: [implied('model')]}});
		expect(finding?.fix?.title).toContain('conf/<environment>/catalog.yml');
	});

	it('does not advise to store what its annotation says to be a function', () => {
		const nodes = pair.map(each => ({...each, hints: {model: 'typing.Callable[[int], bool]'}}));
		const pipelines = [{name: '__default__', nodes}];
		const [finding] = found(rule, {nodes, project: {datasets: [implied('model')], pipelines}});
		expect(finding?.fix?.title).toMatch(
			/^Group the nodes into one task with --group-by memory, because a typing\.Callable/,
		);
	});

	it('points to the entry of an explicit memory dataset', () => {
		const [finding] = found(rule, {nodes: pair, project: {datasets: [memory]}});
		expect(finding).toMatchObject({file: 'conf/base/catalog.yml', line: 7});
		expect(finding?.message).toContain('(type MemoryDataset)');
	});

	it('looks inside a cached dataset', () => {
		const inner = {type: 'MemoryDataset', key: null, value: null};
		const cached = csv('model', '', {type: 'CachedDataset', key: null, value: null, inner});
		const [finding] = found(rule, {nodes: pair, project: {datasets: [cached]}});
		expect(finding?.message).toContain('(a CachedDataset around memory)');
		const onS3 = {type: 'pandas.CSVDataset', key: 'filepath', value: 's3://tide/model.csv'};
		expect(found(rule, {nodes: pair, project: {datasets: [{...cached, inner: onS3}]}})).toEqual([]);
	});

	it('names the pattern that made it memory', () => {
		const byPattern = {...memory, source: 'pattern' as const, pattern: '{name}'};
		const [finding] = found(rule, {nodes: pair, project: {datasets: [byPattern]}});
		expect(finding?.message).toContain('by the pattern "{name}"');
	});

	it('judges the edge of a transcoded dataset by its base name, each name for itself', () => {
		const nodes = [node('a:  -> t@spark'), node('b: t@pandas -> ')];
		expect(found(rule, {nodes, project: {datasets: [implied('t@pandas')]}}).map(each => each.dataset)).toEqual([
			't@pandas',
		]);
	});

	it('finds the tables of a database in a file, which may share it', () => {
		const nodes = [node('a:  -> x, y'), node('b: x -> z')];
		const datasets = ['x', 'y', 'z'].map(name =>
			csv(name, 'shop.duckdb', {type: 'ibis.TableDataset', key: 'database'}),
		);
		const [finding] = found('catalog/local-dataset', {nodes, project: {datasets}});
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
	])('keeps apart what lies outside the project: %s', (path, key) => {
		const [finding] = found('catalog/local-dataset', {nodes: pair, project: {datasets: [csv('model', path)]}});
		expect(finding?.fix?.title).toContain(`filepath: "s3://tide/demo/${key}"`);
	});

	it('offers a factory pattern once for all of its datasets, by its name', () => {
		const nodes = [node('a:  -> ns/x, ns/y'), node('b: ns/x, ns/y -> ')];
		const byPattern = {source: 'pattern', pattern: '{ns}/{name}'} as const;
		const datasets = ['x', 'y'].map(name => csv(`ns/${name}`, `data/${name}.csv`, byPattern));
		const [finding] = found('catalog/local-dataset', {nodes, project: {datasets}});
		expect(finding?.fix?.title).toMatch(/; or, once for its 2 datasets, the pattern "\{ns\}\/\{name\}" with a path/);
		const [alone] = found('catalog/local-dataset', {nodes, project: {datasets: datasets.slice(0, 1)}});
		expect(alone?.fix?.title).not.toContain('pattern');
	});

	it('names every reader', () => {
		const nodes = [...pair, node('explain: model -> why'), node('plot: model -> figure')];
		const [finding] = found(rule, {nodes, project: {datasets: [implied('model')]}});
		expect(finding?.message).toContain('between train and score, explain and plot');
	});

	it('finds nothing within one task, where nobody reads, and on S3', () => {
		const project = {datasets: [implied('model')]};
		expect(found(rule, {nodes: pair, project, together: ['train', 'score']})).toEqual([]);
		expect(found(rule, {nodes: [train], project})).toEqual([]);
		expect(found(rule, {nodes: pair})).toEqual([]);
	});
});

describe('catalog/local-dataset', () => {
	const rule = 'catalog/local-dataset';
	const project = {datasets: [csv('model', 'data/06_models/model.csv', {versioned: true})]};

	it('finds a local path between two tasks and offers the same entry on S3', () => {
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

	it('looks inside a cached dataset for path and type', () => {
		const inner = {type: 'pandas.CSVDataset', key: 'filepath', value: 'data/model.csv'};
		const cached = csv('model', '', {type: 'CachedDataset', key: null, value: null, inner});
		const [finding] = found(rule, {nodes: pair, project: {datasets: [cached]}});
		expect(finding?.message).toContain('train writes model to data/model.csv');
		expect(finding?.fix?.title).toContain(
			'{type: CachedDataset, dataset: {type: pandas.CSVDataset, filepath: "s3://tide/demo/model.csv"}}',
		);
	});

	it.each(['/mnt/disk/model.csv', 'file:///tmp/model.csv', '~/model.csv', String.raw`C:\data\model.csv`])(
		'takes %s for local',
		path => {
			const [finding] = found(rule, {nodes: pair, project: {datasets: [csv('model', path)]}});
			expect(finding?.fix?.title).toMatch(/filepath: "s3:\/\/tide\/demo\/[\w/]*model\.csv"/);
		},
	);

	it('finds nothing within one task and on S3', () => {
		expect(found(rule, {nodes: pair, project, together: ['train', 'score']})).toEqual([]);
		expect(found(rule, {nodes: pair})).toEqual([]);
	});
});

describe('catalog/local-input', () => {
	const rule = 'catalog/local-input';
	const project = {datasets: [csv('features', 'data/04_feature/features.csv')]};

	it('is an error where the file will not be in the image', () => {
		const asked: string[] = [];
		const imageHasFile = (path: string) => asked.push(path) === 0;
		const [finding] = found(rule, {nodes: pair, project, imageHasFile});
		expect(asked).toContain('data/04_feature/features.csv');
		expect(finding).toMatchObject({severity: 'error', line: 7, node: 'train', dataset: 'features'});
		expect(finding?.message).toContain('train will fail because the file is missing');
		expect(finding?.fix?.title).toMatch(
			/; or include it in the image with the line !data\/04_feature\/features\.csv in \.dockerignore$/,
		);
	});

	it('is a warning where it will be', () => {
		const [finding] = found(rule, {nodes: pair, project});
		expect(finding?.severity).toBe('warning');
		expect(finding?.fix?.title).not.toContain('.dockerignore');
	});

	it('asks for an absolute path below the project by its relative one', () => {
		const datasets = [csv('features', '/home/ada/demo/data/features.csv')];
		const imageHasFile = (path: string) => path === 'data/features.csv';
		expect(found(rule, {nodes: pair, project: {datasets}, imageHasFile})).toMatchObject([{severity: 'warning'}]);
	});

	it.each(['/mnt/features.csv', '../features.csv', '~/features.csv', 'C:/features.csv', '/home/ada/demo2/f.csv'])(
		'never asks the image for %s, which is outside the project',
		path => {
			const [finding] = found(rule, {nodes: pair, project: {datasets: [csv('features', path)]}});
			expect(finding?.severity).toBe('error');
		},
	);

	it('finds nothing on S3, and does not take what a node makes for an input', () => {
		expect(found(rule, {nodes: pair})).toEqual([]);
		expect(found(rule, {nodes: pair, project: {datasets: [csv('model', 'data/model.csv')]}})).toEqual([]);
	});
});

describe('catalog/lost-output', () => {
	const rule = 'catalog/lost-output';

	it('warns of a result on a local path and mentions one in memory', () => {
		const nodes = [node('report: scores -> table, note')];
		const datasets = [csv('table', 'data/table.csv'), implied('note')];
		expect(found(rule, {nodes, project: {datasets}})).toMatchObject([
			{severity: 'warning', dataset: 'table', file: 'conf/base/catalog.yml'},
			{severity: 'info', dataset: 'note', file: 'src/demo/nodes.py'},
		]);
	});

	it('finds nothing where another node reads it, under whatever name, and on S3', () => {
		const nodes = [node('a:  -> t@spark'), node('b: t@pandas -> ')];
		const datasets = [csv('t@spark', 'data/t'), csv('t@pandas', 'data/t')];
		expect(found(rule, {nodes, project: {datasets}, together: ['a', 'b']})).toEqual([]);
		expect(found(rule)).toEqual([]);
	});
});

describe('catalog/unknown-dataset', () => {
	const rule = 'catalog/unknown-dataset';
	const own = csv('model', '', {type: 'demo.datasets.ModelStore', key: null, value: null});

	it('asks about a type of the project between two tasks', () => {
		const [finding] = found(rule, {nodes: pair, project: {datasets: [own]}});
		expect(finding).toMatchObject({severity: 'warning', dataset: 'model', line: 7});
		expect(finding?.message).toContain('demo.datasets.ModelStore');
	});

	it('finds nothing within one task and for a database', () => {
		expect(found(rule, {nodes: pair, project: {datasets: [own]}, together: ['train', 'score']})).toEqual([]);
		const table = csv('model', 'models', {type: 'pandas.SQLTableDataset', key: 'table_name'});
		expect(all({nodes: pair, project: {datasets: [table]}})).toEqual([]);
	});
});

describe('catalog/transcoded-places', () => {
	const rule = 'catalog/transcoded-places';

	it('finds nothing where Spark writes s3a for the same place', () => {
		const datasets = [csv('x@spark', 's3a://tide/x.parquet'), csv('x@pandas', 's3://tide/x.parquet')];
		const nodes = [node('one: raw -> x@spark'), node('two: x@pandas -> out')];
		expect(found(rule, {nodes, project: {datasets}})).toEqual([]);
	});
	const nodes = [node('a:  -> t@spark'), node('b: t@pandas -> ')];

	it('finds two places for one dataset', () => {
		const datasets = [csv('t@spark', 's3://tide/t.parquet'), csv('t@pandas', 's3://tide/other.parquet')];
		const [finding] = found(rule, {nodes, project: {datasets}});
		expect(finding).toMatchObject({severity: 'error', dataset: 't@pandas', line: 7});
		expect(finding?.message).toContain('s3://tide/other.parquet');
	});

	it('finds nothing for one place, with a slash at its end or not', () => {
		const datasets = [csv('t@spark', 's3://tide/t/'), csv('t@pandas', 's3://tide/t')];
		expect(all({nodes, project: {datasets}})).toEqual([]);
	});
});

describe('catalog/shared-place', () => {
	const rule = 'catalog/shared-place';
	const place = 's3://tide/x.csv';

	it('is an error where two nodes write one place', () => {
		const nodes = [node('a:  -> x'), node('b:  -> y')];
		const datasets = [csv('x', place), csv('y', place)];
		expect(found(rule, {nodes, project: {datasets}})).toMatchObject([{severity: 'error', dataset: 'y', line: 7}]);
		const together = ['a', 'b'];
		expect(found(rule, {nodes, together, project: {datasets}})).toMatchObject([{severity: 'warning'}]);
	});

	it('is a warning where another name reads what is written', () => {
		const nodes = [node('a:  -> x'), node('b: y -> z')];
		const datasets = [csv('x', place), csv('y', place)];
		expect(found(rule, {nodes, project: {datasets}})).toMatchObject([{severity: 'warning', dataset: 'x'}]);
	});

	it('tells a transcoded dataset once, also when a node of it reads there', () => {
		const nodes = [node('a:  -> x'), node('b:  -> y@csv'), node('c: y@torch -> z')];
		const datasets = ['x', 'y@csv', 'y@torch'].map(name => csv(name, place));
		expect(found(rule, {nodes, project: {datasets}})).toMatchObject([{severity: 'error', dataset: 'y@csv'}]);
	});

	it('lets partitioned datasets share a folder, with a warning', () => {
		const nodes = [node('a:  -> plots'), node('b:  -> tables')];
		const datasets = ['plots', 'tables'].map(name =>
			csv(name, 's3://tide/report', {type: 'partitions.PartitionedDataset', key: 'path'}),
		);
		const [finding, ...others] = found(rule, {nodes, project: {datasets}});
		expect(others).toEqual([]);
		expect(finding).toMatchObject({severity: 'warning', dataset: 'tables'});
		expect(finding?.message).toContain('unless their suffixes differ');
	});

	it('knows the order that the data gives: what is read after is fine, what is read before is a remark', () => {
		const datasets = [csv('x', place), csv('y', place)];
		const after = [node('a:  -> x, done'), node('b: done -> gone', {dependencies: ['a']})];
		const read = node('c: gone, y -> z', {dependencies: ['b']});
		expect(found(rule, {nodes: [...after, read], project: {datasets}})).toEqual([]);
		const before = [node('a: y -> step'), node('b: step -> last', {dependencies: ['a']})];
		const written = node('c: last -> x', {dependencies: ['b']});
		expect(found(rule, {nodes: [...before, written], project: {datasets}})).toMatchObject([{severity: 'info'}]);
		expect(found(rule, {nodes: [node('a: y -> x')], project: {datasets}})).toMatchObject([{severity: 'info'}]);
		const chain = [node('a:  -> x'), node('b: x -> y', {dependencies: ['a']})];
		expect(found(rule, {nodes: chain, project: {datasets}})).toMatchObject([{severity: 'warning', dataset: 'y'}]);
	});

	it('finds nothing for inputs only, for transcoded names and for tables of different databases', () => {
		const inputs = [csv('x', place), csv('y', place)];
		expect(found(rule, {nodes: [node('a: x, y -> z')], project: {datasets: inputs}})).toEqual([]);
		const nodes = [node('a:  -> t@spark'), node('b: t@pandas -> ')];
		expect(found(rule, {nodes})).toEqual([]);
		const tables = ['x', 'y'].map(name => csv(name, 'rides', {type: 'pandas.SQLTableDataset', key: 'table_name'}));
		expect(found(rule, {nodes: [node('a:  -> x, y')], project: {datasets: tables}})).toEqual([]);
	});
});

describe('catalog/bad-location', () => {
	const rule = 'catalog/bad-location';

	it.each([
		['s3:///raw.csv', 'the bucket is missing', 's3://<bucket>/raw.csv'],
		['s3://Tide/raw.csv', 'upper-case', 's3://tide/raw.csv'],
		['s3://tide_1/raw.csv', 'not a valid bucket name', 's3://tide_1/raw.csv'],
		['s3://tide', 'the path after the bucket is missing', 's3://tide/<path>'],
		['s3://tide/a/../raw.csv', '".."', 's3://tide/a/raw.csv'],
		['s3://tide/raw.csv ', 'space', 's3://tide/raw.csv'],
	])('finds %j: %s', (value, problem, suggestion) => {
		const [finding] = found(rule, {project: {datasets: [csv('raw', value)]}});
		expect(finding).toMatchObject({severity: 'error', dataset: 'raw', line: 7});
		expect(finding?.message).toContain(problem);
		expect(finding?.fix?.title).toContain(suggestion);
	});

	it('finds a web address that is written', () => {
		const value = 'https://tide.s3.eu-west-1.amazonaws.com/demo/trips.csv';
		const [finding] = found(rule, {project: {datasets: [csv('trips', value)]}});
		expect(finding?.message).toContain('datasets cannot write over http');
		expect(finding?.fix?.title).toContain('s3://tide/demo/trips.csv');
	});

	it.each(['s3://tide/raw.csv', 's3a://tide/x/raw.csv', 'gs://Tide/raw.csv', 'https://example.org/raw.csv'])(
		'finds nothing in %s',
		value => {
			expect(found(rule, {project: {datasets: [csv('raw', value)]}})).toEqual([]);
		},
	);
});
