// The next times of a schedule, by the clock of the server's time zone.
import type {Trigger} from '../calls/recurring-runs.ts';
import {type Cron, fiveFields, matchesDay, parseCron} from './cron.ts';

export type Period = {
	readonly from: Date;
	readonly until?: Date | undefined;
};

/** The next times of a trigger; none where it cannot be read. */
export function upcoming(trigger: Trigger, zone: string, count: number, period: Period): readonly Date[] {
	if (trigger.is === 'cron') {
		const five = fiveFields(trigger.cron);
		return five === undefined ? [] : nextTimes(parseCron(five), zone, count, period);
	}
	const {from, until} = period;
	return Array.from(
		{length: count},
		(_, index) => new Date(from.getTime() + (index + 1) * trigger.seconds * 1000),
	).filter(time => until === undefined || time <= until);
}

/** Days to look ahead: a 29th of February that is a Monday comes every 28 years, or after 40 about 2100. */
const horizon = 41 * 366;
const day = 24 * 60 * 60 * 1000;

/** The next `count` times after `from`. A time that the clock skips in spring is left out. */
export function nextTimes(cron: Cron, zone: string, count: number, {from, until}: Period): readonly Date[] {
	const clock = clockOf(zone);
	const hours = sorted(cron.hours);
	const minutes = sorted(cron.minutes);
	const found: Date[] = [];
	const today = clock(from);
	let midnight = Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate());
	for (let days = 0; days < horizon; days++, midnight += day) {
		const date = new Date(midnight);
		if (!matchesDay(cron, date.getUTCMonth() + 1, date.getUTCDate(), date.getUTCDay())) continue;
		for (const hour of hours)
			for (const minute of minutes) {
				const time = instant(midnight + (hour * 60 + minute) * 60_000, clock);
				if (time === undefined || time <= from) continue;
				if (until !== undefined && time > until) return found;
				found.push(time);
				if (found.length === count) return found;
			}
	}
	return found;
}

const sorted = (values: ReadonlySet<number>): readonly number[] => [...values].sort((a, b) => a - b);

/** What the clocks of a zone show at an instant, as if it were UTC. */
type Clock = (time: Date) => Date;

function clockOf(zone: string): Clock {
	const format = new Intl.DateTimeFormat('en-GB', {
		timeZone: zone,
		hourCycle: 'h23',
		year: 'numeric',
		month: 'numeric',
		day: 'numeric',
		hour: 'numeric',
		minute: 'numeric',
		second: 'numeric',
	});
	return time => {
		const parts = new Map(format.formatToParts(time).map(({type, value}) => [type, Number(value)]));
		const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
		return new Date(
			Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second')),
		);
	};
}

/** The instant at which the clocks show a time, the first one where they show it twice; `undefined` where they skip it. */
function instant(shown: number, clock: Clock): Date | undefined {
	const offsets = [shown - day, shown + day].map(time => clock(new Date(time)).getTime() - time);
	return [...new Set(offsets)]
		.map(offset => new Date(shown - offset))
		.sort((a, b) => a.getTime() - b.getTime())
		.find(time => clock(time).getTime() === shown);
}

/** Whether this machine knows the time zone. */
export function isTimeZone(zone: string): boolean {
	try {
		clockOf(zone);
		return true;
	} catch {
		return false;
	}
}
