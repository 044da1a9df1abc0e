// The rule catalog/local-input: local files that the pipeline starts from.
import {expect, it} from 'vitest';
import {csv, found, node} from '../../../../support/facts.ts';

const rule = 'catalog/local-input';
const train = node('train: features -> model', {place: {file: 'src/demo/train.py', line: 31}});
const score = node('score: model -> scores');
const pair = [train, score];
const project = {datasets: [csv('features', 'data/04_feature/features.csv')]};

it('B22: an input file that will not be in the image is an error', () => {
	const asked: string[] = [];
	const imageHasFile = (path: string) => asked.push(path) === 0;
	const [finding] = found(rule, {nodes: pair, project, imageHasFile});
	expect(asked).toContain('data/04_feature/features.csv');
	expect(finding).toMatchObject({severity: 'error', line: 7, node: 'train', dataset: 'features'});
	expect(finding?.message).toContain('train will fail because the file is missing');
	expect(finding?.fix?.title).toMatch(
		/; or include it in the image with the line !data\/04_feature\/features\.csv in \.dockerignore$/,
	);
});

it('files that a pattern names are in the image with their folder', () => {
	const datasets = [csv('features', 'data/days/2024-*/*.parquet')];
	const [finding] = found(rule, {nodes: pair, project: {datasets}, imageHasFile: () => false});
	expect(finding?.fix?.title).toMatch(/with the line !data\/days in \.dockerignore$/);
	expect(found(rule, {nodes: pair, project: {datasets}, imageHasFile: path => path === 'data/days'})).toMatchObject([
		{severity: 'warning'},
	]);
});

it('an input file that will be in the image is a warning', () => {
	const [finding] = found(rule, {nodes: pair, project});
	expect(finding?.severity).toBe('warning');
	expect(finding?.fix?.title).not.toContain('.dockerignore');
});

it('an absolute path inside the project is looked up in the image by its relative path', () => {
	const datasets = [csv('features', '/home/ada/demo/data/features.csv')];
	const imageHasFile = (path: string) => path === 'data/features.csv';
	expect(found(rule, {nodes: pair, project: {datasets}, imageHasFile})).toMatchObject([{severity: 'warning'}]);
});

it.each(['/mnt/features.csv', '../features.csv', '~/features.csv', 'C:/features.csv', '/home/ada/demo2/f.csv'])(
	'an input at %s is outside the project and so never in the image',
	path => {
		const [finding] = found(rule, {nodes: pair, project: {datasets: [csv('features', path)]}});
		expect(finding?.severity).toBe('error');
	},
);

it('an input on S3 and a local dataset that a node writes pass', () => {
	expect(found(rule, {nodes: pair})).toEqual([]);
	expect(found(rule, {nodes: pair, project: {datasets: [csv('model', 'data/model.csv')]}})).toEqual([]);
});
