// kubectl and the kubeconfig: the printed command installs what is missing, lists the contexts, or uses another one.
import {chmod, mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {describe, expect} from 'vitest';
import {listObjects} from '../../../src/kubernetes/list.ts';
import {splitWords} from '../../../src/system/split-words.ts';
import {quote} from '../../../src/system/text.ts';
import * as z from 'zod';
import {testContext} from '../../support/context.ts';
import {projectVariables} from '../../support/deployed.ts';
import {failure, scratch} from '../../support/scratch.ts';
import {memoryCluster} from '../../support/memory-cluster.ts';
import {printed} from '../../support/printed.ts';
import {unattendedUi} from '../../support/scripted-ui.ts';
import {hostileContext as hostile, wordsOf} from '../../support/secret-shell.ts';
import {withKubectl} from '../../support/stand-in-kubectl.ts';
import {typed} from '../../support/typed.ts';

type Variables = Readonly<Record<string, string>>;

/** A person in a project who removes its Secret, which needs kubectl and no server. */
async function shell() {
	const cwd = await scratch();
	await writeFile(
		join(cwd, 'pyproject.toml'),
		'[tool.kedro]\npackage_name = "tide"\nproject_name = "Tide"\nkedro_init_version = "1.0.0"\n',
	);
	const type = (line: string | undefined, env: Variables) =>
		typed(line ?? '', testContext(unattendedUi().ui, {cwd, env: {...env, HOME: cwd}}), projectVariables);
	const remove = (env: Variables, flags = '') => type(`teardown secret/x --yes${flags}`, env);
	return {type, remove};
}

/** It has done its work: the Secret is not there. */
const passed = {exitCode: 0, outcome: {removed: [], left: []}};

/** A kubectl that is this script. */
async function scripted(script: string): Promise<Variables> {
	const bin = join(await scratch(), 'bin');
	await mkdir(bin);
	await writeFile(join(bin, 'kubectl'), `#!/bin/sh\n${script}\n`);
	await chmod(join(bin, 'kubectl'), 0o755);
	return {PATH: bin};
}

/** What installs kubectl here, where that is known: the program that it makes. */
const installs = (line: string | undefined): void =>
	expect(line).toMatch(/(?:install|add|-S) (?:kubectl|kubernetes-c\w+)\b|install\.sh/);

describe('the command that is printed where kubectl or its contexts are missing', () => {
	printed('KUBECTL_MISSING', 'installs kubectl', async () => {
		const {remove} = await shell();
		const failed = await remove({PATH: '/nowhere'});
		expect(failed.code).toBe('KUBECTL_MISSING');
		installs(failed.next[0]);
		expect(await remove(await withKubectl(['a']))).toMatchObject(passed);
	});

	printed('KUBECTL_TOO_OLD', 'installs the newest kubectl', async () => {
		const {remove} = await shell();
		const failed = await remove(await withKubectl(['a'], 'a', {version: 'v1.21.14'}));
		expect(failed.code).toBe('KUBECTL_TOO_OLD');
		installs(failed.next[0]);
	});

	printed('KUBECTL_FAILED', 'shows what kubectl returns instead of a list', async () => {
		const memory = memoryCluster();
		const run = async () => ({exitCode: 0, stdout: 'x', stderr: ''});
		const list = listObjects({...memory, context: hostile, run}, ['pods', '-l', 'a=$(b)'], z.string(), {
			doing: 'list the pods',
			what: 'pods',
		});
		const {code, next} = await failure(list);
		expect(code).toBe('KUBECTL_FAILED');
		expect(wordsOf(next[0]?.command)).toEqual(['get', 'pods', '-l', 'a=$(b)', '--output', 'json']);
	});

	printed('KUBECONFIG_EMPTY', 'writes the spec without a cluster', async () => {
		const {remove} = await shell();
		const failed = await remove(await withKubectl([]));
		expect(failed.code).toBe('KUBECONFIG_EMPTY');
		expect(failed.next).toEqual(['kfp-wizard compile --image REF']);
	});

	printed('KUBECONFIG_UNREADABLE', "has kubectl's own message", async () => {
		const {remove} = await shell();
		const failed = await remove(
			await scripted(`[ "$1" = version ] && echo '{"clientVersion": {"gitVersion": "v1.32.0"}}' && exit
echo 'error: error loading config file "/k": yaml: line 3: did not find expected' >&2; exit 1`),
		);
		expect(failed).toMatchObject({code: 'KUBECONFIG_UNREADABLE', next: ['kubectl config view']});
	});

	printed('CONTEXT_NOT_CHOSEN', 'uses one of the contexts', async () => {
		const {remove, type} = await shell();
		const env = await withKubectl(['a', hostile]);
		const failed = await remove(env);
		expect(failed.code).toBe('CONTEXT_NOT_CHOSEN');
		expect(failed.next).toHaveLength(2);
		for (const line of failed.next) expect(await type(line, env), line).toMatchObject(passed);
	});

	printed('CONTEXT_NOT_CHOSEN', 'lists many contexts', async () => {
		const {remove} = await shell();
		const env = await withKubectl(Array.from({length: 12}, (_, index) => `c${index}`));
		const failed = await remove(env);
		expect(failed.next).toEqual(['--context NAME', 'kubectl config get-contexts']);
		expect(await remove(env, ` ${failed.next[0]?.replace('NAME', 'c7')}`)).toMatchObject(passed);
	});

	printed('CONTEXT_UNKNOWN', 'uses the context that was meant, or lists them', async () => {
		const {remove, type} = await shell();
		const env = await withKubectl([hostile, 'b'], 'b');
		const failed = await remove(env, ` --context ${quote(hostile.replace('touch', 'tuch'))}`);
		expect(failed.code).toBe('CONTEXT_UNKNOWN');
		expect(await type(failed.next[0], env)).toMatchObject(passed);
		expect(failed.next[1]).toBe('kubectl config get-contexts');
	});

	printed('CONTEXT_WITHOUT_CLUSTER', 'lists the clusters, or writes that of a cloud again', async () => {
		const {remove} = await shell();
		const eks = 'arn:aws:eks:eu-west-1:123456789012:cluster/tide';
		const env = await withKubectl([hostile, eks], eks, {clusters: ['c']});
		const failed = await remove(env, ` --context ${quote(hostile)}`);
		expect(failed).toMatchObject({code: 'CONTEXT_WITHOUT_CLUSTER'});
		expect(failed.next).toEqual(['kubectl config get-contexts', 'kubectl config get-clusters']);
		expect((await remove(env)).next[0]).toBe('aws eks update-kubeconfig --region eu-west-1 --name tide');
	});

	printed('CONTEXT_PRODUCTION', 'confirms the context', async () => {
		const {remove, type} = await shell();
		const name = `prod ${hostile}`;
		const env = await withKubectl([name, 'dev'], name);
		const failed = await remove(env);
		expect(failed.code).toBe('CONTEXT_PRODUCTION');
		expect(splitWords(failed.next[0] ?? '')).toContain(name);
		expect(await type(failed.next[0], env)).toMatchObject(passed);
	});
});
