// The rule requirements/import-missing: modules that the project imports and its requirements do not install.
import {expect, it} from 'vitest';
import {csv, found, type FactOverrides, node} from '../../../../support/facts.ts';

const rule = 'requirements/import-missing';
const generated = {text: 'FROM python\nRUN pip install -r requirements.txt', generated: true};
const sklearn = {
	module: 'sklearn',
	packages: ['scikit-learn'],
	place: {file: 'src/shop/nodes.py', line: 3},
	dataset: null,
};
const missing = (more: FactOverrides = {}) =>
	found(rule, {
		dockerfile: generated,
		...more,
		project: {installs: ['kedro'], notRequired: [sklearn], ...more.project},
	});

it('a module of the code is reported with its package', () => {
	expect(missing()).toEqual([
		{
			rule,
			severity: 'error',
			message: 'src/shop/nodes.py imports sklearn (scikit-learn), and requirements.txt does not install it',
			file: 'src/shop/nodes.py',
			line: 3,
			fix: {title: 'Add scikit-learn to requirements.txt'},
		},
	]);
});

it('the type of a dataset is reported with the dataset', () => {
	const own = {module: 'kedro_mlflow', packages: ['kedro-mlflow'], place: null, dataset: 'model'};
	expect(missing({project: {notRequired: [own]}})).toMatchObject([
		{
			dataset: 'model',
			message: 'The type of model is in kedro_mlflow (kedro-mlflow), and requirements.txt does not install it',
		},
	]);
});

it('it is a warning where the image may get the package all the same', () => {
	const requires = [{name: 'acme', pinned: true, installed: null, group: null, place: null}];
	expect(missing({project: {requires}})).toMatchObject([{severity: 'warning'}]);
	expect(missing({dockerfile: {text: 'FROM acme/base', generated: false}})).toMatchObject([{severity: 'warning'}]);
});

it('what the Dockerfile installs, and what is reported for a dataset, is not reported', () => {
	expect(missing({dockerfile: {text: 'RUN pip install scikit-learn', generated: false}})).toEqual([]);
	expect(missing({project: {installs: null}})).toEqual([]);
	const pandas = {...sklearn, module: 'pandas', packages: ['pandas']};
	const project = {datasets: [csv('x', 's3://tide/x.csv')], notRequired: [pandas]};
	expect(missing({nodes: [node('a: x -> ')], project})).toEqual([]);
});

it('an import in a function counts for the nodes that call it, and is a warning where it is not known who does', () => {
	const inNode = (nodes: string[]) =>
		missing({nodes: [node('train: x -> y')], project: {notRequired: [{...sklearn, nodes}]}});
	const rest = 'and requirements.txt does not install it';
	expect(inNode(['train', 'other'])).toMatchObject([
		{
			severity: 'error',
			message: `src/shop/nodes.py imports sklearn (scikit-learn) in the function of train and other, ${rest}`,
		},
	]);
	expect(inNode(['other'])).toEqual([]);
	expect(inNode([])).toMatchObject([
		{severity: 'warning', message: `src/shop/nodes.py imports sklearn (scikit-learn) in a function, ${rest}`},
	]);
});
