// Moving datasets to remote storage: types by annotation, locations, uploads, factory patterns.
import {expect, it} from 'vitest';
import {handedOver, proposed} from '../../../support/proposed-fixes.ts';
import {csv, type FactOverrides, implied, node} from '../../../support/facts.ts';

const arrow = {installed: {'kedro-datasets': '9.6.0', pyarrow: '22.0.0'}};
const bare = {installed: {'kedro-datasets': '9.6.0'}};

it.each([
	[undefined, bare, 'pickle.PickleDataset', 'pkl'],
	['pandas.DataFrame', arrow, 'pandas.ParquetDataset', 'parquet'],
	['pandas.core.frame.DataFrame', arrow, 'pandas.ParquetDataset', 'parquet'],
	['pd.DataFrame', arrow, 'pandas.ParquetDataset', 'parquet'],
	['pandas.DataFrame', bare, 'pickle.PickleDataset', 'pkl'],
	['pandas.core.series.Series', arrow, 'pickle.PickleDataset', 'pkl'],
	['polars.dataframe.frame.DataFrame', arrow, 'pickle.PickleDataset', 'pkl'],
	['str', bare, 'text.TextDataset', 'txt'],
	['typing.Dict[str, float]', bare, 'json.JSONDataset', 'json'],
	['dict[str, str]', bare, 'json.JSONDataset', 'json'],
	['dict', bare, 'pickle.PickleDataset', 'pkl'],
	['dict[int, float]', bare, 'pickle.PickleDataset', 'pkl'],
	['sklearn.linear_model._base.LinearRegression', bare, 'pickle.PickleDataset', 'pkl'],
	['str', {installed: {'kedro-datasets': '1.7.0'}, kedro: '0.18.14'}, 'text.TextDataSet', 'txt'],
	['str', {installed: {'kedro-datasets': '1.8.0'}, kedro: '0.18.14'}, 'text.TextDataset', 'txt'],
	['str', {installed: {}, kedro: '0.18.14'}, 'text.TextDataSet', 'txt'],
	// Installed here, and not in the image: there only Kedro's own datasets are.
	['str', {installed: {'kedro-datasets': '1.8.0'}, installs: ['kedro'], kedro: '0.18.14'}, 'text.TextDataSet', 'txt'],
	['str', {installed: {}, kedro: '1.7.0'}, 'text.TextDataset', 'txt'],
])(
	'a memory dataset with the annotation %s and the packages %j gets the type %s',
	async (hint, more, type, extension) => {
		const {apply} = await proposed(handedOver(hint, {datasets: [implied('x')], ...more}));
		expect(await apply()).toContain(`x:\n  type: ${type}\n  filepath: s3://tide/demo/between/x.${extension}\n`);
	},
);

it('a Spark data frame gets Parquet files, at a location with the protocol that Spark knows', async () => {
	const {apply} = await proposed(handedOver('pyspark.sql.dataframe.DataFrame'));
	expect(await apply()).toContain(
		'x:\n  type: spark.SparkDataset\n  filepath: s3a://tide/demo/between/x.parquet\n  file_format: parquet\n  save_args:\n    mode: overwrite\n',
	);
});

it.each(['typing.Iterator[int]', 'collections.abc.Generator[int, None, None]', 'typing.Callable[[], int]'])(
	'a memory dataset with the annotation %s has no fix, because it cannot be stored',
	async hint => {
		const {fixes} = await proposed(handedOver(hint));
		expect(fixes.find(({finding}) => finding.dataset === 'x')?.fix).toBeUndefined();
	},
);

it('the annotation of the node that reads counts where the one that writes has none', async () => {
	const {nodes = []} = handedOver();
	const reported = nodes.map((each, index) => (index === 1 ? {...each, hints: {x: 'str'}} : each));
	const {apply} = await proposed({...handedOver(), nodes: reported});
	expect(await apply()).toContain('type: text.TextDataset');
});

