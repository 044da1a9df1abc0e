// The options of a deploy in conf/<env>/kfp.yml: what is written, and what stays as it was.
import {describe, expect, it} from 'vitest';
import {settingsFix} from '../../../../src/deploy/interview/settings-fix.ts';
import type {PlanValue} from '../../../../src/schema/plan.ts';
import type {Project} from '../../../../src/schema/project.ts';
import {facts} from '../../../support/facts.ts';
import {errorOf} from '../../../support/error-of.ts';

/** The user is in the project. */
const folders = (root: string) => ({root, cwd: root, home: '/home/ada'});

const row = (name: string, value: string, source = 'asked'): PlanValue => ({name, value, source});

/** A project whose conf/s3/kfp.yml holds `values`. */
function project(values: object = {}, params: Readonly<Record<string, string>> = {}): Project {
	const settings = {files: ['conf/s3/kfp.yml'], values, params, places: [], problem: null};
	return facts({project: {root: '/home/ada/demo', settings}}).project;
}

/** The text of the file after the edit. */
async function saved(rows: readonly PlanValue[], text?: string, from = project()): Promise<string | undefined> {
	const {edits} = await settingsFix(from, 's3', rows, folders(from.root));
	const [edit] = edits;
	if (edit === undefined) return text;
	const after = edit.change(text);
	expect(edit.change(after)).toBe(after);
	return after;
}

