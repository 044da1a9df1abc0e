// The clock of a server that differs from that of this machine.
import {expect, it} from 'vitest';
import {serverClock} from '../../../src/kfp/server-clock.ts';

const hour = 60 * 60 * 1000;
const answered = (time: number | string): Headers => new Headers({date: new Date(time).toUTCString()});

it.each([-hour, hour])('F23: a server whose clock is ahead by %d ms has its own time', ahead => {
	const clock = serverClock();
	const time = new Date();
	expect(clock.serverTime(time)).toEqual(time);
	clock.keep(answered(Date.now() + ahead));
	// The header has whole seconds.
	expect(Math.abs(clock.serverTime(time).getTime() - time.getTime() - ahead)).toBeLessThan(2000);
	clock.keep(answered(Date.now() - 1500));
	expect(clock.serverTime(time), 'the clock was set right').toEqual(time);
});

it.each([{}, {date: 'soon'}])('of a server that does not say its time, it is that of this machine: %j', headers => {
	const clock = serverClock();
	const time = new Date();
	clock.keep(new Headers(headers));
	expect(clock.serverTime(time)).toEqual(time);
});
