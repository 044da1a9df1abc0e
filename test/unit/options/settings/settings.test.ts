// What kfp.yml sets: the options that flags override, and the settings of each task.
import {describe, expect, it} from 'vitest';
import type {Options} from '../../../../src/options/options.ts';
import {runSettings, taskSettings, unknownTargets, withSettings} from '../../../../src/options/settings/settings.ts';
import type {Task} from '../../../../src/schema/graph.ts';
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

const task = (...nodes: string[]): Task => ({key: 'key', title: nodes.join(', '), nodes, dependsOn: []});

describe('the options of kfp.yml', () => {
	it('are overridden by flags and variables, and have their file as source', () => {
		const flags: Options = {image: {value: 'localhost:5000/x', source: '--image'}};
		const merged = withSettings(flags, project({image: 'ghcr.io/acme/churn', namespace: 'team-a', secret: false}));
		expect(merged).toEqual({
			image: {value: 'localhost:5000/x', source: '--image'},
			namespace: {value: 'team-a', source: file},
			secret: {value: false, source: file},
		});
	});

	it('have a path of the spec that is relative to the project', () => {
		const merged = withSettings({}, project({spec: 'out/churn.yaml', dockerfile: 'docker/Dockerfile'}));
		expect(merged.spec?.value).toBe('/home/ada/demo/out/churn.yaml');
		expect(merged.dockerfile?.value).toBe('docker/Dockerfile');
	});

	it('of nodes are joined with those of flags by the whole name of the node, which may have the sign =', () => {
		const settings = project({node_seconds: {'f(a=1)': 5, 'f(a=2)': 6, train: 7}});
		const nodeSeconds = {value: ['f(a=1)=50', 'train=70'], source: '--node-seconds'};
		expect(withSettings({nodeSeconds}, settings).nodeSeconds?.value).toEqual(['f(a=2)=6', 'f(a=1)=50', 'train=70']);
	});

	it('are joined with the lists of flags; of one name the value of the flag counts', () => {
		const flags: Options = {
			param: {value: ['alpha=2', 'beta=x'], source: '--param'},
			exposeParam: {value: ['depth'], source: '--expose-param'},
		};
		const settings = project({params: {alpha: 1, gamma: '1.0'}, expose_params: ['width']}, {alpha: '1', gamma: '1.0'});
		expect(withSettings(flags, settings)).toEqual({
			param: {value: ['gamma=1.0', 'alpha=2', 'beta=x'], source: `${file}, --param`},
			exposeParam: {value: ['width', 'depth'], source: `${file}, --expose-param`},
		});
		expect(withSettings({}, settings).param).toEqual({value: ['alpha=1', 'gamma=1.0'], source: file});
	});

	it('are left out where they contradict a flag', () => {
		const settings = project({existing_secret: true, dockerfile: 'Dockerfile', experiment: 'nightly'});
		const flags: Options = {
			awsProfile: {value: 'dev', source: '--aws-profile'},
			build: {value: false, source: '--no-build'},
			upload: {value: false, source: '--no-upload'},
		};
		expect(withSettings(flags, settings)).toEqual(flags);
		expect(withSettings({}, project({secret: false, aws_profile: 'dev', existing_secret: true}))).toEqual({
			secret: {value: false, source: file},
		});
	});

	it('are left out where they are not valid, which the checks report', () => {
		expect(withSettings({}, project({image: 3, namespace: 'team-a'}))).toEqual({
			namespace: {value: 'team-a', source: file},
		});
	});
});

