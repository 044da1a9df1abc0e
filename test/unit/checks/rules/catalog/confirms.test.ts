// The rule catalog/confirms: nodes that confirm a dataset in another task, or on a local path.
import {expect, it} from 'vitest';
import {csv, found, type FactOverrides, node} from '../../../../support/facts.ts';

const rule = 'catalog/confirms';
const type = 'partitions.IncrementalDataset';
const nodes = [node('load: parts -> x'), node('done: x -> y', {confirms: ['parts']})];
const at = (value: string): FactOverrides => ({
	nodes,
	project: {datasets: [csv('parts', value, {type, key: 'path'})]},
});

it('confirming a dataset that another task loads is a warning', () => {
	expect(found(rule, at('s3://tide/parts'))).toMatchObject([
		{
			severity: 'warning',
			node: 'done',
			dataset: 'parts',
			message: expect.stringContaining('which load loads in another task'),
		},
	]);
});

it('confirming a dataset on a local path is a warning', () => {
	expect(found(rule, {...at('data/parts'), together: ['load', 'done']})).toMatchObject([
		{severity: 'warning', message: expect.stringContaining('the record is deleted with its container')},
	]);
});

it('confirming within one task, or in the node that loads the data, passes', () => {
	expect(found(rule, {...at('s3://tide/parts'), together: ['load', 'done']})).toEqual([]);
	const self = [node('load: parts -> x', {confirms: ['parts']})];
	expect(found(rule, {...at('s3://tide/parts'), nodes: self})).toEqual([]);
});
