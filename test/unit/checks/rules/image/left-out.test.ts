// The rule image/left-out: parts of the project that the ignore file keeps out of the image.
import {expect, it} from 'vitest';
import {found} from '../../../../support/facts.ts';

const rule = 'image/left-out';
const environmentFiles = [{file: 'conf/base/catalog.yml', kind: 'catalog' as const, empty: false}];
const left = (project: {confSource?: string; sourceDir?: string}, has: (path: string) => boolean) =>
	found(rule, {project: {environmentFiles, ...project}, imageHasFile: has}).map(({file}) => file);

it('each part that Kedro needs and the image does not have is reported', () => {
	expect(left({}, () => false)).toEqual(['conf/base', 'pyproject.toml', 'src/demo']);
	expect(left({}, path => path !== 'pyproject.toml')).toEqual(['pyproject.toml']);
	expect(left({}, () => true)).toEqual([]);
});

it('a project that only an unknown base image may have is a warning', () => {
	const onlyBaseMayHave = (path: string) => path === 'pyproject.toml';
	expect(found(rule, {onlyBaseMayHave})).toMatchObject([
		{severity: 'warning', message: expect.stringContaining('unless the base image has the project')},
	]);
	expect(found(rule, {onlyBaseMayHave: () => false})).toEqual([]);
});

it('the folder of a session store that the image does not have is reported', () => {
	const project = {sessionFolder: 'data'};
	expect(found(rule, {project, imageHasFile: path => path !== 'data'})).toMatchObject([{file: 'data/.gitkeep'}]);
	expect(found(rule, {project})).toEqual([]);
	expect(found(rule, {project: {sessionFolder: null}, imageHasFile: path => path !== 'data'})).toEqual([]);
});

it('a path outside the project and a base configuration without files are not looked up', () => {
	expect(left({sourceDir: '../shared/demo', confSource: '/etc/demo'}, () => false)).toEqual(['pyproject.toml']);
	expect(found(rule, {imageHasFile: path => path !== 'conf/base'})).toEqual([]);
});

it('the folder of a log file, and the file that KEDRO_LOGGING_CONFIG names', () => {
	const place = {file: 'conf/logging.yml', line: 9};
	const folders = ['info', 'errors'].map(handler => ({folder: 'logs', handler, place}));
	const project = {logging: {file: 'conf/own.yml', folders}};
	const findings = found(rule, {project, imageHasFile: path => path !== 'logs' && path !== 'conf/own.yml'});
	expect(findings.map(({file}) => file)).toEqual(['conf/own.yml', 'logs/.gitkeep']);
	expect(findings[1]?.message).toContain('handler info (conf/logging.yml:9)');
	expect(found(rule, {project})).toEqual([]);
});
