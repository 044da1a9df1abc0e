// The next times of a schedule, also against another implementation on many random schedules and zones.
import {Cron as Croner} from 'croner';
import {describe, expect, it} from 'vitest';
import {parseCron} from '../../../../src/kfp/schedule/cron.ts';
import {isTimeZone, nextTimes} from '../../../../src/kfp/schedule/next-times.ts';
import {random} from '../../../support/random.ts';

const from = new Date('2026-11-27T14:02:30Z');
const times = (text: string, zone = 'UTC', start = from, until?: Date): readonly string[] =>
	nextTimes(parseCron(text), zone, 3, {from: start, until}).map(time => time.toISOString().slice(0, 16));

describe('the next times', () => {
	it('a schedule of weekdays skips the weekend', () => {
		expect(times('0 3 * * 1-5')).toEqual(['2026-11-30T03:00', '2026-12-01T03:00', '2026-12-02T03:00']);
	});

	it("the hour is that of the server's zone", () => {
		expect(times('0 3 * * *', 'Asia/Tokyo')).toEqual(['2026-11-27T18:00', '2026-11-28T18:00', '2026-11-29T18:00']);
	});

	it('a time that the clocks skip in spring is left out', () => {
		const spring = new Date('2027-03-27T12:00:00Z');
		expect(times('30 2 * * *', 'Europe/Berlin', spring)).toEqual([
			'2027-03-29T00:30',
			'2027-03-30T00:30',
			'2027-03-31T00:30',
		]);
	});

	it('a time that the clocks show twice in autumn counts once', () => {
		const autumn = new Date('2027-10-30T12:00:00Z');
		expect(times('30 2 * * *', 'Europe/Berlin', autumn)).toEqual([
			'2027-10-31T00:30',
			'2027-11-01T01:30',
			'2027-11-02T01:30',
		]);
	});

	it('either of two restricted day fields is enough', () => {
		expect(times('0 0 1 * 1')).toEqual(['2026-11-30T00:00', '2026-12-01T00:00', '2026-12-07T00:00']);
	});

	it('a rare day is found, and an end ends the list', () => {
		expect(times('0 0 29 2 *')).toEqual(['2028-02-29T00:00', '2032-02-29T00:00', '2036-02-29T00:00']);
		expect(times('0 3 * * *', 'UTC', from, new Date('2026-11-28T12:00:00Z'))).toEqual(['2026-11-28T03:00']);
	});

	it('only zones that exist are known', () => {
		expect([isTimeZone('UTC'), isTimeZone('Europe/Berlin'), isTimeZone('Mars/Base')]).toEqual([true, true, false]);
	});
});

it('another implementation finds the same times for 400 random schedules', () => {
	const next = random(20_261_127);
	const integer = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
	const field = (least: number, most: number): string => {
		const kind = next();
		if (kind < 0.35) return '*';
		if (kind < 0.5) return `*/${integer(1, most)}`;
		if (kind < 0.65) {
			const first = integer(least, most);
			return `${first}-${integer(first, most)}`;
		}
		if (kind < 0.75) return [integer(least, most), integer(least, most)].join(',');
		return String(integer(least, most));
	};
	for (let index = 0; index < 400; index++) {
		// A step beside a restricted day means something else to the other implementation.
		const [dayOfMonth, dayOfWeek] = [field(1, 28), field(0, 6)].map(text => (text.startsWith('*') ? '*' : text));
		const text = [field(0, 59), field(0, 23), dayOfMonth, field(1, 12), dayOfWeek].join(' ');
		const start = new Date(from.getTime() + integer(0, 700) * 24 * 3_600_000);
		// Zones without a change of clocks: there the two differ on purpose.
		const zone = ['UTC', 'Asia/Tokyo', 'Asia/Kolkata'][integer(0, 2)] ?? 'UTC';
		const expected = new Croner(text, {timezone: zone, legacyMode: true}).nextRuns(5, start);
		const found = nextTimes(parseCron(text), zone, 5, {from: start});
		expect(found.map(String), `${text} in ${zone} after ${start.toISOString()}`).toEqual(expected.map(String));
	}
});
