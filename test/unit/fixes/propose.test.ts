// Which findings get a fix, and what the fix says and writes: types by annotation, places, credentials, environments.
import {mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {afterAll, describe, expect, it} from 'vitest';
import {runChecks} from '../../../src/checks/run-checks.ts';
import {applyFixes, previewFixes} from '../../../src/fixes/apply-fixes.ts';
import type {Fix} from '../../../src/fixes/fix.ts';
import {needsData, proposeFixes} from '../../../src/fixes/propose-fixes.ts';
import type {Finding} from '../../../src/schema/finding.ts';
import {csv, facts, type Given, implied, node} from '../../support/facts.ts';

const folders: string[] = [];
afterAll(() => Promise.all(folders.map(folder => rm(folder, {recursive: true, force: true}))));

type World = {
	readonly root: string;
	readonly fixes: readonly {readonly finding: Finding; readonly fix: Fix | undefined}[];
	readonly said: readonly string[];
	/** Writes all fixes and gives the text of a file. */
	readonly apply: (file?: string) => Promise<string>;
};

async function world(
	given: Given,
	files: Readonly<Record<string, string>> = {},
	{data = 's3://tide/demo', environment = 's3'}: {data?: string | undefined; environment?: string} = {},
): Promise<World> {
	const root = await realpath(await mkdtemp(join(tmpdir(), 'kfp-wizard-propose-')));
	folders.push(root);
	for (const [file, text] of Object.entries(files)) {
		await mkdir(dirname(join(root, file)), {recursive: true});
		await writeFile(join(root, file), text);
	}
	const all = facts({...given, environment, project: {...given.project, root}});
	const {findings} = runChecks(all, {ignore: []});
	const said: string[] = [];
	const subject = {project: all.project, pipeline: all.pipeline, environment, data: data === '' ? undefined : data};
	const fixes = await proposeFixes(findings, subject, message => said.push(message));
	return {
		root,
		said,
		fixes: findings.map((finding, index) => ({finding, fix: fixes[index]})),
		apply: async (file = `conf/${environment}/catalog.yml`) => {
			const wanted = fixes.filter(fix => fix !== undefined);
			await applyFixes(root, wanted);
			expect(await previewFixes(root, wanted)).toEqual([]);
			return readFile(join(root, file), 'utf8');
		},
	};
}

/** Two nodes with a dataset `x` between them, of which the first one's function says `hint`. */
const handedOver = (hint?: string, more: Given['project'] = {}, name = 'x'): Given => ({
	nodes: [node(`one: raw -> ${name}`, hint === undefined ? {} : {hints: {[name]: hint}}), node(`two: ${name} -> out`)],
	project: {datasets: [implied(name)], ...more},
});

describe('a dataset in memory gets the type that its annotation proves', () => {
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
	])('%s with %j: %s', async (hint, more, type, extension) => {
		const {apply} = await world(handedOver(hint, {datasets: [implied('x')], ...more}));
		expect(await apply()).toContain(`x:\n  type: ${type}\n  filepath: s3://tide/demo/between/x.${extension}\n`);
	});

	it('of Spark: with Parquet files, on the protocol that Spark knows', async () => {
		const {apply} = await world(handedOver('pyspark.sql.dataframe.DataFrame'));
		expect(await apply()).toContain(
			'x:\n  type: spark.SparkDataset\n  filepath: s3a://tide/demo/between/x.parquet\n  file_format: parquet\n  save_args:\n    mode: overwrite\n',
		);
	});

	it.each(['typing.Iterator[int]', 'collections.abc.Generator[int, None, None]', 'typing.Callable[[], int]'])(
		'of %s: none',
		async hint => {
			const {fixes} = await world(handedOver(hint));
			expect(fixes.find(({finding}) => finding.dataset === 'x')?.fix).toBeUndefined();
		},
	);

	it('as the one who takes it says, where the one who makes it says nothing', async () => {
		const {nodes = []} = handedOver();
		const told = nodes.map((each, index) => (index === 1 ? {...each, hints: {x: 'str'}} : each));
		const {apply} = await world({...handedOver(), nodes: told});
		expect(await apply()).toContain('type: text.TextDataset');
	});

	it('both names of a transcoded one share a file that both can read', async () => {
		const given: Given = {
			nodes: [node('one: raw -> x@spark'), node('two: x@pandas -> out')],
			project: {datasets: [implied('x@spark'), implied('x@pandas')]},
		};
		const text = await (await world(given)).apply();
		expect(text).toContain('x@spark:\n  type: spark.SparkDataset\n  filepath: s3a://tide/demo/between/x.parquet\n');
		expect(text).toContain('x@pandas:\n  type: pandas.ParquetDataset\n  filepath: s3://tide/demo/between/x.parquet\n');
	});
});

