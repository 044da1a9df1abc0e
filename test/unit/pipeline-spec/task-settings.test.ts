// Settings of tasks in both spec formats, written and read back.
import {describe, expect, it} from 'vitest';
import {argoWorkflow} from '../../../src/pipeline-spec/argo/argo-workflow.ts';
import {pipelineSpec} from '../../../src/pipeline-spec/kfp/pipeline-spec.ts';
import {readSpec} from '../../../src/pipeline-spec/read-spec.ts';
import {kfpResources, podResources} from '../../../src/pipeline-spec/container-resources.ts';
import type {TaskSettings} from '../../../src/pipeline-spec/task-settings.ts';
import {random} from '../../support/random.ts';
import {randomPipeline, specInput} from '../../support/spec-samples.ts';
import {at, documents, everything, input, two} from '../../support/task-settings.ts';

describe('executors', () => {
	it('tasks with the same settings share one executor, whatever the order of the keys', () => {
		const plain = pipelineSpec(specInput(two));
		expect(pipelineSpec(specInput(two, {settings: {}}))).toBe(plain);
		expect(pipelineSpec(specInput(two, {settings: {clean: {}, train: {}}}))).toBe(plain);
		const settings = {clean: {cpu: {request: '1', limit: '2'}}, train: {cpu: {limit: '2', request: '1'}}};
		expect(Object.keys(at(documents(pipelineSpec(specInput(two, {settings})))[0], 'components'))).toEqual([
			'comp-kedro-run',
		]);
	});

	it('each set of settings has one executor, also in sub-DAGs', () => {
		const many = randomPipeline(300, random(3));
		const from = specInput(many);
		const settings = Object.fromEntries(
			from.graph.tasks.map(({key}, index) => [key, index % 3 === 0 ? {} : {retries: index % 3}]),
		);
		const text = pipelineSpec({...from, settings});
		const components = Object.keys(at(documents(text)[0], 'components'));
		expect(components.filter(name => name.startsWith('comp-kedro'))).toEqual([
			'comp-kedro-run',
			'comp-kedro-run-2',
			'comp-kedro-run-3',
		]);
		const {executions} = readSpec(text);
		const tries = new Map(executions.map(({task, command}) => [task, command[0] === 'python3' ? command[3] : '0']));
		for (const {key} of from.graph.tasks) expect(tries.get(key)).toBe(String(settings[key]?.retries ?? 0));
	});

	it.each(['kfp', 'argo'])('a variable or a folder with two sources is refused (%s)', format => {
		const write = (settings: TaskSettings) => (): string =>
			(format === 'kfp' ? pipelineSpec : argoWorkflow)(specInput(two, {settings: {train: settings}}));
		expect(write({variables: {AWS_ACCESS_KEY_ID: 'x'}})).toThrow('AWS_ACCESS_KEY_ID is set twice');
		expect(write({secretVariables: [{name: 'a', key: 'k', variable: 'AWS_ACCESS_KEY_ID'}]})).toThrow('is set twice');
		const mounts = {secretMounts: [{name: 'a', path: '/x'}], volumes: [{name: 'b', path: '/x/'}]};
		expect(write(mounts)).toThrow('Two volumes are mounted at /x');
		expect(write({labels: {a: '{{b'}})).toThrow('which Argo expands');
	});
});

describe.each([
	['kfp', pipelineSpec],
	['argo', argoWorkflow],
] as const)('a %s spec with settings', (format, write) => {
	it('settings read back with the command, and with what only a cluster has', () => {
		const [clean, train] = readSpec(write(input({settings: {train: {...everything, retries: 2}}}))).executions;
		expect(clean).toMatchObject({command: ['kedro', 'run', '--env=s3', expect.anything(), '--nodes=clean'], env: {}});
		expect(clean).not.toHaveProperty('timeout');
		expect(clean).not.toHaveProperty('fromCluster');
		expect(train).toMatchObject({
			env: {MODE: 'on', LEVEL: '3'},
			secretEnv: [{name: 'DB_USER', secret: 'db', key: 'user'}],
			timeout: 5400,
			fromCluster: [
				'the variable FLAG from the ConfigMap flags',
				'the Secret files at /home/kedro/project/conf/local',
				'the ConfigMap flags at /mnt/flags',
				'the volume scratch at /mnt/scratch',
				'the empty folder /mnt/tmp',
				'the empty folder /mnt/fast',
				'the volume at /mnt/data',
				'the volume at /mnt/more',
			],
		});
		expect(train?.command.slice(0, 2)).toEqual(['python3', '-c']);
		expect(train?.command.slice(3)).toEqual(['2', 'kedro', ...(clean?.command ?? []).slice(1, -1), '--nodes=train']);
	});

	it('variables of a task win over those of all tasks', () => {
		const settings = {train: {variables: {A: 'task'}}};
		const [clean, train] = readSpec(write(input({settings, variables: {A: 'all', B: 'all'}}))).executions;
		expect([clean?.env, train?.env]).toEqual([
			{A: 'all', B: 'all'},
			{A: 'task', B: 'all'},
		]);
	});

	it(`a misspelled field is refused (${format})`, () => {
		const text = write(input());
		for (const word of ['nodeSelector', 'tolerationSeconds', 'mountPath', 'activeDeadlineSeconds', 'resources'])
			expect(() => readSpec(text.replaceAll(word, `${word}X`)), word).toThrow('Not a valid pipeline spec');
	});

	it('two volumes at one path are refused, also where one of them is /dev/shm', () => {
		const settings = {train: {sharedMemory: '2Gi', emptyDirs: [{path: '/dev/shm/'}]}};
		expect(() => write(input({settings}))).toThrow('Two volumes are mounted at /dev/shm');
	});

	it('the time to live alone is a setting of the run', () => {
		const text = write(input({settings: {}, imagePullSecrets: [], ttl: 60}));
		expect(text).toMatch(/resourceTtlOnCompletion: 60|secondsAfterCompletion: 60/);
		expect(readSpec(text).tasks).toBe(2);
	});
});

describe('amounts', () => {
	it('resources without a value are left out, and so are zero GPUs', () => {
		expect(kfpResources({})).toBeUndefined();
		expect(podResources({gpu: {type: 'nvidia.com/gpu', count: 0}})).toBeUndefined();
		expect(kfpResources({cpu: {limit: '1'}})).toEqual({cpuLimit: 1, resourceCpuLimit: '1'});
		expect(podResources({memory: {request: '1Gi'}, gpu: {type: 'amd.com/gpu', count: 1}})).toEqual({
			limits: {'amd.com/gpu': 1},
			requests: {memory: '1Gi'},
		});
	});
});
