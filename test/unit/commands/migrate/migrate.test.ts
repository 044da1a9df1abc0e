// `kfp-wizard migrate`: what each key of kubeflow.yaml becomes, and what stands in kfp.yml already stays.
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {migrate, offerMigration} from '../../../../src/commands/migrate/migrate.ts';
import {undoLast} from '../../../../src/fixes/journal.ts';
import type {Options} from '../../../../src/options/options.ts';
import {testContext} from '../../../support/context.ts';
import {flag, on} from '../../../support/deploy-parts.ts';
import {errorOf} from '../../../support/error-of.ts';
import {scratch} from '../../../support/scratch.ts';
import {back, type Line, scriptedUi, unattendedUi} from '../../../support/scripted-ui.ts';
import {writeTree} from '../../../support/tree.ts';

const settingsPy = `CONFIG_LOADER_ARGS = {"custom_resolvers": {"oc.env": oc.env}}\n`;

async function run(files: Readonly<Record<string, string>>, options: Options = {}) {
	const root = await writeTree(await scratch(), {
		'pyproject.toml': '[tool.kedro]\npackage_name = "demo"\nproject_name = "Demo"\n',
		'src/demo/settings.py': settingsPy,
		...files,
	});
	const {ui, reported} = unattendedUi();
	const env = {XDG_CACHE_HOME: join(root, 'cache')};
	const context = testContext(ui, {cwd: root, env});
	const outcome = await migrate({options, args: []}, context);
	const read = (file: string): Promise<string> => readFile(join(root, file), 'utf8');
	const keys = new Map(outcome.migrated?.map(key => [key.key.replace('run_config.', ''), key]));
	return {root, env, outcome, keys, reported, read, printed: context.printed};
}

