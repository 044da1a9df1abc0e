// What kfp.yml says, where it counts: what is wrong in it, what a flag overrides, and the settings of each task.
import {describe, expect, it} from 'vitest';
import type {Options} from '../../../../src/options/options.ts';
import {readSettings} from '../../../../src/options/settings/read.ts';
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

describe('readSettings', () => {
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
		[{nodes: {train: {retries: '3'}}}, 'nodes.train.retries: must be a number, and is a text'],
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
	])('says what is wrong with %j', (values, message) => {
		expect(problems(values)).toEqual([message]);
		const {values: rest} = readSettings(project({...values, experiment: 'nightly'}));
		expect(rest.experiment).toBe('nightly');
		expect(problems(rest)).toEqual([]);
	});

	it('tells everything at once, with the place of each', () => {
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

	it('tells of a file that cannot be read', () => {
		const settings = {files: [file], values: null, params: {}, places: [], problem: {message: 'broken', place: null}};
		expect(readSettings({settings}).problems).toEqual([
			{message: 'cannot be read: broken', fix: 'Fix the file', place: {file, line: null}},
		]);
	});
});

describe('withSettings', () => {
	it('stands below flags and variables, and each value names its file', () => {
		const flags: Options = {image: {value: 'localhost:5000/x', source: '--image'}};
		const merged = withSettings(flags, project({image: 'ghcr.io/acme/churn', namespace: 'team-a', secret: false}));
		expect(merged).toEqual({
			image: {value: 'localhost:5000/x', source: '--image'},
			namespace: {value: 'team-a', source: file},
			secret: {value: false, source: file},
		});
	});

	it('takes the path of the spec as relative to the project', () => {
		const merged = withSettings({}, project({spec: 'out/churn.yaml', dockerfile: 'docker/Dockerfile'}));
		expect(merged.spec?.value).toBe('/home/ada/demo/out/churn.yaml');
		expect(merged.dockerfile?.value).toBe('docker/Dockerfile');
	});

	it('adds what flags give several times, and of one name takes theirs', () => {
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

	it('leaves out what contradicts a flag', () => {
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

	it('leaves out what is wrong, which the checks tell', () => {
		expect(withSettings({}, project({image: 3, namespace: 'team-a'}))).toEqual({
			namespace: {value: 'team-a', source: file},
		});
	});
});

describe('taskSettings', () => {
	const of = (values: object, ...nodes: string[]) => taskSettings(project(values))(task(...nodes));

	it('are empty without a file', () => {
		expect(taskSettings({...project({}), settings: null})(task('train'))).toEqual({});
		expect(runSettings({...project({}), settings: null})).toEqual({});
	});

	it('reads every key as the spec wants it', () => {
		const train = {
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
			labels: {team: 'a'},
			annotations: {'example.com/note': 'any text'},
		};
		expect(of({nodes: {train}}, 'train')).toEqual({
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
			labels: {team: 'a'},
			annotations: {'example.com/note': 'any text'},
		});
	});

	it('puts the node over its tags over __default__ over the variables of every task', () => {
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

	it('gives a task of several nodes the larger amounts and all of the rest', () => {
		const values = {
			nodes: {
				clean: {cpu: '500m', memory: {request: '4Gi'}, timeout: '30m', env_vars: {A: '1'}, labels: {team: 'a'}},
				train: {cpu: 2, memory: {limit: '2Gi'}, timeout: 60, retries: 3, env_vars: {B: '2'}, labels: {team: 'a'}},
			},
		};
		expect(of(values, 'clean', 'train')).toEqual({
			cpu: {request: '2', limit: '2'},
			memory: {request: '4Gi', limit: '4Gi'},
			timeout: 1860,
			retries: 3,
			variables: {A: '1', B: '2'},
			labels: {team: 'a'},
		});
		expect(of(values, 'clean', 'report').timeout).toBeUndefined();
	});

	it('does not add the times of the tags of one node', () => {
		expect(of({tags: {heavy: {timeout: '1h'}, gpu: {timeout: '2h', gpu: 1}}}, 'train').timeout).toBe(7200);
	});

	it.each([
		[{node_selector: {pool: 'a'}}, {node_selector: {pool: 'b'}}, 'node_selector pool'],
		[{env_vars: {MODE: 'a'}}, {env_vars: {MODE: 'b'}}, 'env_vars MODE'],
		[{gpu: 1}, {gpu: {type: 'amd.com/gpu', count: 1}}, 'gpu'],
		[{volumes: [{claim: 'a', path: '/x'}]}, {volumes: [{claim: 'b', path: '/x'}]}, '/x'],
	])('refuses what one container cannot have: %j and %j', (clean, train, what) => {
		const values = {nodes: {clean, train}};
		expect(() => of(values, 'clean', 'train')).toThrow(
			`The settings of the task clean, train contradict each other: ${what}`,
		);
		expect(of(values, 'clean')).not.toEqual(of(values, 'train'));
	});
});

describe('runSettings and unknownTargets', () => {
	it('gives what all tasks have alike', () => {
		const values = {image_pull_secrets: ['pull'], image_pull_policy: 'Always'};
		expect(runSettings(project(values))).toEqual({
			imagePullSecrets: ['pull'],
			imagePullPolicy: 'Always',
		});
	});

	it('finds nodes and tags that are in no pipeline', () => {
		const values = {nodes: {__default__: {}, train: {}, trian: {}}, tags: {heavy: {}, haevy: {}}};
		expect(unknownTargets(project(values)).map(({kind, name}) => [kind, name])).toEqual([
			['node', 'trian'],
			['tag', 'haevy'],
		]);
	});
});
