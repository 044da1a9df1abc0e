// The rule catalog/memory-dataset: datasets that are in the memory of one process and are needed in another.
import {expect, it} from 'vitest';
import {csv, found, implied, node} from '../../../../support/facts.ts';

const rule = 'catalog/memory-dataset';
const train = node('train: features -> model', {place: {file: 'src/demo/train.py', line: 31}});
const score = node('score: model -> scores');
const pair = [train, score];
const memory = csv('model', '', {type: 'MemoryDataset', key: null, value: null});

it('B23: a memory dataset between two tasks is an error at the node that writes it', () => {
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

it('the advice is an entry as YAML, in the bucket that the project uses', () => {
	const [finding] = found(rule, {nodes: pair, project: {datasets: [implied('model')]}});
	expect(finding?.fix?.title).toBe(
		'Add to conf/s3/catalog.yml: model: {type: pickle.PickleDataset, filepath: "s3://tide/demo/between/model.pkl"}; or group the nodes into one task with --group-by memory',
	);
});

it('the advice for Kedro 0.18 spells DataSet with a capital S', () => {
	const [finding] = found(rule, {nodes: pair, project: {kedro: '0.18.14', datasets: [implied('model')]}});
	expect(finding?.fix?.title).toContain('type: pickle.PickleDataSet');
});

it('the advice has a placeholder where no dataset has a bucket, and quotes names that are not plain YAML', () => {
	const nodes = [node('a:  -> x:y'), node('b: x:y -> ')];
	const [finding] = found(rule, {nodes, project: {datasets: [implied('x:y')]}});
	expect(finding?.fix?.title).toContain(
		'"x:y": {type: pickle.PickleDataset, filepath: "s3://<bucket>/demo/between/x_y-f890.pkl"}',
	);
});

it.each(['local', 'base'])('the advice never adds an entry to conf/%s', environment => {
	const [finding] = found(rule, {nodes: pair, project: {environment, datasets: [implied('model')]}});
	expect(finding?.fix?.title).toContain('conf/<environment>/catalog.yml');
});

it('a dataset that is annotated as a function is to be grouped, not stored', () => {
	const nodes = pair.map(each => ({...each, hints: {model: 'typing.Callable[[int], bool]'}}));
	const pipelines = [{name: '__default__', nodes}];
	const [finding] = found(rule, {nodes, project: {datasets: [implied('model')], pipelines}});
	expect(finding?.fix?.title).toMatch(
		/^Group the nodes into one task with --group-by memory, because a typing\.Callable/,
	);
});

it('an explicit memory dataset is reported at its catalog entry', () => {
	const [finding] = found(rule, {nodes: pair, project: {datasets: [memory]}});
	expect(finding).toMatchObject({file: 'conf/base/catalog.yml', line: 7});
	expect(finding?.message).toContain('(type MemoryDataset)');
});

it('a cached dataset is in memory if the dataset inside it is', () => {
	const inner = {type: 'MemoryDataset', key: null, value: null};
	const cached = csv('model', '', {type: 'CachedDataset', key: null, value: null, inner});
	const [finding] = found(rule, {nodes: pair, project: {datasets: [cached]}});
	expect(finding?.message).toContain('(a CachedDataset around memory)');
	const onS3 = {type: 'pandas.CSVDataset', key: 'filepath', value: 's3://tide/model.csv'};
	expect(found(rule, {nodes: pair, project: {datasets: [{...cached, inner: onS3}]}})).toEqual([]);
});

it('a memory dataset made by a factory pattern is reported with the pattern', () => {
	const byPattern = {...memory, source: 'pattern' as const, pattern: '{name}'};
	const [finding] = found(rule, {nodes: pair, project: {datasets: [byPattern]}});
	expect(finding?.message).toContain('by the pattern "{name}"');
});

it('a transcoded dataset between tasks is found by its base name, and reported under each of its names', () => {
	const nodes = [node('a:  -> t@spark'), node('b: t@pandas -> ')];
	expect(found(rule, {nodes, project: {datasets: [implied('t@pandas')]}}).map(each => each.dataset)).toEqual([
		't@pandas',
	]);
});

it('a memory dataset is reported with every node that reads it', () => {
	const nodes = [...pair, node('explain: model -> why'), node('plot: model -> figure')];
	const [finding] = found(rule, {nodes, project: {datasets: [implied('model')]}});
	expect(finding?.message).toContain('between train and score, explain and plot');
});

it('a memory dataset within one task, one that no node reads and one on S3 pass', () => {
	const project = {datasets: [implied('model')]};
	expect(found(rule, {nodes: pair, project, together: ['train', 'score']})).toEqual([]);
	expect(found(rule, {nodes: [train], project})).toEqual([]);
	expect(found(rule, {nodes: pair})).toEqual([]);
});