describe('the settings of a task', () => {
	const of = (values: object, ...nodes: string[]) => taskSettings(project(values))(task(...nodes));

	it('are empty without a file', () => {
		expect(taskSettings({...project({}), settings: null})(task('train'))).toEqual({});
		expect(runSettings({...project({}), settings: null})).toEqual({});
	});

	it('have every key in the form that the spec needs', () => {
		const train = {
			image: 'ghcr.io/acme/gpu:1.4',
			cpu: 2,
			memory: {request: '1Gi', limit: '2Gi'},
			gpu: 1,
			node_selector: {pool: 'gpu'},
			tolerations: [{key: 'gpu', operator: 'Exists', effect: 'NoSchedule', toleration_seconds: 60}],
			retries: 2,
			timeout: '1h30m',
			env_vars: {LEVEL: 3},
			secrets: [
				{name: 'db', env_vars: {DB_USER: 'user'}},
				{name: 'files', path: '/mnt/files'},
			],
			config_maps: [{name: 'flags', env_vars: {FLAG: 'flag'}, path: '/mnt/flags'}],
			volumes: [{claim: 'scratch', path: '/mnt/scratch'}],
			shared_memory: '2Gi',
			empty_dirs: [
				{path: '/mnt/tmp', size: '1Gi'},
				{path: '/mnt/fast', medium: 'Memory'},
			],
			ephemeral_volumes: [{path: '/mnt/data', size: '5Gi'}],
			labels: {team: 'a'},
			annotations: {'example.com/note': 'any text'},
		};
		expect(of({nodes: {train}}, 'train')).toEqual({
			image: 'ghcr.io/acme/gpu:1.4',
			cpu: {request: '2', limit: '2'},
			memory: {request: '1Gi', limit: '2Gi'},
			gpu: {type: 'nvidia.com/gpu', count: 1},
			nodeSelector: {pool: 'gpu'},
			tolerations: [{key: 'gpu', operator: 'Exists', effect: 'NoSchedule', seconds: 60}],
			retries: 2,
			timeout: 5400,
			variables: {LEVEL: '3'},
			secretVariables: [{name: 'db', key: 'user', variable: 'DB_USER'}],
			configVariables: [{name: 'flags', key: 'flag', variable: 'FLAG'}],
			secretMounts: [{name: 'files', path: '/mnt/files'}],
			configMounts: [{name: 'flags', path: '/mnt/flags'}],
			volumes: [{name: 'scratch', path: '/mnt/scratch'}],
			sharedMemory: '2Gi',
			emptyDirs: [
				{path: '/mnt/tmp', size: '1Gi'},
				{path: '/mnt/fast', medium: 'Memory'},
			],
			ephemeralVolumes: [{path: '/mnt/data', size: '5Gi', accessMode: 'ReadWriteOnce'}],
			labels: {team: 'a'},
			annotations: {'example.com/note': 'any text'},
		});
	});

	it('come from the node, then its tags, then __default__, then the variables of every task', () => {
		const values = {
			env_vars: {A: 'run', B: 'run', C: 'run', D: 'run'},
			nodes: {
				__default__: {cpu: 1, memory: '1Gi', retries: 1, env_vars: {A: 'default', B: 'default', C: 'default'}},
				train: {cpu: 4, env_vars: {A: 'node'}},
			},
			tags: {heavy: {cpu: 2, memory: '8Gi', env_vars: {A: 'tag', B: 'tag'}}, other: {cpu: 64}},
		};
		expect(of(values, 'train')).toEqual({
			cpu: {request: '4', limit: '4'},
			memory: {request: '8Gi', limit: '8Gi'},
			retries: 1,
			variables: {A: 'node', B: 'tag', C: 'default', D: 'run'},
		});
		expect(of(values, 'clean').cpu).toEqual({request: '1', limit: '1'});
	});

	it('of the pipeline that is deployed count between tags and __default__', () => {
		const values = {
			nodes: {__default__: {cpu: 1, memory: '1Gi', shared_memory: '1Gi'}},
			tags: {light: {cpu: 2}},
			pipelines: {nightly: {cpu: 4, memory: '4Gi'}, other: {memory: '9Gi'}},
		};
		const nightly = {name: 'nightly', nodes: project({}).pipelines[0]?.nodes ?? []};
		expect(taskSettings(project(values), nightly)(task('clean'))).toEqual({
			cpu: {request: '2', limit: '2'},
			memory: {request: '4Gi', limit: '4Gi'},
			sharedMemory: '1Gi',
		});
	});

	it('of several nodes are the larger amounts and all of the rest', () => {
		const values = {
			nodes: {
				clean: {
					cpu: '500m',
					memory: {request: '4Gi'},
					timeout: '30m',
					shared_memory: '512Mi',
					env_vars: {A: '1'},
					labels: {team: 'a'},
				},
				train: {
					cpu: 2,
					memory: {limit: '2Gi'},
					timeout: 60,
					retries: 3,
					shared_memory: '2Gi',
					env_vars: {B: '2'},
					labels: {team: 'a'},
				},
			},
		};
		expect(of(values, 'clean', 'train')).toEqual({
			cpu: {request: '2', limit: '2'},
			memory: {request: '4Gi', limit: '4Gi'},
			timeout: 1860,
			retries: 3,
			sharedMemory: '2Gi',
			variables: {A: '1', B: '2'},
			labels: {team: 'a'},
		});
		expect(of(values, 'clean', 'report').timeout).toBeUndefined();
	});

	it('of an image and of requirements the nearer one counts; two of the same weight are refused', () => {
		const values = {
			nodes: {
				__default__: {requirements: 'all.txt'},
				clean: {image: 'ghcr.io/acme/x:1'},
				train: {requirements: 'gpu.txt'},
			},
		};
		expect(of(values, 'clean')).toEqual({image: 'ghcr.io/acme/x:1'});
		expect(of(values, 'train')).toEqual({requirements: 'gpu.txt'});
		expect(of(values, 'report')).toEqual({requirements: 'all.txt'});
		expect(() => of(values, 'train', 'report')).toThrow('contradict each other: requirements');
		expect(() => of(values, 'train', 'clean')).toThrow('contradict each other: image');
	});

	it('of tries the larger number, and the longer waits', () => {
		const values = {
			nodes: {
				clean: {retries: {count: 2, wait: '1m'}},
				train: {retries: 5},
				report: {retries: {count: 1, wait: 5, factor: 3}},
			},
		};
		expect(of(values, 'clean').retries).toEqual({count: 2, wait: 60, factor: 2});
		expect(of(values, 'clean', 'train').retries).toEqual({count: 5, wait: 60, factor: 2});
		expect(of(values, 'clean', 'report').retries).toEqual({count: 2, wait: 60, factor: 3});
	});

	it('have the longest time of the tags of one node, not their sum', () => {
		expect(of({tags: {heavy: {timeout: '1h'}, gpu: {timeout: '2h', gpu: 1}}}, 'train').timeout).toBe(7200);
	});

	it.each([
		[{node_selector: {pool: 'a'}}, {node_selector: {pool: 'b'}}, 'node_selector pool'],
		[{env_vars: {MODE: 'a'}}, {env_vars: {MODE: 'b'}}, 'env_vars MODE'],
		[{image: 'a.test/x:1'}, {image: 'a.test/x:2'}, 'image'],
		[{gpu: 1}, {gpu: {type: 'amd.com/gpu', count: 1}}, 'gpu'],
		[{volumes: [{claim: 'a', path: '/x'}]}, {volumes: [{claim: 'b', path: '/x'}]}, '/x'],
	])('refuse what one container cannot have: %j and %j', (clean, train, what) => {
		const values = {nodes: {clean, train}};
		expect(() => of(values, 'clean', 'train')).toThrow(
			`The settings of the task clean, train contradict each other: ${what}`,
		);
		expect(of(values, 'clean')).not.toEqual(of(values, 'train'));
	});
});

describe('the settings of a run', () => {
	it('are those that all tasks share', () => {
		const values = {image_pull_secrets: ['pull'], image_pull_policy: 'Always', ttl: '7d'};
		expect(runSettings(project(values))).toEqual({
			imagePullSecrets: ['pull'],
			imagePullPolicy: 'Always',
			ttl: 604_800,
		});
	});

	it('name nodes, tags and pipelines that the project does not have, and datasets that no node stores', () => {
		const values = {
			nodes: {__default__: {}, train: {}, trian: {}},
			tags: {heavy: {}, haevy: {}},
			pipelines: {__default__: {}, nihgtly: {}},
			metrics: ['scores'],
			reports: [],
		};
		expect(unknownTargets(project(values)).map(({kind, name}) => [kind, name])).toEqual([
			['node', 'trian'],
			['tag', 'haevy'],
			['pipeline', 'nihgtly'],
			['dataset', 'scores'],
		]);
	});
});