const frame = 'pandas.core.frame.DataFrame';
it.each([
	[frame, 'pandas.core.series.Series', 'pickle'],
	[frame, 'numpy.ndarray', 'pickle'],
	['str', 'pathlib.Path', 'pickle'],
	['dict[str, float]', 'dict[str, str]', 'pickle'],
	['dict[str, float]', 'list', 'pickle'],
	[frame, 'pd.DataFrame', 'parquet'],
	[frame, `typing.Optional[${frame}]`, 'parquet'],
	[frame, `dict[str, int] | ${frame}`, 'parquet'],
	[frame, `typing.Union[${frame}, typing.Dict[str, typing.List[int]]]`, 'parquet'],
	[frame, 'typing.Any', 'parquet'],
	['dict[str, float]', 'typing.Dict', 'json'],
	['dict[str, float]', 'collections.abc.Mapping[str, typing.Any]', 'json'],
	[`typing.Optional[${frame}]`, frame, 'pickle'],
	['typing.Any', 'str', 'text'],
])('returned as %s and taken as %s, a dataset becomes %s', async (returned, taken, format) => {
	const {nodes = [], ...given} = handedOver(returned, arrow);
	const all = nodes.map((each, index) => (index === 1 ? {...each, hints: {x: taken}} : each));
	const {apply, fixes} = await proposed({...given, nodes: all, project: {...given.project, datasets: [implied('x')]}});
	const text = await apply();
	expect(text.split('\n').find(line => line.includes('type:'))).toMatch(new RegExp(`\\.${format}`, 'i'));
	const differs = format === 'pickle' && !returned.includes('Optional');
	const why = `a pickle, because the annotations differ: one returns ${returned.replace('core.frame.', '')} and two takes ${taken.replace('core.series.', '')}`;
	expect(text.startsWith(`# A${why.slice(1)}\n`)).toBe(differs);
	const offered = fixes.find(({finding}) => finding.rule === 'catalog/memory-dataset');
	expect(offered?.fix?.title.endsWith(`(${why})`)).toBe(differs);
	expect(offered?.finding.fix?.title.includes(`(${why})`)).toBe(differs);
});

it('both names of a transcoded dataset share a file that both can read', async () => {
	const given: FactOverrides = {
		nodes: [node('one: raw -> x@spark'), node('two: x@pandas -> out')],
		project: {datasets: [implied('x@spark'), implied('x@pandas')]},
	};
	const text = await (await proposed(given)).apply();
	expect(text).toContain('x@spark:\n  type: spark.SparkDataset\n  filepath: s3a://tide/demo/between/x.parquet\n');
	expect(text).toContain('x@pandas:\n  type: pandas.ParquetDataset\n  filepath: s3://tide/demo/between/x.parquet\n');
});

it('a moved input has a command that uploads its file', async () => {
	const given: FactOverrides = {
		nodes: [node('one: raw -> out')],
		project: {datasets: [csv('raw', 'data/01_raw/raw.csv')]},
		imageHasFile: () => false,
	};
	const entry = {'conf/base/catalog.yml': 'raw: {type: pandas.CSVDataset, filepath: data/01_raw/raw.csv}\n'};
	const {fixes, apply} = await proposed(given, {...entry, 'data/01_raw/raw.csv': 'a,b\n'});
	const command = 'aws s3 cp data/01_raw/raw.csv s3://tide/demo/01_raw/raw.csv';
	expect(fixes[0]?.fix).toMatchObject({
		title: 'Move raw to s3://tide/demo/01_raw/raw.csv in conf/s3/catalog.yml, and upload the file',
		command,
	});
	expect(await apply()).toBe(
		`# Upload it once: ${command}\nraw: { type: pandas.CSVDataset, filepath: s3://tide/demo/01_raw/raw.csv }\n`,
	);
});

it.each([
	[csv('raw', 'data/old.csv'), 'aws s3 cp data/old.csv s3://tide/demo/old.csv  # this file does not exist here yet'],
	[
		csv('raw', 'data/old.csv', {versioned: true}),
		'aws s3 sync data/old.csv s3://tide/demo/old.csv  # this folder does not exist here yet',
	],
	[csv('raw', 'data/days/*.csv'), 'aws s3 sync data/days s3://tide/demo/days  # this folder does not exist here yet'],
])('what is not on this machine is reported to be missing: %j', async (dataset, command) => {
	const given: FactOverrides = {
		nodes: [node('one: raw -> out')],
		project: {datasets: [dataset]},
		imageHasFile: () => false,
	};
	const {fixes, apply} = await proposed(given, {'conf/base/catalog.yml': 'raw: {filepath: data/old.csv}\n'});
	expect(fixes[0]?.fix?.command).toBe(command);
	expect(await apply()).not.toContain('here yet');
});

