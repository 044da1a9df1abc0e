// The advice of a rule and its fix agree: the entry that the advice spells out is the one that the fix writes.
import {expect, it} from 'vitest';
import {parse} from 'yaml';
import {entryAdvice} from '../../../src/checks/remote-entry.ts';
import {csv, facts, type FactOverrides, implied, node} from '../../support/facts.ts';
import {handedOver, proposed} from '../../support/proposed-fixes.ts';

const arrow = {installed: {'kedro-datasets': '9.6.0', pyarrow: '22.0.0'}};
const between = (dataset: ReturnType<typeof csv>): FactOverrides => ({
	nodes: [node(`one: raw -> ${dataset.name}`), node(`two: ${dataset.name} -> out`)],
	project: {datasets: [dataset]},
});
const cached = csv('x', '', {
	type: 'CachedDataset',
	key: null,
	value: null,
	inner: {type: 'pandas.CSVDataset', key: 'filepath', value: 'data/x.csv'},
});
const cachedEntry = 'x:\n  type: CachedDataset\n  dataset:\n    type: pandas.CSVDataset\n    filepath: data/x.csv\n';
const made = {source: 'pattern', pattern: '{g}.csv', template: 'data/{g}.csv'} as const;

it.each<[string, FactOverrides, string]>([
	['a memory dataset', handedOver(), ''],
	['a data frame', handedOver('pandas.DataFrame', {datasets: [implied('x')], ...arrow}), ''],
	['a Spark data frame', handedOver('pyspark.sql.dataframe.DataFrame'), ''],
	['a text', handedOver('str'), ''],
	['a name that is not plain YAML', handedOver(undefined, {datasets: [implied('on')]}, 'on'), ''],
	['a transcoded dataset', handedOver(undefined, {datasets: [implied('t@pandas')]}, 't@pandas'), ''],
	[
		'a local dataset',
		between(csv('x', 'data/01_raw/x.csv')),
		'x: {type: pandas.CSVDataset, filepath: data/01_raw/x.csv}\n',
	],
	[
		'a local dataset of Spark',
		between(csv('x', 'data/x', {type: 'spark.SparkDataset'})),
		'x: {type: spark.SparkDataset, filepath: data/x}\n',
	],
	[
		'a partitioned dataset',
		between(csv('x', 'data/x', {type: 'partitions.PartitionedDataset', key: 'path'})),
		'x: {type: partitions.PartitionedDataset, path: data/x}\n',
	],
	['a cached dataset', between(cached), cachedEntry],
	[
		'a factory pattern',
		between(csv('a.csv', 'data/a.csv', made)),
		'"{g}.csv": {type: pandas.CSVDataset, filepath: "data/{g}.csv"}\n',
	],
])('the advice and the fix of %s are the same entry', async (_, given, catalog) => {
	const {fixes, apply} = await proposed(given, {'conf/base/catalog.yml': catalog});
	const {finding} = fixes.find(({finding: each, fix}) => each.severity === 'error' && fix !== undefined) ?? {};
	const [, file, line = ''] =
		/^Add to (\S+?)(?:, with .*?)?: ([^]*?\})(?:[;,] or|$)/.exec(finding?.fix?.title ?? '') ?? [];
	expect(file).toBe('conf/s3/catalog.yml');
	const advised: unknown = parse(line);
	const written: unknown = parse(await apply());
	expect(advised).not.toEqual({});
	expect(written).toMatchObject(advised as object);
});

it('the advice has the data URL that the user has set', () => {
	const known = {...facts(handedOver()), data: 'gs://other/x'};
	expect(entryAdvice(known, 'x', implied('x'))).toContain('filepath: "gs://other/x/between/x.pkl"');
});

it('the advice for a value that cannot be stored names no type', () => {
	const known = facts(handedOver('typing.Iterator[int]'));
	expect(entryAdvice({...known, project: {...known.project, pipelines: [known.pipeline]}}, 'x', implied('x'))).toBe(
		'add to conf/s3/catalog.yml an entry x of a type that can store it',
	);
});

it('the advice names the catalog file in which the environment has the entry', () => {
	const dataset = csv('x', 'data/x.csv', {place: {file: 'conf/s3/catalog_raw.yml', line: 2}});
	expect(entryAdvice(facts(between(dataset)), 'x', dataset)).toMatch(/^add to conf\/s3\/catalog_raw\.yml, with /);
});

it('the advice for a factory pattern with a known path is the pattern, once for all of its datasets', () => {
	const datasets = ['a.csv', 'b.csv'].map(name => csv(name, `data/${name}`, made));
	const known = facts({nodes: [node('one: raw -> a.csv, b.csv')], project: {datasets}});
	expect(entryAdvice(known, 'a.csv', datasets[0])).toBe(
		'add to conf/s3/catalog.yml, with the other options of the present entry: "{g}.csv": {type: pandas.CSVDataset, filepath: "s3://tide/demo/{g}.csv"}, once for the 2 datasets of the pattern',
	);
});
