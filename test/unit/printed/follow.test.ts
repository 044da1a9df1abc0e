// Following a run that ends badly, or is lost on the way: what is printed goes on with the same run, and starts no other one.
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {describe, expect} from 'vitest';
import type {FollowedRun} from '../../../src/follow/read-run.ts';
import {followRun} from '../../../src/follow/follow.ts';
import type {KfpClient} from '../../../src/kfp/client.ts';
import {quote} from '../../../src/system/text.ts';
import {WizardError} from '../../../src/system/errors.ts';
import {testContext} from '../../support/context.ts';
import {printed} from '../../support/printed.ts';
import {scriptedClock} from '../../support/scripted-run.ts';
import {unattendedUi} from '../../support/scripted-ui.ts';
import {agree, hostile, shell} from '../../support/shell.ts';
import {specText} from '../../support/spec-text.ts';
import {typed} from '../../support/typed.ts';

/** A project with an active run of two tasks. */
async function running() {
	const world = await shell();
	// The fake takes any cookie.
	await writeFile(join(world.cwd, hostile), 'session=good');
	const run = await world.start(hostile, {}, await world.upload('v2', specText.withPlatform));
	const names = (): readonly string[] => world.api.state().runs.map(({name}) => name);
	/** What `run --follow` prints where following ends so. `getRun` answers each reading. */
	const followed = async (line: string, getRun: KfpClient['getRun'], limit?: number): Promise<readonly string[]> => {
		const reader: FollowedRun = {
			client: {...world.client, getRun},
			pageOf: id => id,
			comparePageOf: () => '',
			cluster: undefined,
			run,
			explain: () => undefined,
			flags: [`--host ${world.api.url}`, `--cookie-file ${quote(hostile)}`],
		};
		const {code = '', next} = await typed(line, testContext(unattendedUi().ui), world.env, (_, {ui}) =>
			followRun(reader, ui, {clock: scriptedClock(), limit}),
		);
		return [code, ...next];
	};
	return {...world, run, names, followed};
}

/** A line with which the run is followed until it has succeeded. */
async function follows(line: string | undefined, {type, api, run, names}: Awaited<ReturnType<typeof running>>) {
	api.finishRun(run.run_id, 'SUCCEEDED');
	expect(await type(line)).toMatchObject({exitCode: 0, outcome: {run: {id: run.run_id, state: 'SUCCEEDED'}}});
	expect(names()).toEqual([hostile]);
}

describe('the command that is printed', () => {
	printed('RUN_FAILED', 'retries the run', async () => {
		const {type, to, api, run} = await running();
		api.finishRun(run.run_id, 'FAILED');
		api.setTask(run.run_id, 'train', '');
		const failed = await type(`status ${run.run_id} --follow ${to}`);
		expect(failed).toMatchObject({exitCode: 6, code: 'RUN_FAILED'});
		expect(await type(failed.next[1], {script: agree})).toMatchObject({outcome: {run: {action: 'retried'}}});
	});

	printed('RUN_TERMINATED', 'prints the logs of that run', async () => {
		const {type, to, api, run, start} = await running();
		api.finishRun(run.run_id, 'CANCELED');
		const ended = await type(`status ${run.run_id} --follow ${to}`);
		expect(ended).toMatchObject({exitCode: 6, code: 'RUN_TERMINATED'});
		await start('later');
		expect(await type(ended.next[0])).toMatchObject({code: 'LOGS_GONE'});
		expect(ended.next[0]).toContain(`logs ${run.run_id} `);
	});

	printed('RUN_TIMEOUT', 'follows the run again, or ends it', async () => {
		const world = await running();
		const {client, followed, to, type, api, run} = world;
		const [code, again, end] = await followed(`run --wait --timeout-run 60 --run-name x ${to}`, client.getRun, 60_000);
		expect(code).toBe('RUN_TIMEOUT');
		api.interrupt(({path}) => {
			if (path.endsWith(':terminate')) api.finishRun(run.run_id, 'FAILED');
			return undefined;
		});
		expect(await type(end, {script: agree})).toMatchObject({
			outcome: {run: {id: run.run_id, action: 'terminated'}},
		});
		await follows(again, world);
	});

	printed('RUN_GONE', 'lists the runs that are left', async () => {
		const {followed, to, type, client, run, start} = await running();
		await start('later');
		await client.deleteRun(run.run_id);
		const [code, list] = await followed(`status ${run.run_id} --follow ${to}`, async () => undefined);
		expect(code).toBe('RUN_GONE');
		const {printed: listed} = await type(list);
		expect(listed).toContain('later');
		expect(listed).not.toContain(hostile);
	});

	printed('KFP_LOGIN', 'follows the run with another login where that of a followed run has expired', async () => {
		const expired = new WizardError('denied', 'expired', {
			code: 'KFP_LOGIN',
			next: [
				{command: `--cookie-file ${quote(hostile)}`, when: 'after you saved the cookie of a new login there'},
				{command: '--token-command COMMAND', when: 'to log in with a token'},
			],
		});
		for (const line of ['run --follow', 'run --wait --run-name x', 'status --follow', 'deploy --follow']) {
			const world = await running();
			const [code, ...next] = await world.followed(`${line} ${world.to}`, async () => Promise.reject(expired));
			expect(code).toBe('KFP_LOGIN');
			await follows(next[0], world);
			expect(next).toHaveLength(3);
			for (const one of next) expect(one).toMatch(new RegExp(`^kfp-wizard status ${world.run.run_id} --follow `));
		}
	});

	printed('KFP_DENIED', 'follows the run again once the token that has expired is renewed', async () => {
		const renewal = `kubectl create token default-editor > ${quote(hostile)}`;
		const next = [{command: renewal, when: 'to renew the token, for example'}];
		const expired = new WizardError('denied', 'expired', {code: 'KFP_DENIED', next});
		const world = await running();
		const [code, first, again] = await world.followed(`run --wait ${world.to}`, async () => Promise.reject(expired));
		expect([code, first]).toEqual(['KFP_DENIED', renewal]);
		await follows(again, world);
	});

	printed('HTTP_LOST', 'follows the run that was started where the server is away just then', async () => {
		const {type, to, api} = await shell();
		api.fault({method: 'GET', path: /\/runs\/[\w-]+$/}, {kind: 'reset'}, 8);
		const lost = await type(`run --yes --follow --run-name ${quote(hostile)} ${to}`);
		expect(lost).toMatchObject({exitCode: 5, code: 'HTTP_LOST', outcome: {run: {name: hostile}}});
		api.removeFaults();
		const [run] = api.state().runs;
		api.finishRun(run?.id ?? '', 'SUCCEEDED');
		expect(await type(lost.next[0])).toMatchObject({exitCode: 0, outcome: {run: {id: run?.id, state: 'SUCCEEDED'}}});
		expect(api.state().runs).toHaveLength(1);
	});

	printed('HTTP_LOST', 'follows the run again where the server stays away', async () => {
		const lost = new WizardError('outside', 'lost', {code: 'HTTP_LOST'});
		const world = await running();
		const [code, again] = await world.followed(`run --follow ${world.to}`, async () => Promise.reject(lost));
		expect(code).toBe('HTTP_LOST');
		await follows(again, world);
	});
});
