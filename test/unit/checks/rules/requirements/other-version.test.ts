// The rule requirements/other-version: pins that differ from what is installed here.
import {expect, it} from 'vitest';
import type {Project} from '../../../../../src/schema/project.ts';
import {csv, found, node} from '../../../../support/facts.ts';
import {layoutOf} from '../../../../support/layout.ts';

const rule = 'requirements/other-version';

const pin = (name: string, version: string | null, installed: string | null, group: string | null = null) =>
	({name, pinned: true, version, installed, group, place: {file: 'requirements.txt', line: 2}}) as const;

const judge = (requires: Project['requires'], more: Partial<Project> = {}) =>
	found(rule, {project: {requires, ...more}});

it('other versions are one warning', () => {
	expect(
		judge([pin('pandas', '1.5.3', '2.2.0'), pin('s3fs', '2024.1', '2024.2'), pin('numpy', '1.26', '1.26.0')]),
	).toMatchObject([
		{
			severity: 'warning',
			message:
				'The image gets other versions than the ones that were checked: pinned pandas 1.5.3, here 2.2.0 and s3fs 2024.1, here 2024.2',
			line: 2,
		},
	]);
});

it.each([
	['the same version', pin('pandas', '2.2.0', '2.2.0')],
	['a build of it', pin('torch', '2.2.0+cpu', '2.2.0')],
	['no exact version', pin('pandas', null, '2.2.0')],
	['a package that is not installed here', pin('pandas', '2.2.0', null)],
	['a group that the image does not get', pin('pytest', '7.0', '8.0', 'dev')],
])('%s is not a finding', (_, requirement) => {
	expect(judge([requirement])).toEqual([]);
});

it.each([
	['0.19.15', '1.7.0', 'error'],
	['0.18.14', '0.19.15', 'error'],
	['1.6.0', '1.7.0', 'warning'],
])('Kedro pinned to %s with %s here is of severity %s', (version, installed, severity) => {
	expect(judge([pin('kedro', version, installed)], {kedro: installed})).toMatchObject([{severity}]);
});

it.each([
	['1.6.0', '1.7.0', 'pandas.CSVDataset', '9.6.0', 'has no pandas.CSVDataset'],
	['2.0.0', '0.18.14', 'pandas.CSVDataSet', '1.8.0', 'has no pandas.CSVDataSet'],
	['8.0.0', '0.19.15', 'pandas.CSVDataset', '7.0.0', 'needs Kedro 1.0 or newer'],
	['3.0.0', '0.18.14', 'pandas.CSVDataset', '2.1.0', 'needs Kedro 0.19 or newer'],
])('kedro-datasets %s does not fit Kedro %s and %s, and %s does', (version, kedro, type, installed, reason) => {
	const datasets = [csv('raw', 's3://b/raw.csv', {type})];
	const nodes = [node('load: raw -> trips')];
	const project = {requires: [pin('kedro-datasets', version, installed)], kedro, datasets};
	const [finding] = found(rule, {nodes, project});
	expect(finding).toMatchObject({severity: 'error'});
	expect(finding?.message).toContain(reason);
	expect(finding?.fix?.title).toBe(`Pin kedro-datasets==${installed} in requirements.txt`);
});

it('a kedro-datasets that does not fit the Kedro of the image is not advised', () => {
	const requires = [pin('kedro', '0.18.14', '1.7.0'), pin('kedro-datasets', '3.0.0', '9.6.0')];
	const titles = judge(requires, {kedro: '1.7.0'}).map(({fix}) => fix?.title);
	expect(titles).toContain('Pin kedro-datasets==9.6.0, or install kedro-datasets==3.0.0 here and check again');
});

it('kedro-datasets of another version that fits is a warning', () => {
	expect(judge([pin('kedro-datasets', '9.0.0', '9.6.0')])).toMatchObject([{severity: 'warning'}]);
});

it('another Python in the environment of conda or pixi is a warning', () => {
	const layout = layoutOf('conda', {files: ['environment.yml'], python: '3.10'});
	expect(judge([], {layout})).toMatchObject([
		{severity: 'warning', message: 'The image gets Python 3.10, and the project was read with 3.11.7'},
	]);
	expect(judge([], {layout: {...layout, python: '3.11'}})).toEqual([]);
});
