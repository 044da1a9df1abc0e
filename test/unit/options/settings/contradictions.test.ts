// Settings whose shape is valid, and that no cluster or no task could use.
import {expect, it} from 'vitest';
import {contradictionsIn} from '../../../../src/options/settings/contradictions.ts';
import type {SettingsValues} from '../../../../src/options/settings/schema.ts';

const wrong = (values: SettingsValues): readonly string[] => contradictionsIn(values).map(({path}) => path.join('.'));

it('B59: variables that look like secrets are found for all tasks, for nodes and for tags', () => {
	expect(
		wrong({
			env_vars: {LEVEL: '3', DB_PASSWORD: 'x'},
			nodes: {train: {env_vars: {API_TOKEN: 'x', MODE: 'a'}}},
			tags: {heavy: {env_vars: {ID: 'AKIAQ7CANARYKEYS5TST'}}},
		}),
	).toEqual(['env_vars.DB_PASSWORD', 'nodes.train.env_vars.API_TOKEN', 'tags.heavy.env_vars.ID']);
});

it('a request above its limit is found for CPU and for memory', () => {
	const train = {cpu: {request: 2, limit: 1}, memory: {request: '2Gi', limit: '1Gi'}};
	expect(wrong({nodes: {train, load: {cpu: 2, memory: {request: '1Gi', limit: '2Gi'}}}})).toEqual([
		'nodes.train.cpu',
		'nodes.train.memory',
	]);
});

it('a Secret or ConfigMap that a task would not notice is found by its place in the list', () => {
	const train = {
		secrets: [{name: 'db', env_vars: {DB_USER: 'user'}}, {name: 'unused'}],
		config_maps: [{name: 'flags', path: '/mnt/flags'}, {name: 'unused'}],
	};
	expect(wrong({nodes: {train}})).toEqual(['nodes.train.secrets.1', 'nodes.train.config_maps.1']);
	expect(wrong({})).toEqual([]);
});

it('the end of a run has exactly one of a pipeline and a webhook', () => {
	const webhook = {secret: 'slack', key: 'url'};
	expect(wrong({on_exit: {pipeline: 'notify', webhook}})).toEqual(['on_exit']);
	expect(wrong({on_exit: {pages: 'https://kubeflow.test'}})).toEqual(['on_exit']);
	expect(wrong({on_exit: {webhook}})).toEqual([]);
});

it('the start of a run has exactly one of a pipeline and a command, and settings like those of a node', () => {
	const command = ['python', '-m', 'shop.start'];
	expect(wrong({on_start: {pipeline: 'start', command}})).toEqual(['on_start']);
	expect(wrong({on_start: {variables: ['RUN']}})).toEqual(['on_start']);
	const settings = {cpu: {request: 2, limit: 1}, env_vars: {API_TOKEN: 'x'}};
	expect(wrong({on_start: {command, settings}})).toEqual([
		'on_start.settings.env_vars.API_TOKEN',
		'on_start.settings.cpu',
	]);
});

it('a task hands on no secret, and no variable that a program needs before it gets it', () => {
	const variables = 'MLFLOW_RUN_ID PATH PYTHONPATH LD_PRELOAD KFP_WIZARD_RUN_ID KEDRO_ENV AWS_ACCESS_KEY_ID'.split(' ');
	variables.push('AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'MLFLOW_TRACKING_PASSWORD');
	const found = contradictionsIn({on_start: {pipeline: 'start', variables}});
	expect(found.map(({path}) => path.join('.'))).toEqual(
		variables.slice(1).map((_, index) => `on_start.variables.${index + 1}`),
	);
	expect(found[0]?.message).toBe('PATH is what the programs of the container need');
	expect(wrong({on_start: {command: ['login', 'ghp_16C7e42F292c6912E7710c838347Ae178B4a']}})).toEqual([
		'on_start.command.1',
	]);
});

it('a task has an image of its own or requirements of its own', () => {
	const both = {image: 'ghcr.io/acme/x:1', requirements: 'gpu.txt'};
	expect(wrong({tags: {heavy: both}, nodes: {train: {requirements: 'gpu.txt'}}})).toEqual(['tags.heavy.requirements']);
});