describe('credentials', () => {
	const withNeighbour = (credentials: string | null): Given =>
		handedOver(undefined, {
			datasets: [
				implied('x'),
				csv('raw', 's3://tide/raw.csv', {credentials}),
				csv('out', 's3://tide/out.csv', {credentials}),
			],
		});

	it('are those of the neighbours, where they will be in the image', async () => {
		const {apply} = await world({...withNeighbour('keys'), credentialsInImage: true});
		expect(await apply()).toContain('  filepath: s3://tide/demo/between/x.pkl\n  credentials: keys\n');
	});

	it('go where they will not be: S3 needs none', async () => {
		const base =
			'raw:\n  type: pandas.CSVDataset\n  filepath: s3://tide/raw.csv\n  credentials: keys # why\nout:\n  type: pandas.CSVDataset\n  filepath: s3://tide/out.csv\n  credentials: keys\n';
		const text = await (await world(withNeighbour('keys'), {'conf/base/catalog.yml': base})).apply();
		expect(text).not.toContain('credentials');
		expect(text).toContain('raw:\n  type: pandas.CSVDataset\n  filepath: s3://tide/raw.csv\n');
	});
});

describe('what has no fix', () => {
	it.each([
		['local', handedOver()],
		['base', handedOver()],
	])('is said to need an environment of its own in %s', async (environment, given) => {
		const {fixes} = await world(given, {}, {environment});
		expect(fixes.filter(({fix}) => fix !== undefined)).toEqual([]);
		expect(
			needsData(
				fixes.map(({finding}) => finding),
				{...facts(given), environment, data: undefined},
			),
		).toBe(false);
	});

	it('needs a place for data', async () => {
		const {fixes} = await world(handedOver(), {}, {data: ''});
		expect(fixes.filter(({fix}) => fix !== undefined)).toEqual([]);
		expect(
			needsData(
				fixes.map(({finding}) => finding),
				{...facts(handedOver()), environment: 's3', data: undefined},
			),
		).toBe(true);
	});

	it('would need a file that cannot be read: that is said, and the others are made', async () => {
		const given: Given = {
			nodes: [node('one: raw -> x'), node('two: x -> y'), node('three: y -> out')],
			project: {
				datasets: [csv('x', 'data/x.csv'), csv('y', 'data/y.csv', {place: {file: 'conf/base/other.yml', line: 1}})],
			},
		};
		const files = {
			'conf/base/catalog.yml': '{% if x %}\nx:\n  type: y\n{% endif %}\n',
			'conf/base/other.yml': 'y:\n  type: pandas.CSVDataset\n  filepath: data/y.csv\n',
		};
		const {said, apply} = await world(given, files);
		expect(said).toHaveLength(1);
		expect(said[0]).toMatch(/^conf\/base\/catalog.yml stays unchanged: /);
		expect(await apply()).toBe('y:\n  type: pandas.CSVDataset\n  filepath: s3://tide/demo/y.csv\n');
	});
});

it('local input tells what to upload', async () => {
	const given: Given = {
		nodes: [node('one: raw -> out')],
		project: {datasets: [csv('raw', 'data/01_raw/raw.csv')]},
		imageHasFile: () => false,
	};
	const entry = {'conf/base/catalog.yml': 'raw: {type: pandas.CSVDataset, filepath: data/01_raw/raw.csv}\n'};
	const {fixes, apply} = await world(given, {...entry, 'data/01_raw/raw.csv': 'a,b\n'});
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
		'aws s3 cp --recursive data/old.csv s3://tide/demo/old.csv  # this folder does not exist here yet',
	],
])('what is not on this machine is said to be missing: %j', async (dataset, command) => {
	const given: Given = {
		nodes: [node('one: raw -> out')],
		project: {datasets: [dataset]},
		imageHasFile: () => false,
	};
	const {fixes, apply} = await world(given, {'conf/base/catalog.yml': 'raw: {filepath: data/old.csv}\n'});
	expect(fixes[0]?.fix?.command).toBe(command);
	expect(await apply()).not.toContain('here yet');
});

it("a type of the project's own is moved with a word of doubt", async () => {
	const given: Given = {
		nodes: [node('one: raw -> out')],
		project: {datasets: [csv('raw', 'data/old.png', {type: 'demo.images.ImageDataset'})]},
		imageHasFile: () => false,
	};
	const {apply} = await world(given, {'conf/base/catalog.yml': 'raw: {filepath: data/old.png}\n'});
	expect(await apply()).toContain(
		'# demo.images.ImageDataset is a type of this project: check that it can use s3://\n',
	);
});

