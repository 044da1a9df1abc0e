// The answer to a completion script: from files and the cache of the project, in the form of the shell.
import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {completionAnswer} from '../../../../src/cli/completion/answer.ts';
import {rememberRun} from '../../../../src/cli/remember-run.ts';
import {knownNames, rememberNames} from '../../../../src/system/known-names.ts';
import type {RunTask} from '../../../../src/schema/outcome.ts';
import {scratch} from '../../../support/scratch.ts';

async function project() {
	const root = await scratch();
	await mkdir(join(root, 'conf', 'prod'), {recursive: true});
	await mkdir(join(root, 'conf', 'prod eu'));
	await mkdir(join(root, 'src', 'demo', 'pipelines', 'train'), {recursive: true});
	await mkdir(join(root, 'below'));
	await writeFile(join(root, 'pyproject.toml'), '[tool.kedro]\n');
	await writeFile(join(root, 'kubeconfig'), 'contexts:\n- name: kind-dev\n- name: arn:aws:eks/x\n- context: {}\n');
	await writeFile(join(root, 'aws'), '[default]\n[profile dev]\n[sso-session x]\n');
	const env = {
		XDG_CACHE_HOME: join(root, 'cache'),
		KUBECONFIG: join(root, 'kubeconfig'),
		AWS_CONFIG_FILE: join(root, 'aws'),
		HOME: root,
	};
	const values = async (shell: string, ...words: readonly string[]) =>
		(await completionAnswer([shell, ...words], join(root, 'below'), env)).split('\n').map(line => line.split('\t')[0]);
	return {root, env, values};
}

describe('names of a project', () => {
	it('are those of its files, before a command has read it', async () => {
		const {values} = await project();
		expect(await values('zsh', 'check', '--env', 'p')).toEqual(['prod', 'prod eu', '']);
		expect(await values('zsh', 'check', '-p', '')).toEqual(['__default__', 'train', '']);
		expect(await values('fish', 'status', '')).toEqual(['latest', '']);
		expect(await values('fish', 'doctor', '--context', '')).toEqual(['arn:aws:eks/x', 'kind-dev', '']);
		expect(await values('fish', 'deploy', '--aws-profile', '')).toEqual(['default', 'dev', '']);
	});

	it('are then those that the command saw', async () => {
		const {root, env, values} = await project();
		await rememberNames(root, {pipelines: ['__default__', 'monthly'], environments: ['prod/eu'], nodes: ['fit']}, env);
		await rememberNames(root, {runs: ['1 first']}, env);
		const ran = {state: 'succeeded', running: 9} as const;
		const tasks: readonly RunTask[] = [
			{...ran, dependsOn: [], task: 'fit', title: 'fit', nodes: ['fit']},
			{...ran, dependsOn: [], task: 'no', title: 'no', nodes: ['no'], state: 'failed'},
		];
		await rememberRun({id: '2', name: 'second', url: '', started: true}, root, '/', env, tasks);
		expect(await knownNames(root, env)).toMatchObject({seconds: ['fit=1']});
		expect(await values('zsh', 'check', '-p', 'm')).toEqual(['monthly', '']);
		expect(await values('zsh', 'check', '-e', 'prod/')).toEqual(['prod/eu', '']);
		expect(await values('zsh', 'logs', '')).toEqual(['latest', '2', '1', '']);
		expect(await values('zsh', 'logs', 'latest', '')).toEqual(['fit', '']);
	});

	it('are of the project that --project names, and there are none outside of one', async () => {
		const {root, env} = await project();
		const answer = async (...words: readonly string[]) => completionAnswer(['zsh', ...words], '/', env);
		expect(await answer('check', '--project', root, '-e', 'prod')).toContain('prod\t');
		expect(await answer('check', `--project=${root}`, '-e', 'prod')).toContain('prod\t');
		expect(await answer('check', '-e', '')).toBe('');
	});
});

describe('bash', () => {
	it.each([
		['kfp-wizard check --env=pr', 'pr', ['prod', 'prod eu', '']],
		['kfp-wizard check --env=', '=', ['prod', 'prod eu', '']],
		['kfp-wizard check --env pr', 'pr', ['prod', 'prod eu', '']],
		['kfp-wizard doctor --context arn:aws', 'aws', ['aws:eks/x', '']],
		['kfp-wizard doctor --context arn:', ':', ['aws:eks/x', '']],
		['kfp-wizard --env prod che', 'che', ['check', '']],
		['kfp-wizard compile -o ', '', [':files', '']],
		[`kfp-wizard check --env 'prod `, "'prod ", ['prod eu', '']],
	])('%s', async (line, word, expected) => {
		const {values} = await project();
		expect(await values('bash', line, word)).toEqual(expected);
	});
});