it("a moved dataset of the project's own type has a comment to check the type", async () => {
	const given: FactOverrides = {
		nodes: [node('one: raw -> out')],
		project: {datasets: [csv('raw', 'data/old.png', {type: 'demo.images.ImageDataset'})]},
		imageHasFile: () => false,
	};
	const {apply} = await proposed(given, {'conf/base/catalog.yml': 'raw: {filepath: data/old.png}\n'});
	expect(await apply()).toContain(
		'# demo.images.ImageDataset is a type of this project: check that it can use s3://\n',
	);
});

it('a factory pattern is moved once for all of its datasets', async () => {
	const pattern = {source: 'pattern', pattern: '{g}_csv', template: 'data/{g}.csv'} as const;
	const given: FactOverrides = {
		nodes: [node('one: raw -> a_csv'), node('two: a_csv -> b_csv'), node('three: b_csv -> out')],
		project: {datasets: [csv('a_csv', 'data/a.csv', pattern), csv('b_csv', 'data/b.csv', pattern)]},
	};
	const files = {'conf/base/catalog.yml': '"{g}_csv":\n  type: pandas.CSVDataset\n  filepath: data/{g}.csv\n'};
	const {fixes, apply} = await proposed(given, files);
	expect(fixes.map(({fix}) => fix?.title)).toEqual(
		Array.from({length: 2}, () => 'Move the 2 datasets of "{g}_csv" to s3://tide/demo/{g}.csv in conf/s3/catalog.yml'),
	);
	expect(await apply()).toBe('"{g}_csv":\n  type: pandas.CSVDataset\n  filepath: s3://tide/demo/{g}.csv\n');
});

const days = (more: Partial<ReturnType<typeof csv>>): FactOverrides => ({
	nodes: [node('one: days -> out')],
	project: {datasets: [csv('days', 'data/01_raw/days', {type: 'partitions.IncrementalDataset', key: 'path', ...more})]},
	imageHasFile: () => false,
});
const incremental = (checkpoint: string): string =>
	`days:\n  type: partitions.IncrementalDataset\n  path: data/01_raw/days\n  dataset: pandas.CSVDataset\n  checkpoint${checkpoint}\n`;

