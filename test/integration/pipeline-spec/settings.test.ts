// Settings of tasks in both spec formats: beside what the real SDKs write for the same, and read back.
import {parseAllDocuments} from 'yaml';
import {argoWorkflow} from '../../../src/pipeline-spec/argo/argo-workflow.ts';
import {description} from '../../../src/pipeline-spec/spec-header.ts';
import type {SpecInput} from '../../../src/pipeline-spec/spec-input.ts';
import {describe, expect, it} from 'vitest';
import {pipelineSpec} from '../../../src/pipeline-spec/kfp/pipeline-spec.ts';
import {readSpec} from '../../../src/pipeline-spec/read-spec.ts';
import {kfpResources, podResources} from '../../../src/pipeline-spec/container-resources.ts';
import type {RunSettings, TaskSettings} from '../../../src/pipeline-spec/task-settings.ts';
import {bed} from '../../bed/bed.ts';
import {describeWith} from '../../bed/part.ts';
import {judge, runScript} from './judges.ts';
import {pipeline, randomPipeline, random, specInput} from '../../support/spec-samples.ts';

const everything: TaskSettings = {
	cpu: {request: '500m', limit: '2'},
	memory: {request: '1Gi', limit: '2Gi'},
	gpu: {type: 'nvidia.com/gpu', count: 2},
	nodeSelector: {pool: 'gpu', 'kubernetes.io/arch': 'amd64'},
	tolerations: [
		{key: 'gpu', operator: 'Exists', effect: 'NoSchedule'},
		{key: 'spot', operator: 'Equal', value: 'true', effect: 'NoExecute', seconds: 60},
	],
	timeout: 5400,
	variables: {MODE: 'on', LEVEL: '3'},
	secretVariables: [{name: 'db', key: 'user', variable: 'DB_USER'}],
	configVariables: [{name: 'flags', key: 'flag', variable: 'FLAG'}],
	secretMounts: [{name: 'files', path: '/home/kedro/project/conf/local'}],
	configMounts: [{name: 'flags', path: '/mnt/flags'}],
	volumes: [{name: 'scratch', path: '/mnt/scratch'}],
	labels: {team: 'a'},
	annotations: {'example.com/note': 'any: text'},
};
const ofRun: RunSettings = {
	imagePullPolicy: 'Always',
	imagePullSecrets: ['pull', 'pull-too'],
	serviceAccount: 'trainer',
};
const two = pipeline({clean: [], train: ['clean']});

/** Two tasks, the second with settings, and no Secret with AWS keys. */
function input(change: Partial<SpecInput> = {}): SpecInput {
	const {secret: _, ...rest} = specInput(two, {settings: {train: everything}, ...ofRun, ...change});
	return rest;
}

type Json = {readonly [key: string]: unknown};
const documents = (text: string): Json[] => parseAllDocuments(text).map(document => document.toJS() as Json);
const at = (value: unknown, ...path: readonly string[]): Json =>
	path.reduce((inner, key) => (inner as Json)[key], value) as Json;

