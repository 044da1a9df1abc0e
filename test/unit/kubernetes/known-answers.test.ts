// What is asked of kubectl once, and what makes it be asked again.
import {existsSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync} from 'node:fs';
import {mkdir} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {delimiter, join} from 'node:path';
import {describe, expect, it, onTestFinished} from 'vitest';
import * as z from 'zod';
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
		knownAnswer({path, env: env(folder)}, {question, schema: z.string()}, false, async () => `${question} ${++times}`);
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
	const failing = knownAnswer(
		{path: join(folder, 'kubectl'), env: named(folder)},
		{question: 'contexts', schema: z.string()},
		false,
		async () => Promise.reject(new Error('no')),
	);
	await expect(failing).rejects.toThrow('no');
	expect(await ask()).toBe('contexts 1');
});

describe('what is kept for later commands', () => {
	/** Commands that share a cache and a program of `size` bytes. */
	const machine = (size = 1024 * 1024) => {
		const {folder, file} = start(named);
		truncateSync(join(folder, 'kubectl'), size);
		const kept = join(folder, 'cache', 'kfp-wizard', 'kubectl.json');
		let times = 0;
		const command = async (isKept = true, question = 'contexts') => {
			const env = {...named(folder), XDG_CACHE_HOME: join(folder, 'cache')};
			const known = {question, schema: z.string()};
			const ask = async () => `${question} ${++times}`;
			// Another command is another process.
			return knownAnswer({path: join(folder, 'kubectl'), env}, known, isKept, ask, new Map());
		};
		return {folder, file, kept, command};
	};

	it('is used as long as neither the program nor the kubeconfig changes, and readable for this user alone', async () => {
		const {command, file, folder, kept} = machine();
		expect([await command(), await command()]).toEqual(['contexts 1', 'contexts 1']);
		expect(statSync(kept).mode & 0o777).toBe(0o600);
		expect(await command(true, 'version')).toBe('version 2');
		expect(await command()).toBe('contexts 1');
		file('config', 'b');
		expect([await command(), await command()]).toEqual(['contexts 3', 'contexts 3']);
		truncateSync(join(folder, 'kubectl'), 1024 * 1024 + 1);
		expect(await command()).toBe('contexts 4');
	});

	it('is not used with --no-cache, and nothing is kept then', async () => {
		const {command, kept} = machine();
		await command(false);
		expect(existsSync(kept)).toBe(false);
		await command();
		expect(await command(false)).toBe('contexts 3');
	});

	it('is nothing of a script, which may start another kubectl each time', async () => {
		const {command, kept} = machine(1000);
		expect([await command(), await command()]).toEqual(['contexts 1', 'contexts 2']);
		expect(existsSync(kept)).toBe(false);
	});

	it.each(['{', '[]', '[{"key": 1}]', 'answers of another kind'])('is asked again where the file is %s', async text => {
		const {command, kept} = machine();
		await command();
		writeFileSync(kept, text.startsWith('a') ? readFileSync(kept, 'utf8').replace('"contexts 1"', '{"a": 1}') : text);
		expect([await command(), await command()]).toEqual(['contexts 2', 'contexts 2']);
	});
});
