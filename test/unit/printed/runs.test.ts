// Runs and schedules: what is printed after them, and after an error, does what its words say to the same run.
import {describe, expect, it} from 'vitest';
import {printed} from '../../support/printed.ts';
import {agree, hostile, shell} from '../../support/shell.ts';
import {endRun} from '../../../src/kfp/end-run.ts';
import {splitWords} from '../../../src/system/split-words.ts';
import {quote} from '../../../src/system/text.ts';
import {specText} from '../../support/spec-text.ts';

/** A run that is being ended has ended at once. */
async function world() {
	const typing = await shell();
	const {api} = typing;
	api.interrupt(({path}) => {
		const [, id] = /\/runs\/([^/]+):terminate$/.exec(path) ?? [];
		if (id !== undefined) api.finishRun(id, 'FAILED');
		return undefined;
	});
	const states = (): readonly string[] => api.state().runs.map(({name, state}) => `${name} ${state}`);
	return {...typing, states};
}

describe('the command that is printed', () => {
	printed('RUN_NOT_FAILED', 'ends the run that cannot be retried, although there is a later one', async () => {
		const {type, start, states, to} = await world();
		const {run_id} = await start(hostile);
		const failed = await type(`retry latest ${to}`);
		expect(failed).toMatchObject({exitCode: 1, code: 'RUN_NOT_FAILED'});
		await start('later');
		expect(await type(failed.next[0], {script: agree})).toMatchObject({
			outcome: {run: {id: run_id, action: 'terminated'}},
		});
		expect(states()).toEqual([`${hostile} FAILED`, 'later PENDING']);
	});

	printed('RUN_NOT_FAILED', 'starts a new run in place of one that has succeeded', async () => {
		const {type, start, states, to, api} = await world();
		const {run_id} = await start(hostile);
		api.finishRun(run_id, 'SUCCEEDED');
		const failed = await type(`retry ${to} -- ${quote(hostile)}`, {script: agree});
		expect(failed).toMatchObject({exitCode: 1, code: 'RUN_NOT_FAILED'});
		expect(await type(`${failed.next[0] ?? ''} --run-name again`, {script: agree})).toMatchObject({exitCode: 0});
		expect(states()).toEqual([`${hostile} SUCCEEDED`, 'again PENDING']);
	});

	printed('RUN_STILL_ACTIVE', 'shows whether the run has ended by then', async () => {
		const {type, start, to, client, api} = await world();
		const {run_id} = await start(hostile);
		api.interrupt(() => undefined);
		const failed = await type(`terminate latest ${to}`, {
			work: async () => {
				await endRun(client, run_id, {patience: 0});
				return {};
			},
		});
		expect(failed).toMatchObject({exitCode: 5, code: 'RUN_STILL_ACTIVE'});
		await start('later');
		expect((await type(failed.next[0])).printed).toContain(hostile);
	});

	printed('RUN_NOT_FOUND', 'starts a run where there is none', async () => {
		const {type, states, to} = await world();
		const failed = await type(`status ${to}`);
		expect(failed).toMatchObject({exitCode: 2, code: 'RUN_NOT_FOUND'});
		expect(await type(`${failed.next[0] ?? ''} --run-name first`, {script: agree})).toMatchObject({exitCode: 0});
		expect(states()).toEqual(['first PENDING']);
	});

	printed('RUN_NOT_FOUND', 'lists the runs', async () => {
		const {type, start, to} = await world();
		await start(hostile);
		const failed = await type(`terminate none ${to}`);
		expect(failed).toMatchObject({exitCode: 2, code: 'RUN_NOT_FOUND'});
		expect(await type(failed.next[0])).toMatchObject({exitCode: 0, printed: expect.stringContaining(hostile)});
	});

	printed('KEYS_EXPIRE', 'schedules all the same, or deploys with other keys or without a Secret', async () => {
		const {type, upload, to, api} = await world();
		const token = '{secretKey: T, envVar: AWS_SESSION_TOKEN}';
		await upload('tide-prod-bbbbbbbbbbbb', specText.withPlatform.replace('{secretKey: K, envVar: K}', token));
		const failed = await type(`run --every 6h ${to}`, {script: [['error', 'leave']]});
		expect(failed).toMatchObject({exitCode: 2, code: 'KEYS_EXPIRE'});
		const [profile, none, allow] = failed.next;
		expect(splitWords(profile ?? '')?.slice(0, 4)).toEqual(['kfp-wizard', 'deploy', '--aws-profile', 'NAME']);
		expect(splitWords(none ?? '')?.slice(0, 3)).toEqual(['kfp-wizard', 'deploy', '--no-secret']);
		expect(await type(`run --every 6h ${to} ${allow}`, {script: agree})).toMatchObject({exitCode: 0});
		expect(api.state().recurringRuns).toHaveLength(1);
	});

	printed('SCHEDULE_NOT_FOUND', 'lists the schedules', async () => {
		const {type, to} = await world();
		await type(`run --every 6h --run-name ${quote(hostile)} ${to}`, {script: agree});
		const failed = await type(`schedules delete none ${to}`);
		expect(failed).toMatchObject({exitCode: 2, code: 'SCHEDULE_NOT_FOUND'});
		expect(await type(failed.next[0])).toMatchObject({exitCode: 0, printed: expect.stringContaining(hostile)});
	});

	it('of a schedule removes that schedule, whatever its name', async () => {
		const {type, to, api} = await world();
		await type(`run --every 6h --run-name other ${to}`, {script: agree});
		const made = await type(`run --every 1h --run-name ${quote(hostile)} ${to}`, {script: agree});
		expect(made.next[1]).toContain('schedules delete ');
		expect(await type(made.next[1], {script: agree})).toMatchObject({
			outcome: {schedule: {name: hostile, action: 'deleted'}},
		});
		expect(api.state().recurringRuns.map(({name}) => name)).toEqual(['other']);
	});

	it('of a run that was started lists it, and ends it', async () => {
		const {type, to, states} = await world();
		const started = await type(`run --run-name ${quote(hostile)} ${to}`, {script: agree});
		expect((await type(started.next.at(-2))).printed).toContain(hostile);
		await type(`run --run-name later ${to}`, {script: agree});
		expect(await type(started.next.at(-1), {script: agree})).toMatchObject({exitCode: 0});
		expect(states()).toEqual([`${hostile} FAILED`, 'later PENDING']);
	});

	printed(
		'CANCELLED',
		'F28: of a run that was starting shows whether it was started, and starts no other',
		async () => {
			const {type, to, states, api} = await world();
			const stop = new AbortController();
			api.interrupt(({method, path}) =>
				method === 'POST' && path.endsWith('/runs') ? {moment: 'during', act: () => stop.abort()} : undefined,
			);
			const stopped = await type(`run --run-name ${quote(hostile)} ${to}`, {script: agree, signal: stop.signal});
			expect(stopped).toMatchObject({exitCode: 130, code: 'CANCELLED'});
			api.interrupt(() => undefined);
			expect((await type(stopped.next[0])).printed).toContain(hostile);
			expect(states()).toHaveLength(1);
		},
	);

	printed('CANCELLED', 'F28: of a schedule that was being created finds it', async () => {
		const {type, to, api} = await world();
		const stop = new AbortController();
		api.interrupt(({method, path}) =>
			method === 'POST' && path.endsWith('/recurringruns') ? {moment: 'during', act: () => stop.abort()} : undefined,
		);
		const stopped = await type(`run --every 6h --run-name ${quote(hostile)} ${to}`, {
			script: agree,
			signal: stop.signal,
		});
		expect(stopped).toMatchObject({exitCode: 130, code: 'CANCELLED'});
		api.interrupt(() => undefined);
		expect(await type(stopped.next[0], {script: agree})).toMatchObject({outcome: {schedule: {name: hostile}}});
		expect(api.state().recurringRuns).toHaveLength(1);
	});
});
