// The line every half minute.
import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import {heartbeat} from '../../../../src/ui/accessible/heartbeat.ts';
import {active, done} from '../../../support/ui/events.ts';

describe('the line every half minute', () => {
	beforeEach(() => {
		vi.useFakeTimers();
	});
	afterEach(() => {
		vi.useRealTimers();
	});

	it('a line every half minute says how far the work is, and only during work', async () => {
		const said: string[] = [];
		const pulse = heartbeat(text => said.push(text));
		pulse.begin({title: 'kfp-wizard', steps: [{id: 'image', title: 'Container image'}]});
		vi.advanceTimersByTime(60_000);
		pulse.observe(active('image', 'building with docker'));
		vi.advanceTimersByTime(29_000);
		expect(said).toEqual([]);
		// What the step says of itself in the meantime does not start it anew.
		pulse.observe(active('image', 'pushing'));
		pulse.observe({event: 'progress', step: 'image', what: 'build', done: 3, total: 9, unit: 'steps'});
		vi.advanceTimersByTime(121_000);
		expect(said).toEqual([
			'still working on Container image, 30 seconds, build: 3 of 9 steps',
			'still working on Container image, 1 minute, build: 3 of 9 steps',
			'still working on Container image, 1 minute 30 seconds, build: 3 of 9 steps',
			'still working on Container image, 2 minutes, build: 3 of 9 steps',
			'still working on Container image, 2 minutes 30 seconds, build: 3 of 9 steps',
		]);
		said.length = 0;
		await pulse.quietDuring(async () => vi.advanceTimersByTime(300_000));
		expect(said).toEqual([]);
		vi.advanceTimersByTime(30_000);
		expect(said).toHaveLength(1);
		pulse.observe(done('image'));
		vi.advanceTimersByTime(300_000);
		expect(said).toHaveLength(1);
	});
});
