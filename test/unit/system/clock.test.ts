// Time that goes on evenly while the clock of the machine is set.
import {expect, it, onTestFinished, vi} from 'vitest';
import {steadyClock} from '../../../src/system/clock.ts';

it.each([-400, -1, 1, 370])('F23: the clock is set by %d days, and a steady clock goes on', days => {
	vi.useFakeTimers({toFake: ['Date']});
	onTestFinished(() => void vi.useRealTimers());
	const begun = Date.now();
	const time = steadyClock();
	vi.setSystemTime(begun + days * 24 * 60 * 60 * 1000);
	expect(time()).toBeGreaterThanOrEqual(begun - 1);
	expect(time()).toBeLessThan(begun + 10_000);
});
