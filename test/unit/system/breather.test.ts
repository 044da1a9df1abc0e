// Long work in small steps lets timers and signals come in between.
import {expect, it} from 'vitest';
import {breather} from '../../../src/system/breather.ts';

const work = (milliseconds: number): void => {
	for (const end = performance.now() + milliseconds; performance.now() < end;);
};

it('short work goes on without a pause', () => {
	expect(breather()()).toBeUndefined();
});

it('F26: during longer work a timer that is due is not late', async () => {
	const breathe = breather();
	let isCalled = false;
	setTimeout(() => (isCalled = true), 1);
	// The first pause may be one before the timers.
	for (const _ of [1, 2]) {
		work(25);
		await breathe();
	}
	expect(isCalled).toBe(true);
});
