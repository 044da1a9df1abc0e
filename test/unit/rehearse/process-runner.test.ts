// A task as a process: its command, its folder and its environment.
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import type {Execution} from '../../../src/pipeline-spec/read-spec.ts';
import {inProcess} from '../../../src/rehearse/process-runner.ts';
import {Sensitive} from '../../../src/system/secrets.ts';
import {scratch} from '../../support/scratch.ts';

it('the process gets PATH, HOME and the variables of the task, and nothing else of the environment', async () => {
	const folder = await scratch();
	await writeFile(join(folder, 'here'), '');
	const program =
		'console.log(JSON.stringify({env: process.env, argv: process.argv.slice(1), files: require("fs").readdirSync(".")}))';
	const execution: Execution = {
		task: 'train',
		command: [process.execPath, '-e', program, 'run', '--nodes=a b'],
		env: {},
		image: 'demo:1',
		secretEnv: [],
		dependsOn: [],
	};
	const env = {PATH: '/usr/bin', HOME: '/home/me', OTHER: 'x'};
	let text = '';
	const result = await inProcess(
		work => work(folder),
		'/opt/env/bin/python',
		env,
	)({
		execution,
		variables: {plain: {MODE: 'on'}, secret: {KEY: new Sensitive('secret-value')}},
		signal: new AbortController().signal,
		onText: async part => {
			text += part;
		},
	});
	expect(result.exitCode).toBe(0);
	const seen = JSON.parse(text) as {env: Record<string, string>; argv: string[]; files: string[]};
	expect(seen.env).toMatchObject({PATH: '/opt/env/bin:/usr/bin', HOME: '/home/me', MODE: 'on', KEY: 'secret-value'});
	expect(seen.env).not.toHaveProperty('OTHER');
	expect(seen.argv).toEqual(['run', '--nodes=a b']);
	expect(seen.files).toEqual(['here']);
});
