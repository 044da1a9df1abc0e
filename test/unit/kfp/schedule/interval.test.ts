// Intervals and points in time as people write them.
import {describe, expect, it} from 'vitest';
import {intervalText, parseInterval} from '../../../../src/kfp/schedule/interval.ts';
import {parseTime, rfc3339} from '../../../../src/kfp/schedule/time.ts';
import {errorOf} from '../../../support/error-of.ts';

const refusal = (work: () => unknown) => errorOf(Promise.resolve().then(work));

describe('an interval', () => {
	it.each([
		['30m', 1800, 'every 30 minutes'],
		['1h', 3600, 'every hour'],
		['6 H', 21_600, 'every 6 hours'],
		['1d', 86_400, 'every day'],
		['2w', 1_209_600, 'every 2 weeks'],
		['90s', 90, 'every 90 seconds'],
	])('%s is %i seconds, %s', (text, seconds, words) => {
		expect(parseInterval(text)).toBe(seconds);
		expect(intervalText(seconds)).toBe(words);
	});

	it.each(['', '30', 'm', '1.5h', '-1h', '30s', '400d', '99999999w'])('%j is refused', async text => {
		expect(await refusal(() => parseInterval(text))).toMatchObject({kind: 'usage', code: 'BAD_SCHEDULE'});
	});
});

describe('a point in time', () => {
	it.each([
		['2027-01-31T08:00Z', '2027-01-31T08:00:00Z'],
		['2027-01-31 08:00:30+02:00', '2027-01-31T06:00:30Z'],
		['2028-02-29T00:00Z', '2028-02-29T00:00:00Z'],
	])('%s is %s', (text, expected) => {
		expect(rfc3339(parseTime(text))).toBe(expected);
	});

	it('is local time without an offset', () => {
		expect(parseTime('2027-01-31')).toEqual(new Date(2027, 0, 31));
		expect(parseTime('2027-06-30T08:15')).toEqual(new Date(2027, 5, 30, 8, 15));
	});

	it.each(['', 'tomorrow', '2027-02-30', '2027-13-01', '2027-01-31T25:00', '31.01.2027'])(
		'%j is refused',
		async text => {
			expect(await refusal(() => parseTime(text))).toMatchObject({kind: 'usage', code: 'BAD_SCHEDULE'});
		},
	);
});
