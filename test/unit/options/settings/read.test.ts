// What is wrong in a kfp.yml, and the values that are valid beside it.
import {describe, expect, it} from 'vitest';
import {readSettings} from '../../../../src/options/settings/read.ts';
import type {Project} from '../../../../src/schema/project.ts';
import {facts, node} from '../../../support/facts.ts';

const file = 'conf/prod/kfp.yml';

function project(values: object, params: Readonly<Record<string, string>> = {}): Project {
	const places = Object.keys(values).map((key, index) => ({key: [key], place: {file, line: index + 1}}));
	return facts({
		nodes: [
			node('clean: raw -> cleaned', {tags: ['light']}),
			node('train: cleaned -> model', {tags: ['heavy', 'gpu']}),
			node('report: model -> report'),
		],
		project: {settings: {files: [file], values, params, places, problem: null}},
	}).project;
}

describe('reading kfp.yml', () => {
	const problems = (values: object) => readSettings(project(values)).problems.map(({message}) => message);

	it.each([
		[{imagee: 'a'}, 'imagee: there is no such key; did you mean image?'],
		[{xyz: 'a'}, 'xyz: there is no such key'],
		[{nodes: {train: {cpus: 1}}}, 'nodes.train.cpus: there is no such key; did you mean cpu?'],
		[{nodes: {train: {cpu: {limits: 1}}}}, 'nodes.train.cpu.limits: there is no such key; did you mean limit?'],
		[{tags: {a: {tolerations: [{kez: 'x'}]}}}, 'tags.a.tolerations.0.kez: there is no such key; did you mean key?'],
		[{image: 3}, 'image: must be a text, and is a number'],
		[{image: null}, 'image: must be a text, and is empty'],
		[{format: 'yaml'}, 'format: must be kfp, argo'],
		[{nodes: ['train']}, 'nodes: must be a mapping, and is a list'],
		[{nodes: {train: {retries: '3'}}}, 'nodes.train.retries: must be a number or a mapping, and is a text'],
		[{max_tasks: 0}, 'max_tasks: must be more than 0'],
		[{max_tasks: 2.5}, 'max_tasks: must be a whole number, and is 2.5'],
		[{nodes: {train: {retries: -1}}}, 'nodes.train.retries: must be at least 0'],
		[{node_seconds: {train: 100_000_000}}, 'node_seconds.train: must be at most 99999999'],
		[{nodes: {train: {gpu: 'one'}}}, 'nodes.train.gpu: must be a number or a mapping, and is a text'],
		[
			{nodes: {train: {memory: '2'}}},
			'nodes.train.memory: is not a valid amount of memory: write a number with a unit, such as 512Mi or 2Gi',
		],
		[
			{nodes: {train: {timeout: 'soon'}}},
			'nodes.train.timeout: is not a valid time: write for example 90s, 30m, 2h or 1h30m',
		],
		[
			{nodes: {train: {node_selector: {gpu: true}}}},
			'nodes.train.node_selector.gpu: must be a text, and is true or false',
		],
		[
			{tags: {gpu: {image: 'ghcr.io/acme/gpu'}}},
			'tags.gpu.image: is not an image with a tag or a digest, such as ghcr.io/acme/churn-gpu:1.4',
		],
		[{env_vars: {FAST: true}}, 'env_vars.FAST: must be a text: put it in quotes'],
		[{env_vars: {'A-B': 'x'}}, 'env_vars.A-B: is not a valid name of a variable: use letters, digits and "_"'],
		[{env_vars: {DB_PASSWORD: 'x'}}, 'env_vars.DB_PASSWORD: looks like a secret, and everyone can read a spec'],
		[
			{nodes: {train: {memory: {request: '2Gi', limit: '1500Mi'}}}},
			'nodes.train.memory: the request is more than the limit',
		],
		[{nodes: {train: {secrets: [{name: 'db'}]}}}, 'nodes.train.secrets.0: has neither env_vars nor path'],
		[{nodes: {train: {volumes: [{path: '/data'}]}}}, 'nodes.train.volumes.0.claim: is missing'],
		[
			{nodes: {train: {volumes: [{claim: 'data', path: 'data'}]}}},
			'nodes.train.volumes.0.path: must be an absolute path in the container, such as /home/kedro/project/conf/local',
		],
	])('B58, B59: reports what is wrong with %j, and keeps the rest', (values, message) => {
		expect(problems(values)).toEqual([message]);
		const {values: rest} = readSettings(project({...values, experiment: 'nightly'}));
		expect(rest.experiment).toBe('nightly');
		expect(problems(rest)).toEqual([]);
	});

	it('B58: reports everything at once, each with its source location', () => {
		const {problems, values} = readSettings(project({imagee: 'a', format: 'yaml', nodes: {train: {cpu: 2, cpus: 1}}}));
		expect(problems.map(({place, fix}) => [place?.line, fix])).toEqual(
			expect.arrayContaining([
				[1, 'Write image'],
				[2, 'Write one of these'],
				[3, 'Write cpu'],
			]),
		);
		expect(values).toEqual({nodes: {train: {cpu: 2}}});
	});

	it('B58: reports a file that cannot be read', () => {
		const settings = {files: [file], values: null, params: {}, places: [], problem: {message: 'broken', place: null}};
		expect(readSettings({settings}).problems).toEqual([
			{message: 'cannot be read: broken', fix: 'Fix the file', place: {file, line: null}},
		]);
	});
});
