// Datasets whose entry is only in the default environment.
import {expect, it} from 'vitest';
import type {Dataset, DefaultOnly} from '../../../../../src/schema/project.ts';
import {runChecks} from '../../../../../src/checks/run-checks.ts';
import {csv, facts, implied, node} from '../../../../support/facts.ts';

const only = (entry: Dataset): DefaultOnly => ({
	kind: 'catalog',
	keys: [entry.name],
	place: entry.place,
	uses: [{name: entry.name, optional: false}],
	entry: {...entry, place: {file: 'conf/local/catalog.yml', line: 4}},
});

function found(entry: Dataset) {
	const all = facts({
		nodes: [node('one: raw -> x'), node('two: x -> out')],
		project: {
			datasets: ['raw', 'x', 'out'].map(name =>
				name === entry.name ? implied(name) : csv(name, `s3://tide/${name}.csv`),
			),
			defaultOnly: [only(entry)],
		},
	});
	const {findings} = runChecks(all, {ignore: []});
	return findings
		.filter(({rule}) => /^(?:catalog|pipeline)\//.test(rule))
		.map(({rule, severity, fix}) => [rule, severity, fix?.title]);
}

it('an input stops Kedro, a dataset between tasks fails, a result is lost: each is reported once', () => {
	const advice = (name: string) => `Add to conf/s3/catalog.yml the entry ${name} of conf/local/catalog.yml`;
	expect(found(csv('raw', 's3://dev/raw.csv'))).toEqual([['catalog/only-default', 'error', advice('raw')]]);
	expect(found(csv('x', 's3://dev/x.csv'))).toEqual([['catalog/only-default', 'error', advice('x')]]);
	expect(found(csv('out', 's3://dev/out.csv'))).toEqual([['catalog/only-default', 'warning', advice('out')]]);
});

it('an entry on a local path goes to remote storage', () => {
	expect(found(csv('x', 'data/x.csv'))).toEqual([
		[
			'catalog/only-default',
			'error',
			'Add to conf/s3/catalog.yml, with the other options of the present entry: x: {type: pandas.CSVDataset, filepath: "s3://tide/x.csv"}',
		],
	]);
});

it('an entry that is in memory there too changes nothing', () => {
	const memory = csv('x', '', {type: 'MemoryDataset', key: null, value: null});
	expect(found(memory)).toMatchObject([['catalog/memory-dataset', 'error', expect.anything()]]);
});
