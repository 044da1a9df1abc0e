// Login pages in front of Kubeflow Pipelines: each way that is printed leads past the refusal.
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {describe, expect, onTestFinished} from 'vitest';
import {type LoginProxyOptions, startLoginProxy} from '../../fakes/login-proxy.ts';
import {printed} from '../../support/printed.ts';
import {hostile, type Program, shell} from '../../support/shell.ts';
import {serveHost} from '../../support/with-api.ts';
import {quote} from '../../../src/system/text.ts';

const passed = {exitCode: 0};
const user = 'ada@example.com';
const password = `it's "$(x)" é`;

/** A printed line with the user and a password in their places. */
const filled = (line = '', typed = password): string =>
	line.replace('USER=…', `USER=${user}`).replace('PASSWORD=…', `PASSWORD=${quote(typed)}`);

async function behindDex(more: Partial<LoginProxyOptions> = {}) {
	const world = await shell();
	const proxy = await startLoginProxy({behind: world.api.url, user, password, ...more});
	onTestFinished(() => proxy.stop());
	return {...world, proxy, line: `runs --host ${proxy.url} --kfp-name tide-prod`};
}

/** A login page that lets in who has one of these headers. */
async function gated(programs: Readonly<Record<string, Program>> = {}) {
	const world = await shell({}, programs);
	const page = '<!doctype html><title>Sign in</title><a href="/dex/auth">Log in</a>';
	const gate = await serveHost(({url = '', headers}, response) => {
		if (headers.authorization !== 'Bearer good' && headers.cookie !== 'session=good')
			return void response.writeHead(200, {'content-type': 'text/html'}).end(page);
		void fetch(`${world.api.url}${url}`).then(async answer => response.end(await answer.text()));
	});
	const tokenCommand = quote(`./print-token ${quote(hostile)}`);
	const script = `#!/bin/sh\n[ "$1" = ${quote(hostile)} ] && cat token\n`;
	await writeFile(join(world.cwd, 'print-token'), script, {mode: 0o755});
	const write = (name: string, text: string): Promise<void> => writeFile(join(world.cwd, name), text);
	return {...world, gate, write, tokenCommand, line: `runs --host ${gate.origin} --kfp-name tide-prod`};
}

