// The rule catalog/nested-path: local paths inside entries on remote storage, and their fix.
import {expect, it} from 'vitest';
import {csv, found, node} from '../../../../support/facts.ts';
import {proposed} from '../../../../support/proposed-fixes.ts';

const rule = 'catalog/nested-path';
const given = (key: string, value: string) => ({
	nodes: [node('one: days -> out')],
	project: {
		datasets: [
			csv('days', 's3://tide/demo/days', {type: 'partitions.IncrementalDataset', key: 'path', paths: [{key, value}]}),
		],
	},
});

it('a local checkpoint of remote data is a warning, and its fix moves it into the folder of the data', async () => {
	const facts = given('checkpoint.filepath', 'data/DONE');
	expect(found(rule, facts)).toMatchObject([
		{severity: 'warning', dataset: 'days', fix: {title: 'Write checkpoint.filepath as s3://tide/demo/days/DONE'}},
	]);
	const text =
		'days:\n  type: partitions.IncrementalDataset\n  path: s3://tide/demo/days\n  checkpoint: {filepath: data/DONE}\n';
	const {apply} = await proposed(facts, {'conf/base/catalog.yml': text});
	expect(await apply()).toContain('filepath: s3://tide/demo/days/DONE');
});

it('another local path inside is an error', () => {
	expect(found(rule, given('copy.filepath', 'data/x.csv'))).toMatchObject([
		{severity: 'error', fix: {title: 'Write copy.filepath as s3://tide/demo/x.csv'}},
	]);
});

it('a remote path inside passes', () =>
	expect(found(rule, given('checkpoint.filepath', 's3://tide/demo/days/DONE'))).toEqual([]));
