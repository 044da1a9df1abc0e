// Which datasets get one factory pattern, and which get an entry each.
import {expect, it} from 'vitest';
import {alikeDatasets} from '../../../src/checks/alike-datasets.ts';
import type {Project} from '../../../src/schema/project.ts';
import {csv, facts, implied, node} from '../../support/facts.ts';

const numbered = (before: string, after = '', count = 10): readonly string[] =>
	Array.from({length: count}, (_, index) => `${before}${String(index + 1).padStart(3, '0')}${after}`);

function patterns(names: readonly string[], others: readonly string[] = [], more: Partial<Project> = {}) {
	const datasets = [...names, ...others].map(implied);
	const {project} = facts({project: {datasets, ...more}});
	return [...new Set(alikeDatasets(names, project).values())].map(({pattern, names: members}) => [
		pattern,
		members.length,
	]);
}

it('names that differ in one part share a pattern', () => {
	expect(patterns(numbered('part_', '', 300))).toEqual([['part_{name}', 300]]);
	expect(patterns(numbered('part'))).toEqual([['part{name}', 10]]);
	expect(patterns(numbered('shop_', '.model'))).toEqual([['shop_{name}.model', 10]]);
	expect(patterns('eu us jp in br za mx ca'.split(' ').map(name => `${name}.model`))).toEqual([['{name}.model', 8]]);
});

it('two families get two patterns, or the one that they share', () => {
	expect(patterns([...numbered('sales_'), ...numbered('stock_')])).toEqual([
		['sales_{name}', 10],
		['stock_{name}', 10],
	]);
	expect(patterns([...numbered('shop_a_'), ...numbered('shop_b_')])).toEqual([['shop_{name}', 20]]);
});

it('a pattern that would match another dataset is not used, in any case of letters', () => {
	expect(patterns(numbered('part_'), ['part_summary'])).toEqual([]);
	expect(patterns(numbered('part_'), ['PART_summary'])).toEqual([]);
	expect(patterns([...numbered('part_', '_a'), ...numbered('part_', '_b')], ['part_c'])).toEqual([
		['part_{name}_a', 10],
		['part_{name}_b', 10],
	]);
	const own = csv('part_summary', 's3://tide/x.csv');
	const datasets = [...numbered('part_').map(implied), own];
	expect(patterns(numbered('part_'), [], {datasets})).toEqual([['part_{name}', 10]]);
});

it('few names, names without a common part, and an old Kedro get none', () => {
	expect(patterns(numbered('part_', '', 7))).toEqual([]);
	expect(patterns('abc def ghi jkl mno pqr stu vwx'.split(' '))).toEqual([]);
	expect(patterns(numbered('a_'))).toEqual([]);
	expect(patterns(numbered('part '))).toEqual([]);
	expect(patterns(numbered('part_'), [], {kedro: '0.18.11'})).toEqual([]);
});

it('datasets of other types are not of the pattern', () => {
	const names = numbered('part_');
	const [first = ''] = names;
	const nodes = [node(`one: raw -> ${first}`, {hints: {[first]: 'str'}})];
	const {project} = facts({nodes, project: {datasets: names.map(implied)}});
	expect(alikeDatasets(names, project).size).toBe(0);
});