/** What a `run_config` becomes: kfp.yml without its first lines, and each key. */
async function migrated(runConfig: string, more: Readonly<Record<string, string>> = {}) {
	const text = `run_config:\n${runConfig.replaceAll(/^(?=.)/gm, '  ')}`;
	const {read, keys} = await run({'conf/base/kubeflow.yaml': text, ...more});
	const kfp = await read('conf/base/kfp.yml').catch(() => '');
	return {kfp: kfp.replace(/^(?:#.*\n)+\n/, ''), keys};
}

describe('what maps', () => {
	it.each([
		['image: ghcr.io/acme/churn:1.2', 'image: ghcr.io/acme/churn\n'],
		['image: localhost:5000/churn', 'image: localhost:5000/churn\n'],
		['image: ghcr.io/acme/churn:1@sha256:ab', 'image: ghcr.io/acme/churn\n'],
		['image: ghcr.io/${oc.env:ORG}/churn:${oc.env:TAG,x}', "image: 'ghcr.io/${oc.env:ORG}/churn'\n"],
		['image: {{ image }}:1 # by CI', "image: '{{ image }}' # by CI\n"],
		['image_pull_policy: Always', 'image_pull_policy: Always\n'],
		['experiment_name: nightly # all of them', 'experiment: nightly # all of them\n'],
		['experiment_name: x ${branch_name|local}', "experiment: 'x ${oc.env:KEDRO_CONFIG_BRANCH_NAME,local}'\n"],
		['experiment_name: x-${run_config.ttl}\nttl: 60', 'experiment: x-60\nttl: 60\n'],
		['run_name: churn', 'run_name: churn\n'],
		['service_account: trainer\nnamespace: team-a', 'service_account: trainer\nnamespace: team-a\n'],
		['node_merge_strategy: full', 'group_by: all\n'],
		[
			'resources:\n  train: {cpu: 8, memory: 2Gi, nvidia.com/gpu: 1}\n  __default__: {cpu: 0.4, memory: 1Gi}',
			"nodes:\n  train:\n    cpu: 8\n    memory: '2Gi'\n    gpu: 1\n  __default__:\n    cpu: 0.4\n    memory: '1Gi'\n",
		],
		['resources:\n  train: {amd.com/gpu: "2"}', 'nodes:\n  train:\n    gpu: {type: amd.com/gpu, count: 2}\n'],
		[
			'tolerations:\n  train:\n  - {key: gpu, operator: Exists, value: null, effect: NoSchedule}',
			'nodes:\n  train:\n    tolerations: [{key: gpu, operator: Exists, effect: NoSchedule}]\n',
		],
		['ttl: 604800', 'ttl: 604800\n'],
		['on_exit_pipeline: notify', 'on_exit:\n  pipeline: notify\n'],
		[
			'extra_volumes:\n  a: [{mount_path: /dev/shm, volume: {empty_dir: {params: {medium: Memory}}}}, {mount_path: /x, volume: {empty_dir: {}}}]\n  b: [{mount_path: /dev/shm, volume: {empty_dir: {params: {medium: Memory, size_limit: 2Gi}}}}]',
			"nodes:\n  a:\n    empty_dirs: [{path: '/dev/shm', medium: Memory}, {path: '/x'}]\n  b:\n    shared_memory: '2Gi'\n",
		],
		['retry_policy:\n  __default__: {num_retries: 4}', 'nodes:\n  __default__:\n    retries: 4\n'],
		[
			'retry_policy:\n  train: {num_retries: 3, backoff_duration: 60s, backoff_factor: 2}',
			"nodes:\n  train:\n    retries: {count: 3, wait: '60s', factor: 2}\n",
		],
		['description: Very important', "description: 'Very important'\n"],
		[
			'affinity:\n  train:\n    node_affinity:\n      required_during_scheduling_ignored_during_execution:\n        nodeSelectorTerms: [{matchExpressions: [{key: gpu, operator: In, values: ["true"]}]}]',
			"nodes:\n  train:\n    node_selector:\n      gpu: 'true'\n",
		],
		[
			'extra_volumes:\n  train:\n  - {mount_path: /a, volume: {name: a, persistent_volume_claim: {cls: V, params: {claim_name: data}}}}\n  - {mount_path: /b, volume: {name: b, secret: {cls: V, params: {secret_name: keys}}}}',
			"nodes:\n  train:\n    volumes: [{claim: data, path: '/a'}]\n    secrets: [{name: keys, path: '/b'}]\n",
		],
	])('%s', async (source, target) => {
		expect((await migrated(source)).kfp).toBe(target);
	});

	it('the host, and names of nodes as Kedro has them', async () => {
		const {read} = await run({
			'conf/base/kubeflow.yml': 'host: https://kfp.example.com\nrun_config: {resources: {train-model: {cpu: 1}}}\n',
			'src/demo/pipeline.py': 'node(f, "a", "b", name="train_model")\n',
		});
		expect(await read('conf/base/kfp.yml')).toMatch(
			/\nhost: https:\/\/kfp.example.com\nnodes:\n  train_model:\n    cpu: 1\n$/,
		);
	});

	it('keeps the placeholders of Kedro’s older loader', async () => {
		const loader = {'src/demo/settings.py': 'CONFIG_LOADER_CLASS = TemplatedConfigLoader\n'};
		expect((await migrated('experiment_name: x ${branch|local}', loader)).kfp).toBe(
			"experiment: 'x ${branch|local}'\n",
		);
	});
});

describe('what does not map', () => {
	it.each([
		'volume: {size: 1Gi}',
		'max_cache_staleness: P0D',
		'wait_for_completion: true',
		'run_name: Run ${pipeline_name}',
		'run_name: "Run {alpha}"',
		'scheduled_run_name: x',
		'schedule: "0 3 * * *"',
		'constructor: 1',
		'image_pull_policy: Sometimes',
		'image: [1]',
	])('%s: the reason is listed', async text => {
		const [key = ''] = text.split(':');
		const {kfp, keys} = await migrated(text);
		expect(kfp).toBe('');
		expect(keys.get(key)).toMatchObject({state: 'unmapped', line: 2, note: expect.stringMatching(/.{10}/)});
	});

	it('a key at the top of the file that every JavaScript object has: the reason is listed', async () => {
		const {keys} = await run({'conf/base/kubeflow.yaml': 'constructor: 1\nhost: https://x\n'});
		expect(keys.get('constructor')).toMatchObject({state: 'unmapped', note: 'is not a key that kfp-wizard knows'});
	});

	it.each([
		['resources:\n  train: {ephemeral-storage: 1Gi}', 'resources.train.ephemeral-storage'],
		['resources:\n  train: {memory: 1000}', 'resources.train.memory'],
		['affinity:\n  train: {pod_affinity: {}}', 'affinity.train'],
		['extra_volumes:\n  train: [{mount_path: /x, volume: {name: x, nfs: {}}}]', 'extra_volumes.train.0'],
		['retry_policy:\n  train: {num_retries: 1, owner: me}', 'retry_policy.train.owner'],
		['retry_policy:\n  train: {backoff_factor: 2}', 'retry_policy.train'],
	])('%j', async (text, key) => {
		expect((await migrated(text)).keys.get(key)).toMatchObject({
			state: 'unmapped',
			note: expect.stringMatching(/.{10}/),
		});
	});
});

describe('kfp.yml', () => {
	const kubeflow = 'host: https://new\nrun_config:\n  image: new\n  resources: {train: {cpu: 1, memory: 1Gi}}\n';
	const kfp = '# mine\r\nimage: old # keep\r\nnodes:\r\n  train: {memory: 1Gi}\r\n';

	it('keeps what it has, and every byte of it', async () => {
		const {read, keys} = await run({'conf/base/kubeflow.yaml': kubeflow, 'conf/base/kfp.yml': kfp});
		expect(await read('conf/base/kfp.yml')).toBe(
			kfp.replace('{memory: 1Gi}', '{memory: 1Gi, cpu: 1}') + 'host: https://new\r\n',
		);
		expect(keys.get('image')).toMatchObject({state: 'kept', note: 'conf/base/kfp.yml has old, which stays'});
		expect(keys.get('resources.train.memory')).toMatchObject({state: 'unchanged'});
	});

	it('is written for every environment, with what holds there through the base', async () => {
		const {read, outcome} = await run({
			'conf/base/kubeflow.yaml': kubeflow,
			'conf/prod/eu/kubeflow.yaml': 'host: https://eu\n',
		});
		expect(await read('conf/prod/eu/kfp.yml')).toMatch(
			/^# yaml-language-server: \$schema=https:\/\/[^]*\n\nhost: https:\/\/eu\n$/,
		);
		expect(outcome.migrated).toContainEqual(
			expect.objectContaining({file: 'conf/prod/eu/kubeflow.yaml', key: 'nodes', state: 'unmapped'}),
		);
	});

	it('is taken back as fixes are; the second time nothing is left to write', async () => {
		const {root, env, outcome, read} = await run({'conf/base/kubeflow.yaml': kubeflow});
		expect(outcome.changes).toMatchObject([{file: 'conf/base/kfp.yml', action: 'create'}]);
		const again = await migrate({options: {}, args: []}, testContext(unattendedUi().ui, {cwd: root, env}));
		expect(again.changes).toBeUndefined();
		await undoLast(root, env);
		await expect(read('conf/base/kfp.yml')).rejects.toThrow('ENOENT');
	});

	it('is that of one environment with --env', async () => {
		const files = {'conf/base/kubeflow.yaml': kubeflow, 'conf/prod/kubeflow.yaml': kubeflow};
		const {outcome} = await run(files, {env: flag('prod', '--env')});
		expect(outcome.changes).toMatchObject([{file: 'conf/prod/kfp.yml'}]);
		expect((await errorOf(run(files, {env: flag('prdo', '--env')}))).message).toMatch(/; did you mean prod\?$/);
		expect(await errorOf(run(files, {env: flag('dev', '--env')}))).toMatchObject({
			code: 'NOTHING_TO_MIGRATE',
			message: 'There is no conf/dev/kubeflow.yaml to migrate',
		});
	});

	it('is only shown in a dry run', async () => {
		const {outcome, printed, read} = await run({'conf/base/kubeflow.yaml': kubeflow}, on('dryRun'));
		expect(outcome.changes).toHaveLength(1);
		expect(printed()).toContain('+ image: new');
		await expect(read('conf/base/kfp.yml')).rejects.toThrow('ENOENT');
	});
});

it('reads the script of Kedro’s older guide', async () => {
	const script =
		'op = dsl.ContainerOp(name=n).apply(\n    aws.use_aws_secret("minio", "ID", "KEY"))\nop.set_memory_limit("1Gi")\n';
	const {read, keys} = await run({'build_kubeflow_pipeline.py': script});
	expect(await read('conf/base/kfp.yml')).toMatch(/\n\nsecret: minio\nexisting_secret: true\n$/);
	expect(keys.get('set_memory_limit')).toMatchObject({state: 'unmapped', line: 3});
});

it.each([
	[{}, 'NOTHING_TO_MIGRATE'],
	[{'conf/base/kubeflow.yaml': 'a: 1\na: 2\n'}, 'KUBEFLOW_YAML_UNREADABLE'],
	[{'conf/base/kubeflow.yaml': 'host: x\n', 'conf/base/kfp.yml': 'a: ['}, 'SETTINGS_UNREADABLE'],
])('ends with an error for %j', async (files: Readonly<Record<string, string>>, code) => {
	expect(await errorOf(run(files))).toMatchObject({kind: 'project', code});
});

describe('the offer of the wizard', () => {
	const kubeflow = 'host: https://x\nrun_config: {image: a/b, volume: {}}\n';

	async function offered(files: Readonly<Record<string, string>>, script: readonly Line[]) {
		const pyproject = '[tool.kedro]\npackage_name = "demo"\nproject_name = "Demo"\n';
		const root = await writeTree(await scratch(), {'pyproject.toml': pyproject, ...files});
		const {ui, asked, reported, left} = scriptedUi(script);
		const env = {XDG_CACHE_HOME: join(root, 'cache')};
		const isWritten = await offerMigration({}, testContext(ui, {cwd: root, env}));
		expect(left()).toEqual([]);
		const kfp = await readFile(join(root, 'conf/base/kfp.yml'), 'utf8').catch(() => undefined);
		return {isWritten, asked, reported, kfp};
	}

	it('shows the difference, writes it where the user agrees, and counts what did not map', async () => {
		const {isWritten, asked, reported, kfp} = await offered({'conf/base/kubeflow.yaml': kubeflow}, [['migrate', true]]);
		expect(isWritten).toBe(true);
		expect(asked[0]).toMatchObject({
			message: 'Take the settings of conf/base/kubeflow.yaml to conf/base/kfp.yml?',
			diff: [{action: 'create'}],
		});
		expect(kfp).toContain('image: a/b\n');
		expect(reported.at(-1)).toMatchObject({message: expect.stringMatching(/^2 keys did not map: /)});
	});

	it.each([false, back])('writes nothing for the answer %s', async answer => {
		const {isWritten, kfp} = await offered({'conf/base/kubeflow.yaml': kubeflow}, [['migrate', answer]]);
		expect([isWritten, kfp]).toEqual([false, undefined]);
	});

	it.each([
		[{}],
		[{'conf/base/kubeflow.yaml': kubeflow, 'conf/base/kfp.yml': 'image: mine\n'}],
		[{'conf/base/kubeflow.yaml': 'a: ['}],
	])('asks nothing for %j', async (files: Readonly<Record<string, string>>) => {
		expect((await offered(files, [])).isWritten).toBe(false);
	});
});