it('a pattern is moved once for all of its datasets', async () => {
	const pattern = {source: 'pattern', pattern: '{g}_csv', template: 'data/{g}.csv'} as const;
	const given: Given = {
		nodes: [node('one: raw -> a_csv'), node('two: a_csv -> b_csv'), node('three: b_csv -> out')],
		project: {datasets: [csv('a_csv', 'data/a.csv', pattern), csv('b_csv', 'data/b.csv', pattern)]},
	};
	const files = {'conf/base/catalog.yml': '"{g}_csv":\n  type: pandas.CSVDataset\n  filepath: data/{g}.csv\n'};
	const {fixes, apply} = await world(given, files);
	expect(fixes.map(({fix}) => fix?.title)).toEqual(
		Array.from({length: 2}, () => 'Move the 2 datasets of "{g}_csv" to s3://tide/demo/{g}.csv in conf/s3/catalog.yml'),
	);
	expect(await apply()).toBe('"{g}_csv":\n  type: pandas.CSVDataset\n  filepath: s3://tide/demo/{g}.csv\n');
});

it('an environment without a folder gets one', async () => {
	const {fixes, root} = await world({project: {environments: ['base']}});
	const fix = fixes.find(({finding}) => finding.rule === 'environment/missing')?.fix;
	expect(fix?.title).toBe('Create the folder conf/s3');
	expect(await applyFixes(root, fix === undefined ? [] : [fix])).toEqual([
		{file: 'conf/s3/.gitkeep', action: 'create', lines: []},
	]);
});

it('nothing is written outside the project, and a link stays a link', async () => {
	const {root} = await world({});
	const outside = await realpath(await mkdtemp(join(tmpdir(), 'kfp-wizard-outside-')));
	folders.push(outside);
	await symlink(outside, join(root, 'conf'));
	const fix = (file: string): Fix => ({title: 'x', edits: [{file, change: () => 'x\n'}]});
	for (const file of ['conf/prod/catalog.yml', '../x', '/etc/x'])
		await expect(applyFixes(root, [fix(file)])).rejects.toThrow('is outside the project');
	await mkdir(join(root, 'real'));
	await writeFile(join(root, 'real/a.txt'), 'old\n', {mode: 0o600});
	await symlink('real/a.txt', join(root, 'link.txt'));
	await applyFixes(root, [fix('link.txt')]);
	expect(await readFile(join(root, 'real/a.txt'), 'utf8')).toBe('x\n');
});

describe('what should not be in the image', () => {
	const unwanted = (path: string, reason = 'named like credentials'): Given => ({
		unwanted: [{path, reason, secret: true, inDockerfile: false}],
	});

	it('gets a line in the ignore file that the build takes', async () => {
		const files = {'.dockerignore': 'data\r\n!conf/prod/*\r\n', '.containerignore': ''};
		const {apply} = await world(unwanted('conf/prod/credentials.yml'), files);
		expect(await apply('.dockerignore')).toBe('data\r\n!conf/prod/*\r\nconf/prod/credentials.yml\r\n');
	});

	it('as a pattern that matches nothing else', async () => {
		const {apply} = await world(unwanted('#odd [x]*?/'), {'.dockerignore': 'a'});
		expect(await apply('.dockerignore')).toBe(String.raw`a
\#odd \[x\]\*\?`);
	});

	it('gets a whole ignore file where there is none', async () => {
		const text = await (await world(unwanted('certs.json'))).apply('.dockerignore');
		expect(text).toMatch(/\nconf\/\*\*\/\*credentials\*\n[^]*\ncerts\.json\n$/);
	});

	it('is left to the user where a key stands in a file, or in the Dockerfile', async () => {
		const {fixes} = await world(unwanted('src/demo/nodes.py', 'holds the id of an AWS key'), {'.dockerignore': ''});
		expect(fixes.map(({fix}) => fix)).toEqual([undefined]);
		const given = {unwanted: [{path: 'Dockerfile', reason: 'line 2 sets TOKEN', secret: true, inDockerfile: true}]};
		expect((await world(given, {'.dockerignore': ''})).fixes.map(({fix}) => fix)).toEqual([undefined]);
	});
});

it('what an ignore rule keeps out of the image gets an exception at the end', async () => {
	const given = {imageHasFile: (path: string) => path !== 'src/demo' && path !== 'pyproject.toml'};
	const {apply} = await world(given, {'.dockerignore': 'src/\n*.toml\n'});
	expect(await apply('.dockerignore')).toBe('src/\n*.toml\n!pyproject.toml\n!src/demo\n');
});

it('a folder that the image needs is kept by an empty file', async () => {
	const given = {imageHasFile: (path: string) => path !== 'data', project: {sessionFolder: 'data'}};
	const {apply, root} = await world(given, {'.dockerignore': 'data\n'});
	expect(await apply('.dockerignore')).toBe('data\n!data/.gitkeep\n');
	expect(await readFile(join(root, 'data/.gitkeep'), 'utf8')).toBe('');
});
