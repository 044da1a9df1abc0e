// The order in which tasks start, how many run at a time, and which are skipped.
import {expect, it} from 'vitest';
import {type Ending, type Job, schedule} from '../../../src/rehearse/schedule.ts';

type Played = {
	/** What was started and ended, in order. */
	readonly story: readonly string[];
	readonly most: number;
	readonly states: Record<string, string>;
};

/** Each task ends in a later turn; `endings` says how, where it is not well. */
async function play(
	jobs: readonly Job[],
	{parallel = 10, endings = {}, abortAt}: {parallel?: number; endings?: Record<string, Ending>; abortAt?: string} = {},
): Promise<Played> {
	const story: string[] = [];
	const controller = new AbortController();
	let now = 0;
	let most = 0;
	const states = await schedule(jobs, {
		parallel,
		signal: controller.signal,
		start: async task => {
			story.push(`+${task}`);
			most = Math.max(most, ++now);
			if (task === abortAt) controller.abort();
			await new Promise(resolve => setImmediate(resolve));
			now--;
			story.push(`-${task}`);
			return controller.signal.aborted ? 'cancelled' : (endings[task] ?? 'succeeded');
		},
		onSkipped: (task, because) => story.push(`${task} skipped for ${because}`),
		onCancelled: task => story.push(`${task} cancelled`),
	});
	return {story, most, states: Object.fromEntries(states)};
}

const job = (task: string, ...dependsOn: readonly string[]): Job => ({task, dependsOn});
const diamond = [job('a'), job('b', 'a'), job('c', 'a'), job('d', 'b', 'c')];

it('a task starts after its dependencies succeeded, and independent tasks run in parallel', async () => {
	const {story, most, states} = await play(diamond);
	expect(story).toEqual(['+a', '-a', '+b', '+c', '-b', '-c', '+d', '-d']);
	expect(most).toBe(2);
	expect(Object.values(states)).toEqual(['succeeded', 'succeeded', 'succeeded', 'succeeded']);
});

it('at most the given number of tasks run at a time, in the order of the spec', async () => {
	const wide = Array.from({length: 9}, (_, index) => job(`t${index}`));
	const {story, most} = await play(wide, {parallel: 3});
	expect(most).toBe(3);
	expect(story.slice(0, 4)).toEqual(['+t0', '+t1', '+t2', '-t0']);
	expect((await play(diamond, {parallel: 1})).story).toEqual(['+a', '-a', '+b', '-b', '+c', '-c', '+d', '-d']);
});

it('a failure skips only the tasks that depend on it, with the reason', async () => {
	const jobs = [job('a'), job('b', 'a'), job('c', 'b'), job('d'), job('e', 'd'), job('f', 'c', 'e')];
	const {story, states} = await play(jobs, {endings: {a: 'failed'}});
	expect(states).toEqual({a: 'failed', b: 'skipped', c: 'skipped', d: 'succeeded', e: 'succeeded', f: 'skipped'});
	expect(story.filter(line => line.includes('skipped'))).toEqual([
		'b skipped for a',
		'c skipped for b',
		'f skipped for c',
	]);
	expect(story).not.toContain('+b');
});

it('after a cancel no task starts, and running tasks are awaited', async () => {
	const {story, states} = await play(diamond, {abortAt: 'b'});
	expect(states).toEqual({a: 'succeeded', b: 'cancelled', c: 'cancelled', d: 'cancelled'});
	expect(story).toEqual(['+a', '-a', '+b', '-b', 'c cancelled', 'd cancelled']);
});

it('a cancel before the start starts nothing, and no tasks are done at once', async () => {
	const states = await schedule(diamond, {
		parallel: 2,
		signal: AbortSignal.abort(),
		start: () => Promise.reject(new Error('started')),
		onSkipped: () => {},
		onCancelled: () => {},
	});
	expect(new Set(states.values())).toEqual(new Set(['cancelled']));
	expect((await play([])).states).toEqual({});
});

it('a task at the end starts when all others have ended, also after a failure', async () => {
	const jobs = [...diamond, {...job('end', 'd'), always: true as const}];
	const failed = await play(jobs, {endings: {b: 'failed'}});
	expect(failed.story).toEqual(['+a', '-a', '+b', '+c', '-b', 'd skipped for b', '-c', '+end', '-end']);
	expect(failed.states).toMatchObject({d: 'skipped', end: 'succeeded'});
	expect((await play(jobs)).story.slice(-2)).toEqual(['+end', '-end']);
	expect((await play(jobs, {abortAt: 'a'})).states['end']).toBe('cancelled');
});
