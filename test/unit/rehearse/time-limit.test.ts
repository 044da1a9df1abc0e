// The timeout of a task in a rehearsal.
import {expect, it} from 'vitest';
import type {Execution} from '../../../src/pipeline-spec/read-spec.ts';
import type {Runner, TaskRun} from '../../../src/rehearse/runner.ts';
import {withTimeLimit} from '../../../src/rehearse/time-limit.ts';
import {cancelled} from '../../../src/system/errors.ts';

const execution: Execution = {
	task: 'train',
	command: ['kedro'],
	env: {},
	image: 'demo:1',
	secretEnv: [],
	dependsOn: [],
};
const task = (timeout: number | undefined, signal: AbortSignal): TaskRun => ({
	execution: timeout === undefined ? execution : {...execution, timeout},
	variables: {plain: {}, secret: {}},
	signal,
	onText: async () => {},
});
const done = {exitCode: 0};

/** Runs until its signal fires. */
const endless: Runner = ({signal}) =>
	new Promise((_, reject) => {
		signal.addEventListener('abort', () => reject(cancelled()), {once: true});
	});

it('a task that takes longer than its timeout is stopped with an error', async () => {
	await expect(withTimeLimit(endless)(task(0.05, new AbortController().signal))).rejects.toMatchObject({
		kind: 'run',
		code: 'TASK_TIMEOUT',
		message: 'stopped after its timeout of 0.1 s',
	});
});

it('a cancel before the timeout stays a cancel', async () => {
	const controller = new AbortController();
	const work = withTimeLimit(endless)(task(60, controller.signal));
	controller.abort();
	await expect(work).rejects.toMatchObject({kind: 'cancelled'});
});

it('a task in time, or without a timeout, ends as it does by itself', async () => {
	const {signal} = new AbortController();
	expect(await withTimeLimit(async () => done)(task(60, signal))).toBe(done);
	expect(
		await withTimeLimit(async run => (run.signal === signal ? done : Promise.reject(new Error())))(
			task(undefined, signal),
		),
	).toBe(done);
});
