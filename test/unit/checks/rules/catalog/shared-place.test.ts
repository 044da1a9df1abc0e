// The rule catalog/shared-place: two datasets with one data location, at least one of which is written.
import {expect, it} from 'vitest';
import {csv, found, node} from '../../../../support/facts.ts';

const rule = 'catalog/shared-place';
const place = 's3://tide/x.csv';

it('B26: two tasks that write one location are an error, and two nodes of one task a warning', () => {
	const nodes = [node('a:  -> x'), node('b:  -> y')];
	const datasets = [csv('x', place), csv('y', place)];
	expect(found(rule, {nodes, project: {datasets}})).toMatchObject([{severity: 'error', dataset: 'y', line: 7}]);
	const together = ['a', 'b'];
	expect(found(rule, {nodes, together, project: {datasets}})).toMatchObject([{severity: 'warning'}]);
});

it('a dataset that reads what another writes is a warning', () => {
	const nodes = [node('a:  -> x'), node('b: y -> z')];
	const datasets = [csv('x', place), csv('y', place)];
	expect(found(rule, {nodes, project: {datasets}})).toMatchObject([{severity: 'warning', dataset: 'x'}]);
});

it('a transcoded dataset is reported once, also when a node reads it at the shared location', () => {
	const nodes = [node('a:  -> x'), node('b:  -> y@csv'), node('c: y@torch -> z')];
	const datasets = ['x', 'y@csv', 'y@torch'].map(name => csv(name, place));
	expect(found(rule, {nodes, project: {datasets}})).toMatchObject([{severity: 'error', dataset: 'y@csv'}]);
});

it('partitioned datasets that share a folder are a warning', () => {
	const nodes = [node('a:  -> plots'), node('b:  -> tables')];
	const datasets = ['plots', 'tables'].map(name =>
		csv(name, 's3://tide/report', {type: 'partitions.PartitionedDataset', key: 'path'}),
	);
	const [finding, ...others] = found(rule, {nodes, project: {datasets}});
	expect(others).toEqual([]);
	expect(finding).toMatchObject({severity: 'warning', dataset: 'tables'});
	expect(finding?.message).toContain('unless their suffixes differ');
});

it('a reader that runs after the writer passes, and one that runs before it is an info', () => {
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

it('two inputs, two transcoded names and tables of different databases pass', () => {
	const inputs = [csv('x', place), csv('y', place)];
	expect(found(rule, {nodes: [node('a: x, y -> z')], project: {datasets: inputs}})).toEqual([]);
	const nodes = [node('a:  -> t@spark'), node('b: t@pandas -> ')];
	expect(found(rule, {nodes})).toEqual([]);
	const tables = ['x', 'y'].map(name => csv(name, 'rides', {type: 'pandas.SQLTableDataset', key: 'table_name'}));
	expect(found(rule, {nodes: [node('a:  -> x, y')], project: {datasets: tables}})).toEqual([]);
});

it('a file that is written into a folder of partitions is read in any order, unless Kedro knows the order', () => {
	const days = csv('days', 's3://tide/days', {type: 'partitions.PartitionedDataset', key: 'path'});
	const datasets = [days, csv('day', 's3://tide/days/1.csv'), csv('other', 's3://tide/days/2.csv')];
	const nodes = [node('save: raw -> day, other'), node('join: days -> total')];
	expect(found(rule, {nodes, project: {datasets}})).toMatchObject([
		{severity: 'warning', dataset: 'day', message: expect.stringContaining('one must wait')},
		{severity: 'warning', dataset: 'other'},
	]);
	const [save, join] = nodes;
	const ordered = [save, {...join, dependencies: ['save']}] as typeof nodes;
	expect(found(rule, {nodes: ordered, project: {datasets}})).toEqual([]);
});
