// Multi-user servers that refuse a user: what is printed renews the token, or says which permission is missing.
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {describe, expect} from 'vitest';
import {printed} from '../../support/printed.ts';
import {hostile, type Program, shell} from '../../support/shell.ts';
import {serveHost} from '../../support/with-api.ts';
import {quote} from '../../../src/system/text.ts';

const passed = {exitCode: 0};
const kubectl = (args: readonly string[]): string =>
	args.join(' ') ===
	"--context it's dev --namespace team-a create token default-editor --audience pipelines.kubeflow.org"
		? 'good\n'
		: '';

/** A server where this user has the token `good`, and may work in team-a. */
async function multiUser(user = 'ada@example.com', programs: Readonly<Record<string, Program>> = {kubectl}) {
	const access: Record<string, string[]> = {[user]: ['team-a']};
	const world = await shell({multiUser: {tokens: {good: user}, access}}, programs);
	const write = (text: string): Promise<void> => writeFile(join(world.cwd, hostile), text);
	return {...world, access, write, line: `runs ${world.to} --context "it's dev" --namespace team-a`};
}

describe('a multi-user server', () => {
	printed('KFP_DENIED', 'renews the token of a file that has expired', async () => {
		const {type, obey, line, write} = await multiUser();
		await write('expired');
		const failed = await type(`${line} --token-file ${quote(hostile)}`);
		expect(failed).toMatchObject({exitCode: 4, code: 'KFP_DENIED'});
		expect(await obey(failed.next[0])).toMatchObject(passed);
	});

	printed('KFP_DENIED', 'renews the token of a variable that has expired', async () => {
		const {type, obey, line, env} = await multiUser();
		env['KFP_WIZARD_TOKEN'] = 'expired';
		const failed = await type(line);
		expect(failed).toMatchObject({exitCode: 4, code: 'KFP_DENIED'});
		expect(await obey(failed.next[0])).toMatchObject(passed);
	});

	printed('KFP_DENIED', 'shows what the command for tokens prints', async () => {
		const run: (readonly string[])[] = [];
		const {type, obey, line, cwd} = await multiUser('ada', {'./print-token': args => void run.push(args)});
		await writeFile(join(cwd, 'print-token'), '#!/bin/sh\necho expired\n', {mode: 0o755});
		const failed = await type(`${line} --token-command ${quote(`./print-token ${quote(hostile)}`)}`);
		expect(failed).toMatchObject({exitCode: 4, code: 'KFP_DENIED'});
		await obey(failed.next[0]);
		expect(run).toEqual([[hostile]]);
	});

	printed('KFP_DENIED', 'uses the namespace of the user, or grants the permission', async () => {
		for (const user of ["o'neil $(x)@example.com", 'system:serviceaccount:team-a:default-editor']) {
			const granted: (readonly string[])[] = [];
			const {type, obey, line, env, access} = await multiUser(user, {
				kubectl: args => {
					granted.push(args);
					access[user]?.push('team-b');
				},
			});
			env['KFP_WIZARD_TOKEN'] = 'good';
			const denied = line.replace('team-a', 'team-b');
			const failed = await type(denied);
			expect(failed).toMatchObject({exitCode: 4, code: 'KFP_DENIED', next: {length: 2}});
			expect(await type(failed.next[0]?.replace('--namespace NS', '--namespace team-a'))).toMatchObject(passed);
			expect(await type(denied)).toMatchObject({code: 'KFP_DENIED'});
			expect(await obey(failed.next[1])).toMatchObject(passed);
			const binding = `--context|it's dev|--namespace|team-b|create|rolebinding|NAME|--clusterrole|kubeflow-edit`;
			const subject = user.startsWith('system:') ? '--serviceaccount|team-a:default-editor' : `--user|${user}`;
			const [words = []] = granted;
			expect(words[6]).toMatch(/^kfp-wizard-[a-z0-9-]+$/);
			expect(words.with(6, 'NAME').join('|')).toBe(`${binding}|${subject}`);
		}
	});

	printed('KFP_DENIED', 'uses the profile that was meant by one that does not exist, or any of them', async () => {
		for (const [wanted, count] of [
			['tema-a', 1],
			['kubeflow', 2],
		] as const) {
			const {type, env, api} = await multiUser();
			const namespaces = ['team-a', 'x'].map(namespace => ({namespace, role: 'owner', user: 'ada'}));
			const front = await serveHost(({url = '', headers}, response) => {
				if (url === '/api/workgroup/env-info') return void response.end(JSON.stringify({namespaces}));
				const path = url.replace(/^\/pipeline/, '');
				void fetch(api.url + path, {headers: {authorization: headers.authorization ?? ''}}).then(async answer =>
					response.writeHead(answer.status).end(await answer.text()),
				);
				return undefined;
			});
			env['KFP_WIZARD_TOKEN'] = 'good';
			const failed = await type(`runs --host ${front.origin}/pipeline --kfp-name tide-prod --namespace ${wanted}`);
			expect(failed).toMatchObject({exitCode: 4, code: 'KFP_DENIED', next: {length: count + 1}});
			expect(await type(failed.next[0])).toMatchObject(passed);
		}
	});

	printed('KFP_DENIED', 'goes around a proxy that refuses without a word', async () => {
		const calls: (readonly string[])[] = [];
		const {type, obey} = await shell({}, {kubectl: args => void calls.push(args)});
		const proxy = await serveHost((_, response) => response.writeHead(403, {'content-type': 'text/plain'}).end('no'));
		const failed = await type(`runs --host ${proxy.origin}`);
		expect(failed).toMatchObject({exitCode: 4, code: 'KFP_DENIED'});
		await obey(failed.next[0]);
		expect(calls).toEqual([['port-forward', '--namespace', 'kubeflow', 'svc/ml-pipeline-ui', '8080:80']]);
	});

	printed('KFP_TOKEN_BROKEN', 'writes a token to the file that has none', async () => {
		const {type, obey, line, write} = await multiUser();
		await write('two words\n');
		const failed = await type(`${line} --token-file ${quote(hostile)}`);
		expect(failed).toMatchObject({exitCode: 2, code: 'KFP_TOKEN_BROKEN'});
		expect(await obey(failed.next[0])).toMatchObject(passed);
	});

	printed('CREDENTIAL_FILE', 'writes a token to the file that does not exist', async () => {
		const {type, obey, line} = await multiUser();
		const failed = await type(`${line} --token-file ${quote(hostile)}`);
		expect(failed).toMatchObject({exitCode: 2, code: 'CREDENTIAL_FILE'});
		expect(await obey(failed.next[0])).toMatchObject(passed);
	});

	printed('LOGIN_LEFT', 'renews the token that was refused when the question was left', async () => {
		const {type, obey, line, write} = await multiUser();
		await write('expired');
		const left = await type(`${line} --token-file ${quote(hostile)}`, {script: [['login-1', 'leave']]});
		expect(left).toMatchObject({exitCode: 4, code: 'LOGIN_LEFT'});
		expect(await obey(left.next[0])).toMatchObject(passed);
	});
});
