// What the checks report of the files of an image: possible credentials, and folders that no task needs.
import {expect, it} from 'vitest';
import {secretValues, unwantedFiles} from '../../../../../src/deploy/steps/checks/unwanted.ts';
import type {BuildContext} from '../../../../../src/image/context/context.ts';
import {flag} from '../../../../support/deploy-parts.ts';
import {csv, facts} from '../../../../support/facts.ts';

const source = (paths: readonly string[], suspicious: BuildContext['suspicious'] = []) => ({
	context: {
		root: '/home/ada/demo',
		files: paths.map(path => ({path, size: 1500, executable: false, digest: 'x'})),
		folders: [],
		bytes: 0,
		hash: 'x',
		suspicious,
		warnings: [],
	},
	dockerfile: {path: null, text: '', ignore: '', generated: []},
});
const {project} = facts();

it('logs and data are reported with their size, unless they hold nothing but .gitkeep', () => {
	expect(unwantedFiles(source(['logs/a.log', 'logs/b.log', 'data/.gitkeep', 'src/x.py']), project, {})).toEqual([
		{path: 'logs', reason: '3.0 kB that no task of this pipeline reads', secret: false, inDockerfile: false},
	]);
});

it('the data folder is not reported where a dataset is in it', () => {
	const reads = facts({project: {datasets: [csv('raw', 'data/raw.csv')]}}).project;
	expect(unwantedFiles(source(['data/raw.csv']), reads, {})).toEqual([]);
	expect(unwantedFiles(source(['data/raw.csv']), project, {})).toMatchObject([{path: 'data'}]);
});

it('B35: possible credentials are reported, unless --allow-file names them', () => {
	const found = [
		{path: '.env', reason: 'looks like a file of secrets'},
		{path: 'Dockerfile', reason: 'line 3 contains the id of an AWS key'},
	];
	expect(unwantedFiles(source([], found), project, {})).toEqual([
		{path: '.env', reason: 'looks like a file of secrets', secret: true, inDockerfile: false},
		{path: 'Dockerfile', reason: 'line 3 contains the id of an AWS key', secret: true, inDockerfile: true},
	]);
	expect(unwantedFiles(source([], found), project, {allowFile: flag(['.env'], '--allow-file')})).toHaveLength(1);
});

it('secrets among the values of the configuration are apart, and what may be harmless is no secret', () => {
	const found = [
		{path: 'conf/base/x.yml', line: 5, reason: 'contains a value of "password"', inConfiguration: true as const},
		{path: 'docs/x.md', line: 4, reason: 'may contain a URL with a password', certain: false},
	];
	const {context, dockerfile} = source([], found);
	expect(unwantedFiles({context, dockerfile}, project, {})).toMatchObject([
		{path: 'docs/x.md', line: 4, secret: false},
	]);
	expect(secretValues(context, {})).toEqual([
		{file: 'conf/base/x.yml', line: 5, reason: 'contains a value of "password"', certain: true},
	]);
	expect(secretValues(context, {allowFile: flag(['conf/base/x.yml'], '--allow-file')})).toEqual([]);
});
