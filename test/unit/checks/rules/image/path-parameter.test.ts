// Parameters that name a file or folder of this machine.
import {expect, it} from 'vitest';
import {findingsOf} from '../../../../../src/checks/rule.ts';
import {imagePathParameter} from '../../../../../src/checks/rules/image/path-parameter.ts';
import type {PathParameter} from '../../../../../src/schema/project.ts';
import {facts, node} from '../../../../support/facts.ts';

const found = (inputs: string, path: string, more: Partial<PathParameter> = {}, inImage = false) => {
	const parameter = {key: 'raw.folder', path, absolute: false, inside: true, folder: true, files: [`${path}/1.csv`]};
	const all = facts({
		nodes: [node(`read: ${inputs} -> x`)],
		imageHasFile: () => inImage,
		project: {pathParameters: [{...parameter, place: {file: 'conf/base/parameters.yml', line: 3}, ...more}]},
	});
	return findingsOf(imagePathParameter, all).map(({severity, message, fix}) => [severity, message, fix?.title]);
};

it('a folder that the image lacks fails, with advice to store it or to include it', () => {
	expect(found('params:raw.folder', 'data/days')).toEqual([
		[
			'error',
			'read reads params:raw.folder, which names the folder data/days: it will not be in the image, and read will fail because it is missing',
			'Upload the folder to remote storage, and make it a dataset of the node, such as a PartitionedDataset; or keep it in the image with the line !data/days in .dockerignore',
		],
	]);
	expect(found('params:raw', 'data/days')).toHaveLength(1);
	expect(found('parameters', 'data/days')).toMatchObject([
		['warning', expect.stringMatching(/^read reads parameters, of which raw\.folder names/), expect.anything()],
	]);
});

it('what no node reads, and what belongs to the code, is not reported', () => {
	expect(found('params:other', 'data/days')).toEqual([]);
	expect(found('params:raw', 'src/demo/sql', {}, true)).toEqual([]);
	expect(found('params:raw', 'conf/base/sql', {}, true)).toEqual([]);
	expect(found('params:raw', 'src/demo/sql')).toMatchObject([['error', expect.anything(), expect.anything()]]);
});

it('data in the image, and an empty folder, are warnings', () => {
	const severities = [
		found('params:raw', 'data/days', {}, true),
		found('params:raw', 'data/out', {files: []}),
		found('params:raw', 'data/out', {files: []}, true),
	].map(([first]) => first?.[0]);
	expect(severities).toEqual(['warning', 'warning', 'warning']);
});

it('an absolute path, and one outside the project, fail also where the image has the file', () => {
	const texts = [
		found('params:raw', 'data/days', {absolute: true}, true),
		found('params:raw', '~/days', {inside: false, files: []}, true),
	].map(([first]) => [first?.[0], first?.[2]]);
	expect(texts).toEqual([
		['error', 'Write data/days, relative to the project'],
		['error', expect.stringMatching(/or move it into the project, and name it relative to the project$/)],
	]);
});
