// The parts of a rehearsal by themselves: logs, explanations, what a task is called.
import {mkdtemp, readdir, readFile, rm, stat} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, it, vi} from 'vitest';
import {environmentOf, nodesOf, pipelineOf, titleOf} from '../../../src/rehearse/argv.ts';
import {explain} from '../../../src/rehearse/explain-failure.ts';
import {makeLogsFolder} from '../../../src/rehearse/logs-folder.ts';
import {openTaskLog} from '../../../src/rehearse/task-log.ts';
import type {Finding} from '../../../src/schema/finding.ts';
import type {KedroNode} from '../../../src/schema/project.ts';
import type {Execution} from '../../../src/pipeline-spec/read-spec.ts';
import {redactor, Sensitive} from '../../../src/system/secrets.ts';

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'kfp-wizard-parts-'));
});
afterEach(() => rm(folder, {recursive: true, force: true}));

const kedroNode = (name: string, inputs: readonly string[], outputs: readonly string[]): KedroNode => ({
	name,
	named: true,
	namespace: null,
	tags: [],
	inputs: [...inputs],
	outputs: [...outputs],
	confirms: [],
	function: 'f',
	place: null,
	dependencies: [],
});
const execution = (...command: readonly string[]): Execution => ({
	task: 'key',
	command,
	env: {},
	secretEnv: [],
	dependsOn: [],
});

it('writes all output to the log, cleaned and without secrets, wherever it was cut', async () => {
	const secret = 'cAnArY/Secret+That=MustNotShow0000000000';
	const path = join(folder, 'a.log');
	const seen: string[] = [];
	const log = await openTaskLog(path, redactor([new Sensitive(secret)]), line => seen.push(line));
	const text = `one \u001B[31mred\u001B[0m\nkey=${secret}!\nencoded ${Buffer.from(secret).toString('base64')}\nlast`;
	await Promise.all(Array.from(text).map(letter => log.write(letter)));
	await log.close();
	expect(await readFile(path, 'utf8')).toBe('one red\nkey=[REDACTED]!\nencoded [REDACTED]\nlast\n');
	expect(log.lastLines()).toEqual(['one red', 'key=[REDACTED]!', 'encoded [REDACTED]', 'last']);
	expect((await stat(path)).mode & 0o777).toBe(0o600);
});

it('a line without end is written in parts, and a secret in it is masked wherever it stands', async () => {
	const secret = 'cAnArY/Secret+That=MustNotShow0000000000';
	const path = join(folder, 'b.log');
	const log = await openTaskLog(path, redactor([new Sensitive(secret)]), () => {});
	const filler = 'x'.repeat(1009);
	for (let index = 0; index < 300; index++) await log.write(`${filler}${secret}`);
	await log.close();
	const written = (await readFile(path, 'utf8')).replaceAll('\n', '');
	expect(written).toBe(`${filler}[REDACTED]`.repeat(300));
});

it('tells the face a few lines a second, however many there are', async () => {
	const seen: string[] = [];
	const log = await openTaskLog(
		join(folder, 'c.log'),
		text => text,
		line => seen.push(line),
	);
	const until = Date.now() + 450;
	let lines = 0;
	while (Date.now() < until) {
		await log.write(`line ${++lines}\n`);
		await new Promise(resolve => setImmediate(resolve));
	}
	await log.close();
	expect(lines).toBeGreaterThan(50);
	expect(seen.length).toBeGreaterThan(1);
	expect(seen.length).toBeLessThanOrEqual(6);
});

it('tells the beginning of a line that Kedro wrapped, not its end', async () => {
	const seen: string[] = [];
	const log = await openTaskLog(
		join(folder, 'd.log'),
		text => text,
		line => seen.push(line),
	);
	await log.write(`INFO     Saving data to trips\n${' '.repeat(29)}(CSVDataset)...\n`);
	await vi.waitFor(() => expect(seen).toEqual(['INFO     Saving data to trips']));
	await log.close();
});