describe('behind a login page', () => {
	printed('KFP_LOGIN', 'logs in with the form', async () => {
		for (const style of ['authservice', 'oauth2-proxy'] as const) {
			const {type, obey, line, proxy} = await behindDex({style});
			const failed = await type(line);
			expect(failed).toMatchObject({exitCode: 4, code: 'KFP_LOGIN'});
			expect(await obey(filled(failed.next[0]))).toMatchObject(passed);
			expect(proxy.logins()).toBe(1);
		}
	});

	printed('KFP_LOGIN', 'logs in with a token or a cookie, or goes around the page', async () => {
		const calls: (readonly string[])[] = [];
		const {type, obey, line, write, tokenCommand} = await gated({kubectl: args => void calls.push(args)});
		const failed = await type(line);
		expect(failed).toMatchObject({exitCode: 4, code: 'KFP_LOGIN'});
		const [, token, cookie, forward] = failed.next;
		await write('token', 'good');
		expect(await type(`${line} ${token?.replace('COMMAND', tokenCommand)}`)).toMatchObject(passed);
		await write(hostile, 'session=good\n');
		expect(await type(`${line} ${cookie?.replace('PATH', quote(hostile))}`)).toMatchObject(passed);
		await obey(forward);
		expect(calls).toEqual([['port-forward', '--namespace', 'kubeflow', 'svc/ml-pipeline-ui', '8080:80']]);
	});

	printed('KFP_LOGIN', 'follows the run with the cookie of a new login', async () => {
		const {type, line, write, start, api} = await gated();
		const {run_id} = await start('first');
		await write(hostile, 'session=old');
		const failed = await type(`${line.replace('runs', `status ${run_id} --follow`)} --cookie-file ${quote(hostile)}`);
		expect(failed).toMatchObject({exitCode: 4, code: 'KFP_LOGIN'});
		await write(hostile, 'session=good');
		api.finishRun(run_id, 'SUCCEEDED');
		expect(await type(failed.next[0])).toMatchObject({exitCode: 0, outcome: {run: {state: 'SUCCEEDED'}}});
	});

	printed('KFP_LOGIN_REFUSED', 'corrects the user and the password', async () => {
		const {type, obey, line, env} = await behindDex();
		Object.assign(env, {KFP_WIZARD_USER: user, KFP_WIZARD_PASSWORD: 'wrong'});
		const failed = await type(line);
		expect(failed).toMatchObject({exitCode: 4, code: 'KFP_LOGIN_REFUSED'});
		expect(await obey(filled(failed.next[0]))).toMatchObject(passed);
	});

	printed('KFP_LOGIN_FORM', 'logs in with a token where the page has no form', async () => {
		const {type, line, env, write, tokenCommand} = await gated();
		Object.assign(env, {KFP_WIZARD_USER: user, KFP_WIZARD_PASSWORD: password});
		const failed = await type(line);
		expect(failed).toMatchObject({exitCode: 4, code: 'KFP_LOGIN_FORM'});
		await write('token', 'good');
		expect(await type(failed.next[0]?.replace('COMMAND', tokenCommand))).toMatchObject(passed);
	});

	printed('LOGIN_LEFT', 'logs in with what was saved after the question was left', async () => {
		const {type, line, write} = await gated();
		await write(hostile, 'session=old');
		const left = await type(`${line} --cookie-file ${quote(hostile)}`, {script: [['login-1', 'leave']]});
		expect(left).toMatchObject({exitCode: 4, code: 'LOGIN_LEFT'});
		await write(hostile, 'session=good');
		expect(await type(left.next[0])).toMatchObject(passed);
	});

	printed('COOKIE_FILE', 'reads the file again once it has the cookie', async () => {
		const {type, line, write} = await gated();
		await write(hostile, 'no cookie here');
		const failed = await type(`${line} --cookie-file ${quote(hostile)}`);
		expect(failed).toMatchObject({exitCode: 2, code: 'COOKIE_FILE'});
		await write(hostile, 'Cookie: session=good');
		expect(await type(failed.next[0])).toMatchObject(passed);
	});

	printed('CREDENTIAL_FILE', 'reads another file of cookies', async () => {
		const {type, line, write} = await gated();
		const failed = await type(`${line} --cookie-file nowhere`);
		expect(failed).toMatchObject({exitCode: 2, code: 'CREDENTIAL_FILE'});
		await write(hostile, 'session=good');
		expect(await type(failed.next[0]?.replace('PATH', quote(hostile)))).toMatchObject(passed);
	});

	printed('TOKEN_COMMAND', 'runs the command as kfp-wizard does, without what a shell would obey', async () => {
		const run: (readonly string[])[] = [];
		const {type, obey, line, tokenCommand, write} = await gated({'./print-token': args => void run.push(args)});
		const failed = await type(`${line} --token-command ${tokenCommand}`);
		expect(failed).toMatchObject({exitCode: 4, code: 'TOKEN_COMMAND'});
		await write('token', 'good');
		expect(await obey(failed.next[0])).toMatchObject(passed);
		expect(run).toEqual([[hostile]]);
		const obeyed = await type(`${line} --token-command './print-token $HOME ~ ; touch x'`);
		expect(obeyed.next).toEqual(["./print-token '$HOME' '~' ';' touch x"]);
	});

	printed('TOKEN_COMMAND', 'takes another command for one that is not there', async () => {
		const {type, line, tokenCommand, write} = await gated();
		await write('token', 'good');
		for (const wrong of ['no-such-program', "'not closed"]) {
			const failed = await type(`${line} --token-command ${quote(wrong)}`);
			expect(failed).toMatchObject({exitCode: 4, code: 'TOKEN_COMMAND'});
			expect(await type(failed.next[0]?.replace('COMMAND', tokenCommand))).toMatchObject(passed);
		}
	});
});
