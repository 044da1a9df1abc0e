// Runs and schedules: what is printed after them, and after an error, does what its words say to the same run.
import {describe, expect, it} from 'vitest';
import {testContext} from '../../support/context.ts';
import {deployed, projectVariables} from '../../support/deployed.ts';
import {printed} from '../../support/printed.ts';
import {type Line, scriptedUi} from '../../support/scripted-ui.ts';
import {typed} from '../../support/typed.ts';
import {quote} from '../../../src/system/text.ts';

/** What no shell may obey, and no parser may take for an option. */
const hostile = `-p 'n' "$(touch x)" #é\\`;
const go: readonly Line[] = [['plan', {do: 'go'}]];

/** A deployed project, and a person who types in its folder. */
async function shell() {
	const world = await deployed();
	const type = async (line: string | undefined, script: readonly Line[] = [], signal?: AbortSignal) => {
		const {ui} = scriptedUi(script);
		const context = testContext(signal === undefined ? ui : {...ui, signal}, {cwd: world.cwd});
		const ended = await typed(line ?? '', context, projectVariables);
		return {...ended, printed: context.printed()};
	};
	// A run that is being ended has ended at once.
	world.api.interrupt(({path}) => {
		const [, id] = /\/runs\/([^/]+):terminate$/.exec(path) ?? [];
		if (id !== undefined) world.api.finishRun(id, 'FAILED');
		return undefined;
	});
	const states = (): readonly string[] => world.api.state().runs.map(({name, state}) => `${name} ${state}`);
	return {...world, type, states, to: `--host ${world.api.url} --kfp-name tide-prod`};
}

describe('the command that is printed', () => {
	printed('RUN_NOT_FAILED', 'ends the run that cannot be retried, although there is a later one', async () => {
		const {type, start, states, to} = await shell();
		const {run_id} = await start(hostile);
		const failed = await type(`retry latest ${to}`);
		expect(failed).toMatchObject({exitCode: 1, code: 'RUN_NOT_FAILED'});
		await start('later');
		expect(await type(failed.next[0], go)).toMatchObject({outcome: {run: {id: run_id, action: 'terminated'}}});
		expect(states()).toEqual([`${hostile} FAILED`, 'later PENDING']);
	});

	printed('RUN_NOT_FOUND', 'lists the runs', async () => {
		const {type, start, to} = await shell();
		await start(hostile);
		const failed = await type(`terminate none ${to}`);
		expect(failed).toMatchObject({exitCode: 2, code: 'RUN_NOT_FOUND'});
		expect(await type(failed.next[0])).toMatchObject({exitCode: 0, printed: expect.stringContaining(hostile)});
	});

	printed('SCHEDULE_NOT_FOUND', 'lists the schedules', async () => {
		const {type, to} = await shell();
		await type(`run --every 6h --run-name ${quote(hostile)} ${to}`, go);
		const failed = await type(`schedules delete none ${to}`);
		expect(failed).toMatchObject({exitCode: 2, code: 'SCHEDULE_NOT_FOUND'});
		expect(await type(failed.next[0])).toMatchObject({exitCode: 0, printed: expect.stringContaining(hostile)});
	});

	it('of a schedule removes that schedule, whatever its name', async () => {
		const {type, to, api} = await shell();
		await type(`run --every 6h --run-name other ${to}`, go);
		const made = await type(`run --every 1h --run-name ${quote(hostile)} ${to}`, go);
		expect(made.next[1]).toContain('schedules delete ');
		expect(await type(made.next[1], go)).toMatchObject({outcome: {schedule: {name: hostile, action: 'deleted'}}});
		expect(api.state().recurringRuns.map(({name}) => name)).toEqual(['other']);
	});

	it('of a run that was started lists it, and ends it', async () => {
		const {type, to, states} = await shell();
		const started = await type(`run --run-name ${quote(hostile)} ${to}`, go);
		expect((await type(started.next.at(-2))).printed).toContain(hostile);
		await type(`run --run-name later ${to}`, go);
		expect(await type(started.next.at(-1), go)).toMatchObject({exitCode: 0});
		expect(states()).toEqual([`${hostile} FAILED`, 'later PENDING']);
	});

	printed(
		'CANCELLED',
		'F28: of a run that was starting shows whether it was started, and starts no other',
		async () => {
			const {type, to, states, api} = await shell();
			const stop = new AbortController();
			api.interrupt(({method, path}) =>
				method === 'POST' && path.endsWith('/runs') ? {moment: 'during', act: () => stop.abort()} : undefined,
			);
			const stopped = await type(`run --run-name ${quote(hostile)} ${to}`, go, stop.signal);
			expect(stopped).toMatchObject({exitCode: 130, code: 'CANCELLED'});
			api.interrupt(() => undefined);
			expect((await type(stopped.next[0])).printed).toContain(hostile);
			expect(states()).toHaveLength(1);
		},
	);

	printed('CANCELLED', 'F28: of a schedule that was being created finds it', async () => {
		const {type, to, api} = await shell();
		const stop = new AbortController();
		api.interrupt(({method, path}) =>
			method === 'POST' && path.endsWith('/recurringruns') ? {moment: 'during', act: () => stop.abort()} : undefined,
		);
		const stopped = await type(`run --every 6h --run-name ${quote(hostile)} ${to}`, go, stop.signal);
		expect(stopped).toMatchObject({exitCode: 130, code: 'CANCELLED'});
		api.interrupt(() => undefined);
		expect(await type(stopped.next[0], go)).toMatchObject({outcome: {schedule: {name: hostile}}});
		expect(api.state().recurringRuns).toHaveLength(1);
	});
});
