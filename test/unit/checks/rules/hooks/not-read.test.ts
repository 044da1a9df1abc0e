// The rule hooks/not-read, and what is absent where a hook may provide it: a warning without a fix.
import {expect, it} from 'vitest';
import {csv, found, implied, node} from '../../../../support/facts.ts';
import {proposed} from '../../../../support/proposed-fixes.ts';

const nodes = [node('clean: raw, params:date -> cleaned'), node('report: cleaned -> report')];
const datasets = [implied('cleaned'), implied('raw'), csv('report', 's3://tide/r.csv', {credentials: 's3'})];
const unread = {
	name: 'ShopHooks.after_catalog_created',
	method: 'after_catalog_created',
	plugin: null,
	place: {file: 'src/demo/hooks.py', line: 8},
	loads: [],
	problem: 'it runs socket.connect',
};
const absences = [
	'pipeline/missing-input',
	'pipeline/missing-parameter',
	'catalog/memory-dataset',
	'catalog/credentials',
];

it('what a hook may provide is a warning, and nothing is fixed', async () => {
	const given = {nodes, project: {datasets, hooks: [unread]}};
	expect(found('hooks/not-read', given)).toMatchObject([{severity: 'warning', line: 8}]);
	const severities = absences.map(rule => found(rule, given).map(({severity}) => severity));
	expect(severities).toEqual([['warning'], ['warning'], ['warning'], ['warning']]);
	const {fixes} = await proposed(given);
	expect(fixes.filter(({finding, fix}) => fix !== undefined && absences.includes(finding.rule))).toEqual([]);
});

it('it is an error where all hooks were read', () => {
	const given = {nodes, project: {datasets, hooks: [{...unread, problem: null}]}};
	expect(found('hooks/not-read', given)).toEqual([]);
	const severities = absences.map(rule => found(rule, given).map(({severity}) => severity));
	expect(severities).toEqual([['error'], ['error'], ['error'], ['error']]);
});

it('a dataset that a hook adds is changed in the hook, never in the catalog', async () => {
	const local = csv('cleaned', 'data/c.csv', {source: 'hook', place: {file: 'src/demo/hooks.py', line: 8}});
	const given = {
		nodes,
		project: {datasets: [local, csv('raw', '', {source: 'hook', key: 'data', type: 'MemoryDataset'})]},
	};
	const [finding] = found('catalog/local-dataset', given);
	expect(finding?.fix?.title).toContain('src/demo/hooks.py:8');
	expect((await proposed(given)).fixes.find(one => one.finding.dataset === 'cleaned')?.fix).toBeUndefined();
	expect(found('pipeline/missing-input', given)).toEqual([]);
});

it('credentials that a hook sets pass', () => {
	expect(found('catalog/credentials', {nodes, project: {datasets, credentialsOfHooks: ['s3']}})).toEqual([]);
});