it.each([
	['in its folder', 'data/01_raw/days/DONE', 's3://tide/demo/01_raw/days/DONE'],
	// Newer kedro-datasets refuse a checkpoint outside the folder of the dataset.
	['elsewhere', 'data/marks/DONE', 's3://tide/demo/01_raw/days/DONE'],
	['that is absolute', '/mnt/marks/DONE', 's3://tide/demo/01_raw/days/DONE'],
])('a checkpoint %s moves with the data, also where it is an interpolation', async (_, value, moved) => {
	const given = days({paths: [{key: 'checkpoint.filepath', value}]});
	for (const written of [value, '${_marks}/DONE']) {
		const text = `_marks: x\n${incremental(`:\n    filepath: ${written}`)}`;
		const result = await (await proposed(given, {'conf/base/catalog.yml': text})).apply();
		expect(result.replace(/^# Upload.*\n/, '')).toBe(
			`days:\n  type: partitions.IncrementalDataset\n  path: s3://tide/demo/01_raw/days\n  dataset: pandas.CSVDataset\n  checkpoint:\n    filepath: ${moved}\n`,
		);
	}
});

it('a checkpoint that is a text is the last processed partition, and no path', async () => {
	const {apply} = await proposed(days({}), {'conf/base/catalog.yml': incremental(': "2024-01-31"')});
	expect(await apply()).toContain('  checkpoint: "2024-01-31"\n');
});

it('a checkpoint beside the data is uploaded with it', async () => {
	const given = days({paths: [{key: 'checkpoint.filepath', value: 'data/DONE'}]});
	const files = {
		'conf/base/catalog.yml': incremental(':\n    filepath: data/DONE'),
		'data/DONE': '1',
		'data/01_raw/days/1.csv': 'a',
	};
	const {fixes} = await proposed(given, files);
	expect(fixes.find(({finding}) => finding.dataset === 'days')?.fix?.command).toBe(
		'aws s3 sync data/01_raw/days s3://tide/demo/01_raw/days && aws s3 cp data/DONE s3://tide/demo/01_raw/days/DONE',
	);
});

it.each(['dataset', 'data_set', 'source'])('the path of a dataset in a wrapper below %s moves', async key => {
	const inner = {type: 'pandas.CSVDataSet', key: 'filepath', value: 'data/x.csv'};
	const datasets = [csv('x', '', {type: 'demo.Wrapper', key: null, value: null, inner})];
	const text = `x:\n  type: demo.Wrapper\n  ${key}:\n    type: pandas.CSVDataSet\n    filepath: data/x.csv\n`;
	const given = {nodes: [node('one: raw -> x'), node('two: x -> out')], project: {datasets}};
	expect(await (await proposed(given, {'conf/base/catalog.yml': text})).apply()).toContain(
		`  ${key}:\n    type: pandas.CSVDataSet\n    filepath: s3://tide/demo/x.csv\n`,
	);
});

it('many datasets in memory with alike names get one factory pattern, which the advice names too', async () => {
	const names = Array.from({length: 300}, (_, index) => `part_${index}`);
	const given: FactOverrides = {
		nodes: [node(`one: raw -> ${names.join(', ')}`), node(`two: ${names.join(', ')} -> out`)],
		project: {datasets: names.map(implied)},
	};
	const {fixes, apply} = await proposed(given);
	const stored = fixes.filter(({finding}) => finding.rule === 'catalog/memory-dataset');
	expect(stored).toHaveLength(300);
	expect(new Set(stored.map(({fix}) => fix?.title))).toEqual(
		new Set([
			'Add "part_{name}" for 300 datasets to conf/s3/catalog.yml: pickle.PickleDataset at s3://tide/demo/between/part_{name}.pkl',
		]),
	);
	expect(stored[7]?.finding.fix?.title).toBe(
		'Add to conf/s3/catalog.yml: "part_{name}": {type: pickle.PickleDataset, filepath: "s3://tide/demo/between/part_{name}.pkl"}, once for the 300 datasets of the pattern; or group the nodes into one task with --group-by memory',
	);
	expect(await apply()).toBe(
		'"part_{name}":\n  type: pickle.PickleDataset\n  filepath: s3://tide/demo/between/part_{name}.pkl\n',
	);
});

it('entries that differ only in their paths share an anchor, and each is one line', async () => {
	const names = Array.from({length: 9}, (_, index) => `sales_${index}`);
	const entries = names.map(
		name => `${name}:\n  type: pandas.CSVDataset\n  filepath: data/01_raw/${name}.csv\n  load_args: {sep: ";"}\n`,
	);
	const other = 'rates:\n  type: pandas.CSVDataset\n  filepath: data/01_raw/rates.csv\n';
	const given: FactOverrides = {
		nodes: [node(`one: ${names.join(', ')}, rates -> out`)],
		project: {datasets: [...names, 'rates'].map(name => csv(name, `data/01_raw/${name}.csv`))},
		imageHasFile: () => false,
	};
	const {fixes, apply} = await proposed(given, {'conf/base/catalog.yml': `${entries.join('\n')}\n${other}`});
	expect(await apply()).toBe(`# Upload it once: aws s3 cp data/01_raw/rates.csv s3://tide/demo/01_raw/rates.csv
rates:
  type: pandas.CSVDataset
  filepath: s3://tide/demo/01_raw/rates.csv

# Upload the data of these 9 datasets once: aws s3 sync data/01_raw s3://tide/demo/01_raw
_sales: &sales
  type: pandas.CSVDataset
  load_args: { sep: ";" }

${names.map(name => `${name}: { <<: *sales, filepath: s3://tide/demo/01_raw/${name}.csv }\n`).join('')}`);
	expect(fixes[1]?.fix?.title).toBe(
		'Move sales_0 to s3://tide/demo/01_raw/sales_0.csv in conf/s3/catalog.yml, and upload the file',
	);
});