describe('saving options to kfp.yml', () => {
	it('writes the id of the project to the base environment, also a detected one', async () => {
		const none = facts({}).project;
		const rows = [row('host', 'http://localhost:8888'), row('project-id', 'dir-0123456789ab', 'detected: this folder')];
		const {title, edits} = await settingsFix(none, 's3', rows, folders(none.root));
		expect(title).toBe('Save these options to conf/s3/kfp.yml and conf/base/kfp.yml');
		expect(edits.map(({file}) => file)).toEqual(['conf/s3/kfp.yml', 'conf/base/kfp.yml']);
		expect(edits[0]?.change('')).toBe('host: http://localhost:8888\n');
		expect(edits[1]?.change('ttl: 7d\n')).toBe('ttl: 7d\nproject_id: dir-0123456789ab\n');
		const set = [row('project-id', 'churn-north', 'KFP_WIZARD_PROJECT_ID')];
		expect(await settingsFix(none, 's3', set, folders(none.root))).toMatchObject({edits: []});
	});

	it('writes what was asked and what flags set, in the order of the keys', async () => {
		const none = facts({}).project;
		const fix = await settingsFix(
			none,
			's3',
			[
				row('project', '~/demo', '--project'),
				row('python', '/usr/bin/python3', '--python'),
				row('env', 's3', '--env'),
				row('namespace', 'kubeflow', 'default'),
				row('context', 'kind-dev', 'detected: current context'),
				row('experiment', 'nightly', 'KFP_WIZARD_EXPERIMENT'),
				row('host', 'http://localhost:8888'),
				row('image', 'ghcr.io/acme/churn', '--image'),
				row('tag', 'v1', '--tag'),
				row('parallel', '2', '--parallel'),
				row('aws-keys', 'typed'),
				row('no-secret', 'true'),
				row('group-by', 'tag:group.', '--group-by'),
			],
			folders(none.root),
		);
		expect(fix.title).toBe('Save these options to conf/s3/kfp.yml');
		expect(fix.edits.map(({file}) => file)).toEqual(['conf/s3/kfp.yml']);
		expect(fix.edits[0]?.change(undefined)).toBe(
			[
				'# yaml-language-server: $schema=https://unpkg.com/kfp-wizard@0.0.0-source/dist/kfp.schema.json',
				'# Options of kfp-wizard for the environment s3. A flag overrides a value in this file.',
				'',
				'group_by: tag:group.',
				'image: ghcr.io/acme/churn',
				'secret: false',
				'host: http://localhost:8888',
				'',
			].join('\n'),
		);
	});

	it('keeps comments, order, other keys and the way that lists are written', async () => {
		const text = [
			'# Ours',
			'host: http://old:8888 # port-forward',
			'',
			'# who may pull',
			'image_pull_secrets:',
			'- pull',
			'nodes:',
			'  train: {cpu: 2, memory: "8Gi"} # big',
			'# the end',
			'',
		].join('\n');
		const after = await saved([row('host', 'https://new'), row('experiment', 'on')], text);
		expect(after).toBe(
			text.replace('http://old:8888', 'https://new').replace('# the end', "experiment: 'on'\n# the end"),
		);
	});

	it('writes texts that look like something else, and parameters, so that they stay what they are', async () => {
		const rows = [
			row('experiment', '1e3'),
			row('run-name', 'yes'),
			row('param', 'alpha=1.0', '--param'),
			row('param', 'name="on"', 'conf/base/kfp.yml, --param'),
			row('param', 'sizes=[1, 2.5, null]', '--param'),
			row('param', 'big=123456789012345678901', '--param'),
			row('node-seconds', 'f(a=1)=40', '--node-seconds'),
			row('expose-param', 'depth', '--expose-param'),
			row('expose-param', 'model.width', '--expose-param'),
			row('env-var', 'LEVEL=3', '--env-var'),
			row('env-var', 'URL=https://x/?a=b', '--env-var'),
		];
		expect((await saved(rows, ''))?.split('\n')).toEqual([
			'node_seconds:',
			'  "f(a=1)": 40',
			'params:',
			'  alpha: 1.0',
			"  name: 'on'",
			'  sizes: [1, 2.5, null]',
			'  big: 123456789012345678901',
			'expose_params: [depth, model.width]',
			'env_vars:',
			"  LEVEL: '3'",
			"  URL: 'https://x/?a=b'",
			"experiment: '1e3'",
			'',
		]);
	});

	it('writes nothing that the files have already', async () => {
		const from = project(
			{image: 'ghcr.io/acme/churn', env_vars: {LEVEL: 3}, spec: 'out.yaml', secret: false},
			{alpha: '1.0'},
		);
		const rows = [
			row('image', 'ghcr.io/acme/churn', '--image'),
			row('env-var', 'LEVEL=3', '--env-var'),
			row('param', 'alpha=1.0', '--param'),
			row('spec', '/home/ada/demo/out.yaml', '--spec'),
			row('no-secret', 'true', '--no-secret'),
		];
		expect((await settingsFix(from, 's3', rows, folders(from.root))).edits).toEqual([]);
		expect(await saved([row('param', 'alpha=1', '--param')], '', from)).toBe('params:\n  alpha: 1\n');
	});

	it('copies the mapping of the base that the new one would replace', async () => {
		const from = project({env_vars: {A: 'base'}, params: {alpha: 1}}, {alpha: '1'});
		const rows = [row('env-var', 'B=flag', '--env-var'), row('param', 'beta=x', '--param')];
		expect(await saved(rows, '', from)).toBe('params:\n  alpha: 1\n  beta: x\nenv_vars:\n  A: base\n  B: flag\n');
		expect(await saved(rows, 'env_vars:\n  C: own\n', from)).toContain('env_vars:\n  C: own\n  B: flag\n');
	});

	it('names the file that it cannot read', async () => {
		const error = await errorOf(saved([row('host', 'http://x')], 'a: ['));
		expect(error).toMatchObject({kind: 'project', code: 'SETTINGS_UNREADABLE'});
		expect(error.message).toBe('conf/s3/kfp.yml is not valid YAML, so kfp-wizard saves nothing to it');
	});

	it('writes a path in the project relative to it, and any other one as it is', async () => {
		const from = project();
		const path = async (value: string, cwd: string) => {
			const [edit] = (await settingsFix(from, 's3', [row('spec', value)], {root: from.root, cwd, home: '/home/ada'}))
				.edits;
			return edit?.change('');
		};
		expect(await path('out/x.yaml', from.root)).toBe('spec: out/x.yaml\n');
		expect(await path('x.yaml', `${from.root}/src`)).toBe('spec: src/x.yaml\n');
		expect(await path('~/demo/x.yaml', '/elsewhere')).toBe('spec: x.yaml\n');
		expect(await path('../x.yaml', from.root)).toBe("spec: '/home/ada/x.yaml'\n");
		expect(await path('-', from.root), 'stdout is not saved').toBeUndefined();
	});
});
