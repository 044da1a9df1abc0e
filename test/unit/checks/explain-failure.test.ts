// The explanation of a failed task: the dataset or the package that it misses.
import {expect, it} from 'vitest';
import {explain} from '../../../src/checks/explain-failure.ts';
import type {Finding} from '../../../src/schema/finding.ts';
import type {KedroNode} from '../../../src/schema/project.ts';

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
		'cannot find cleaned data, which clean writes',
	],
	[
		'Kedro 1, broken by Rich',
		'train',
		'│ box │\n╰───╯\nDatasetError: looku\np: Failed while loading data from data\nset x(filepath=y).\n[Errno 2] No such file or directory: y',
		'cannot find lookup,',
	],
	[
		'older Kedro: the name stands before',
		'train',
		"INFO Loading data from 'cleaned' (CSVDataset)...\nDatasetError: Failed while loading data from dataset\nCSVDataset(filepath=x).\n[Errno 2] No such file or directory: 'x'",
		'cannot find cleaned,',
	],
	[
		'0.18',
		'train',
		'Loading data from lookup\nDataSetError: Failed while loading data from data set CSVDataSet(filepath=x).\nNo such file or directory',
		'cannot find lookup,',
	],
])('the explanation names the missing dataset: %s', (_, task, text, words) => {
	expect(explain([task], text.split('\n'), {nodes, findings: [finding]})?.text).toContain(words);
});

it('the explanation names the missing package that fsspec needs for a protocol', () => {
	const lines = 'DatasetError: \nInstall s3fs to \naccess S3.\nFailed to instantiate dataset'.split('\n');
	const install = 'uv pip install --python .venv/bin/python';
	expect(explain(['train'], lines, {nodes, findings: [finding], install})?.text).toBe(
		`The package s3fs is not installed in the Python of the project\n${install} s3fs`,
	);
	const missing = {...finding, rule: 'requirements/missing', message: 's3fs is not installed'};
	expect(explain(['train'], lines, {nodes, findings: [missing], install})?.text).toMatch(/s3fs\nAdd it to the req/);
	const google = ['ImportError: Please install gcsfs to access Google Storage'];
	expect(explain(['train'], google, {nodes, findings: []})?.text, 'on the cluster').toBe(
		'The package gcsfs is not installed in the image: add it to the requirements, and deploy again',
	);
});

it('a finding about the dataset is the explanation, across the names of a transcoded dataset', () => {
	const lines = ["Pipeline input(s) {'model@spark'} not found in the DataCatalog"];
	expect(explain(['report'], lines, {nodes, findings: [finding]})?.text).toBe('the words of the check\nthe fix');
});

it('other errors have no explanation, nor has data that exists and cannot be read', () => {
	const facts = {nodes, findings: [finding]};
	expect(explain(['train'], ["KeyError: 'cleaned'"], facts)).toBeUndefined();
	const broken = ['DatasetError: lookup: Failed while loading data from dataset x.', 'invalid start byte'];
	expect(explain(['train'], broken, facts)).toBeUndefined();
});

it('a variable that on_start hands on is missing only in tasks that run without it', () => {
	const lines = ["InterpolationResolutionError: Environment variable 'MLFLOW_RUN_ID' not found"];
	const text = (handedOn: readonly string[]) => explain([], lines, {nodes, findings: [], handedOn})?.text;
	expect(text(['MLFLOW_RUN_ID'])).toContain('Give it a default, such as ${oc.env:MLFLOW_RUN_ID,none}');
	expect(text([])).toContain('--env-var MLFLOW_RUN_ID=VALUE');
});
