// Requirements files of some tasks: one that is missing is found, and what they install is not missing in these tasks.
import {describe, expect, it} from 'vitest';
import {csv, found, type FactOverrides, node} from '../../../../support/facts.ts';

const nodes = [node('load: raw -> trips'), node('fit: trips -> model')];
const generated = {text: 'FROM python\nRUN pip install -r requirements.txt', generated: true};
const own: FactOverrides = {
	nodes,
	dockerfile: generated,
	requirementsOf: name => (name === 'fit' ? 'gpu.txt' : undefined),
	project: {installs: ['kedro'], taskRequirements: [{file: 'gpu.txt', packages: ['torch', 'pandas']}]},
};
const withProject = (more: FactOverrides['project'], rest: FactOverrides = {}): FactOverrides => ({
	...own,
	...rest,
	project: {...own.project, ...more},
});

describe('requirements/task-file', () => {
	it('finds a file that is not there, and one that would not be in the image', () => {
		expect(found('requirements/task-file', own)).toEqual([]);
		expect(found('requirements/task-file', withProject({taskRequirements: []}))).toMatchObject([
			{severity: 'error', message: 'kfp.yml names gpu.txt as requirements of fit, and there is no such file'},
		]);
		const left = {...own, imageHasFile: (path: string) => path !== 'gpu.txt'};
		expect(found('requirements/task-file', left)).toMatchObject([
			{fix: {title: 'Keep it in the image with the line !gpu.txt in .dockerignore'}},
		]);
	});
});

describe('what the file installs', () => {
	const torch = {module: 'torch', packages: ['torch'], place: null, dataset: null};

	it('is not missing in a function of its nodes, and is in that of another node and at the top of a file', () => {
		const missing = (named: string[] | null, packages: string[] | null = ['torch']) =>
			found(
				'requirements/import-missing',
				withProject({notRequired: [{...torch, nodes: named}], taskRequirements: [{file: 'gpu.txt', packages}]}),
			).length;
		expect([missing(['fit']), missing(['fit', 'load']), missing(['load']), missing(null)]).toEqual([0, 1, 1, 1]);
		expect([missing(['fit'], null), missing(['fit'], ['numpy'])], 'null: not known').toEqual([0, 1]);
	});

	it('is not missing for a dataset that only its nodes use, from Kedro 1.0 on', () => {
		const datasets = [csv('model', 's3://tide/model.csv')];
		const needed = (kedro: string, names = ['raw', 'trips']) =>
			found(
				'requirements/extra-missing',
				withProject({
					kedro,
					installs: ['kedro', 'kedro-datasets', 's3fs'],
					datasets: [...datasets, ...names.map(name => ({...csv(name, 's3://x/x.json'), type: 'json.JSONDataset'}))],
				}),
			).length;
		expect([needed('1.7.0'), needed('0.19.9')]).toEqual([0, 1]);
		expect(needed('1.7.0', ['raw']), 'load writes trips, a CSV').toBe(1);
	});
});