it('keeps the logs of the last few rehearsals, for their owner only', async () => {
	const made: string[] = [];
	for (let index = 0; index < 12; index++) made.push(await makeLogsFolder({XDG_CACHE_HOME: folder}));
	const parent = join(folder, 'kfp-wizard', 'rehearsals');
	expect(await readdir(parent)).toHaveLength(10);
	const [newest = ''] = made.slice(-1);
	expect((await stat(newest)).mode & 0o777).toBe(0o700);
	expect((await stat(parent)).mode & 0o777).toBe(0o700);
});

it('reads nodes, environment and pipeline from the argv, names with commas too', () => {
	const one = execution('kedro', 'run', '--env=s3', '--pipelines=__default__', '--nodes=f([a,b]) -> [c],g');
	expect([titleOf(one), environmentOf(one), pipelineOf(one)]).toEqual(['f([a,b]) -> [c],g', 's3', '__default__']);
	const nodes = ['f([a,b]) -> [c]', 'g', 'f', 'b'].map(name => kedroNode(name, [], []));
	expect(nodesOf(one, nodes)).toEqual(['f([a,b]) -> [c]', 'g']);
	expect(titleOf(execution('sh', '-c', 'true'))).toBe('key');
	expect(titleOf(execution('kedro', 'run', `--nodes=${'clean,train,'.repeat(9)}report`))).toBe('key');
});

const nodes = [
	kedroNode('clean', ['raw'], ['cleaned data']),
	kedroNode('train', ['cleaned data', 'cleaned', 'lookup'], ['model@pickle']),
	kedroNode('report', ['model@spark'], []),
];
const finding: Finding = {
	rule: 'catalog/local-dataset',
	severity: 'error',
	message: 'the words of the check',
	dataset: 'model@pickle',
	fix: {title: 'the fix'},
};

it.each([
	[
		'memory',
		'train',
		"ValueError: Pipeline input(s) {'cleaned data'} not found in the \nDataCatalog",
		'cleaned data, written by clean',
	],
	[
		'Kedro 1, broken by Rich',
		'train',
		'│ box │\n╰───╯\nDatasetError: looku\np: Failed while loading data from data\nset x(filepath=y).\n[Errno 2] No such file or directory: y',
		'lookup is not there',
	],
	[
		'older Kedro: the name stands before',
		'train',
		"INFO Loading data from 'cleaned' (CSVDataset)...\nDatasetError: Failed while loading data from dataset\nCSVDataset(filepath=x).\n[Errno 2] No such file or directory: 'x'",
		'cleaned is not there',
	],
	[
		'0.18',
		'train',
		'Loading data from lookup\nDataSetError: Failed while loading data from data set CSVDataSet(filepath=x).\nNo such file or directory',
		'lookup is not there',
	],
])('names the dataset that is not there: %s', (_, task, text, words) => {
	expect(explain([task], text.split('\n'), {nodes, findings: [finding]})).toContain(words);
});

it('names the package that reaches the data and is not there, as fsspec asks for it', () => {
	const lines = 'DatasetError: \nInstall s3fs to \naccess S3.\nFailed to instantiate dataset'.split('\n');
	expect(explain(['train'], lines, {nodes, findings: [finding]})).toContain('pip install s3fs,');
	const google = ['ImportError: Please install gcsfs to access Google Storage'];
	expect(explain(['train'], google, {nodes, findings: []})).toContain('pip install gcsfs,');
});

it('takes the words of the check where there is one, across the names of a transcoded dataset', () => {
	const lines = ["Pipeline input(s) {'model@spark'} not found in the DataCatalog"];
	expect(explain(['report'], lines, {nodes, findings: [finding]})).toBe('the words of the check\nthe fix');
});

it('has nothing to say of other errors, nor of data that is there and cannot be read', () => {
	const facts = {nodes, findings: [finding]};
	expect(explain(['train'], ["KeyError: 'cleaned'"], facts)).toBeUndefined();
	const broken = ['DatasetError: lookup: Failed while loading data from dataset x.', 'invalid start byte'];
	expect(explain(['train'], broken, facts)).toBeUndefined();
});