describe('executors', () => {
	it('stay one for all tasks that need the same, whatever the order of the keys', () => {
		const plain = pipelineSpec(specInput(two));
		expect(pipelineSpec(specInput(two, {settings: {}}))).toBe(plain);
		expect(pipelineSpec(specInput(two, {settings: {clean: {}, train: {}}}))).toBe(plain);
		const settings = {clean: {cpu: {request: '1', limit: '2'}}, train: {cpu: {limit: '2', request: '1'}}};
		expect(Object.keys(at(documents(pipelineSpec(specInput(two, {settings})))[0], 'components'))).toEqual([
			'comp-kedro-run',
		]);
	});

	it('are one for each kind of need, also in sub-DAGs', () => {
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

	it.each(['kfp', 'argo'])('refuse a variable and a folder with two sources (%s)', format => {
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
	it('reads back with what runs, and what only a cluster has', () => {
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
			],
		});
		expect(train?.command.slice(0, 2)).toEqual(['python3', '-c']);
		expect(train?.command.slice(3)).toEqual(['2', 'kedro', ...(clean?.command ?? []).slice(1, -1), '--nodes=train']);
	});

	it('keeps variables of the task over those of every task', () => {
		const settings = {train: {variables: {A: 'task'}}};
		const [clean, train] = readSpec(write(input({settings, variables: {A: 'all', B: 'all'}}))).executions;
		expect([clean?.env, train?.env]).toEqual([
			{A: 'all', B: 'all'},
			{A: 'task', B: 'all'},
		]);
	});

	it(`is refused where a field of it is misspelled (${format})`, () => {
		const text = write(input());
		for (const word of ['nodeSelector', 'tolerationSeconds', 'mountPath', 'activeDeadlineSeconds', 'resources'])
			expect(() => readSpec(text.replaceAll(word, `${word}X`)), word).toThrow('Not a valid pipeline spec');
	});
});

describe('amounts', () => {
	it('are left out where nothing is said, and a GPU of none too', () => {
		expect(kfpResources({})).toBeUndefined();
		expect(podResources({gpu: {type: 'nvidia.com/gpu', count: 0}})).toBeUndefined();
		expect(kfpResources({cpu: {limit: '1'}})).toEqual({cpuLimit: 1, resourceCpuLimit: '1'});
		expect(podResources({memory: {request: '1Gi'}, gpu: {type: 'amd.com/gpu', count: 1}})).toEqual({
			limits: {'amd.com/gpu': 1},
			requests: {memory: '1Gi'},
		});
	});
});

describeWith(await bed.python('kfp-2'), 'settings, beside the KFP SDK 2 with kfp-kubernetes', python => {
	it('are in the very fields that the SDK writes, without those that break older servers', async () => {
		const compiled = await runScript(python, 'compile-kfp-2.py', {settings: everything, run: ofRun});
		const [theirs, theirPlatform] = documents(compiled);
		const [ours, platform] = documents(pipelineSpec(input()));
		const container = (spec: unknown, label: string): Json =>
			at(spec, 'deploymentSpec', 'executors', label, 'container');
		const sdk = container(theirs, 'exec-kedro-run');
		const own = container(ours, 'exec-kedro-run-2');
		const byName = (a: Json, b: Json): number => (String(a['name']) < String(b['name']) ? -1 : 1);
		expect(own['resources']).toEqual(sdk['resources']);
		expect(own['env']).toEqual((sdk['env'] as Json[]).sort(byName));
		const executors = (document: unknown): Json =>
			at(document, 'platforms', 'kubernetes', 'deploymentSpec', 'executors');
		expect(at(executors(platform), 'exec-kedro-run-2')).toEqual(
			universal(at(executors(theirPlatform), 'exec-kedro-run')),
		);
		expect(at(executors(platform), 'exec-kedro-run')).toEqual({
			imagePullPolicy: 'Always',
			imagePullSecret: [{secretName: 'pull'}, {secretName: 'pull-too'}],
		});
	});

	it('pass the SDK, which knows every key', async () => {
		const [verdict, refused] = await judge(python, [
			pipelineSpec(input()),
			pipelineSpec(input()).replace('activeDeadlineSeconds', 'deadline'),
		]);
		expect(verdict).toMatchObject({tasks: [{}, {}], secrets: [['db', 'user', 'DB_USER']]});
		expect(refused).toMatchObject({error: expect.stringContaining('deadline')});
	});
});

/** Without the keys that servers before 2.15 do not know. */
function universal(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(universal);
	if (typeof value !== 'object' || value === null) return value;
	const kept = Object.entries(value).filter(([key]) => key !== 'optional' && !key.endsWith('NameParameter'));
	return Object.fromEntries(kept.map(([key, inner]) => [key, universal(inner)]));
}

describeWith(await bed.python('kfp-1.8'), 'settings, beside the KFP SDK 1.8', python => {
	it('make the same templates as the SDK compiles', async () => {
		const from = input({variables: {}});
		const compiled = await runScript(python, 'compile-kfp-1.py', {
			name: from.name,
			description: description(from),
			image: from.image,
			command: from.command,
			...ofRun,
			settings: from.settings,
			tasks: from.graph.tasks.map(task => ({...task, args: [...from.args, `--nodes=${task.nodes.join(',')}`]})),
		});
		const [theirs] = documents(compiled);
		const [ours] = documents(argoWorkflow(from));
		expect(at(ours, 'spec')['imagePullSecrets']).toEqual(at(theirs, 'spec')['imagePullSecrets']);
		expect(at(ours, 'spec')['serviceAccountName']).toBe('trainer');
		expect(templates(ours)).toEqual(templates(theirs));
	});
});

/** The templates by name, without the versions of the compilers and in one order of lists that have none. */
function templates(workflow: unknown): Json {
	const all = at(workflow, 'spec')['templates'] as Json[];
	return Object.fromEntries(
		all
			.filter(template => 'container' in template)
			.map(template => {
				const container = at(template, 'container');
				const {'pipelines.kubeflow.org/kfp_sdk_version': _, ...labels} = at(template, 'metadata', 'labels');
				const sorted = (list: unknown): unknown =>
					Array.isArray(list)
						? list.toSorted((a: Json, b: Json) => (String(a['name']) < String(b['name']) ? -1 : 1))
						: [];
				return [
					String(template['name']),
					{
						...template,
						metadata: {...at(template, 'metadata'), labels},
						container: {...container, env: sorted(container['env']), volumeMounts: sorted(container['volumeMounts'])},
						volumes: sorted(template['volumes']),
					},
				];
			}),
	);
}
