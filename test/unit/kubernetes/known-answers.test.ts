// What is asked of kubectl once, and what makes it be asked again.
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {mkdir} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {delimiter, join} from 'node:path';
import {expect, it, onTestFinished} from 'vitest';
import {knownAnswer} from '../../../src/kubernetes/known-answers.ts';

const start = (env: (folder: string) => NodeJS.ProcessEnv) => {
	const folder = mkdtempSync(join(tmpdir(), 'kfp-wizard-test-'));
	onTestFinished(() => rmSync(folder, {recursive: true, force: true}));
	const file = (name: string, content: string): string => {
		writeFileSync(join(folder, name), content);
		return join(folder, name);
	};
	const path = file('kubectl', '1');
	file('config', 'a');
	let times = 0;
	const ask = (question = 'contexts') =>
		knownAnswer({path, env: env(folder)}, question, async () => `${question} ${++times}`);
	return {folder, file, ask};
};

const named = (folder: string): NodeJS.ProcessEnv => ({KUBECONFIG: join(folder, 'config')});

it('each question is asked once, also at the same time', async () => {
	const {ask} = start(named);
	expect(await Promise.all([ask(), ask()])).toEqual(['contexts 1', 'contexts 1']);
	expect(await ask('version')).toBe('version 2');
	expect(await ask()).toBe('contexts 1');
});

it.each([
	['the kubeconfig', 'config', named],
	['kubectl', 'kubectl', named],
	[
		'the second of two kubeconfigs',
		'other',
		(folder: string) => ({KUBECONFIG: ['config', 'other'].map(name => join(folder, name)).join(delimiter)}),
	],
])('it is asked again when %s has changed', async (_, name, env) => {
	const {ask, file} = start(env);
	await ask();
	file(name, 'b');
	expect(await ask()).toBe('contexts 2');
	expect(await ask()).toBe('contexts 2');
});

it('the kubeconfig in the home folder is the one without a variable', async () => {
	const {ask, file, folder} = start(home => ({HOME: home}));
	await mkdir(join(folder, '.kube'));
	file('.kube/config', 'a');
	await ask();
	expect(await ask()).toBe('contexts 1');
	file('.kube/config', 'b');
	expect(await ask()).toBe('contexts 2');
});

it('it is asked each time where no kubeconfig of this user is a file', async () => {
	const {ask, folder} = start(home => ({KUBECONFIG: join(home, 'none')}));
	await ask();
	expect(await ask()).toBe('contexts 2');
	await mkdir(join(folder, 'none'));
	expect(await ask()).toBe('contexts 3');
});

it('a failure is not kept', async () => {
	const {ask, folder} = start(named);
	const failing = knownAnswer({path: join(folder, 'kubectl'), env: named(folder)}, 'contexts', async () =>
		Promise.reject(new Error('no')),
	);
	await expect(failing).rejects.toThrow('no');
	expect(await ask()).toBe('contexts 1');
});
