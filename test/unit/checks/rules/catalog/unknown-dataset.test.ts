// The rule catalog/unknown-dataset: datasets of a type that keeps its data where kfp-wizard cannot see it.
import {expect, it} from 'vitest';
import {all, csv, found, node} from '../../../../support/facts.ts';

const rule = 'catalog/unknown-dataset';
const train = node('train: features -> model', {place: {file: 'src/demo/train.py', line: 31}});
const score = node('score: model -> scores');
const pair = [train, score];
const own = csv('model', '', {type: 'demo.datasets.ModelStore', key: null, value: null});

it('a dataset of the project’s own type between two tasks is a warning', () => {
	const [finding] = found(rule, {nodes: pair, project: {datasets: [own]}});
	expect(finding).toMatchObject({severity: 'warning', dataset: 'model', line: 7});
	expect(finding?.message).toContain('demo.datasets.ModelStore');
});

it('an own type within one task and a database table pass', () => {
	expect(found(rule, {nodes: pair, project: {datasets: [own]}, together: ['train', 'score']})).toEqual([]);
	const table = csv('model', 'models', {type: 'pandas.SQLTableDataset', key: 'table_name'});
	expect(all({nodes: pair, project: {datasets: [table]}})).toEqual([]);
});
