// The rule catalog/lost-output: results that are deleted with the container that wrote them.
import {expect, it} from 'vitest';
import {csv, found, implied, node} from '../../../../support/facts.ts';

const rule = 'catalog/lost-output';

it('a result on a local path is a warning, and a result in memory is an info', () => {
	const nodes = [node('report: scores -> table, note')];
	const datasets = [csv('table', 'data/table.csv'), implied('note')];
	expect(found(rule, {nodes, project: {datasets}})).toMatchObject([
		{severity: 'warning', dataset: 'table', file: 'conf/base/catalog.yml'},
		{severity: 'info', dataset: 'note', file: 'src/demo/nodes.py'},
	]);
});

it('a dataset that another node reads under another transcoded name and a result on S3 pass', () => {
	const nodes = [node('a:  -> t@spark'), node('b: t@pandas -> ')];
	const datasets = [csv('t@spark', 'data/t'), csv('t@pandas', 'data/t')];
	expect(found(rule, {nodes, project: {datasets}, together: ['a', 'b']})).toEqual([]);
	expect(found(rule)).toEqual([]);
});
