// Cron expressions: what is sent to the server, and which field an error points at.
import {describe, expect, it} from 'vitest';
import {parseCron} from '../../../../src/kfp/schedule/cron.ts';
import {errorOf} from '../../../support/error-of.ts';

const refusalOf = (text: string) => errorOf(Promise.resolve().then(() => parseCron(text)));

describe('what is sent', () => {
	it.each([
		['0 3 * * *', '0 0 3 * * *'],
		['0 3 * * 1-5', '0 0 3 * * 1-5'],
		['  */5   * * * *', '0 */5 * * * *'],
		['0 3 * * 7', '0 0 3 * * 0'],
		['0 3 * * 5-7', '0 0 3 * * 0,5,6'],
		['0 3 * * mon,WED', '0 0 3 * * 1,3'],
		['0 3 1 jan-Mar *', '0 0 3 1 1-3 *'],
		['15,45 8-18/2 1 * *', '0 15,45 8-18/2 1 * *'],
		['0 0 * * */2', '0 0 0 * * */2'],
		['0 0 1 * 1,*', '0 0 0 1 * 1,*'],
		['@hourly', '0 0 * * * *'],
		['@daily', '0 0 0 * * *'],
		['@weekly', '0 0 0 * * 0'],
		['@monthly', '0 0 0 1 * *'],
	])('%s is %s', (text, six) => {
		expect(parseCron(text).six).toBe(six);
	});
});

describe('what is refused', () => {
	it.each([
		['60 3 * * *', '"60 3 * * *" is not a valid schedule: the minute is 60; use 0 to 59', '60 3 * * *\n^^'],
		['0 24 * * *', 'the hour is 24', '0 24 * * *\n  ^^'],
		['0 3 0 * *', 'the day of the month is 0', '0 3 0 * *\n    ^'],
		['0 3 * 13 *', 'the month is 13', '0 3 * 13 *\n      ^^'],
		['0 3 * * 8', 'the day of the week is 8', '0 3 * * 8\n        ^'],
		['0 3 * * noon', 'use a number from 0 to 7, or sun, mon', '0 3 * * noon\n        ^^^^'],
		['0 3 * * 5-1', 'ends before it begins', '0 3 * * 5-1\n        ^^^'],
		['*/0 3 * * *', 'the step "0"', '*/0 3 * * *\n^^^'],
		['0, 3 * * *', 'has an empty part', '0, 3 * * *\n^^'],
		['0 3 31 2 *', 'never comes', '0 3 31 2 *\n    ^^'],
		['0 3 L * *', 'is "L"', '0 3 L * *\n    ^'],
	])('%s: %s', async (text, message, detail) => {
		expect(await refusalOf(text)).toMatchObject({
			kind: 'usage',
			code: 'BAD_SCHEDULE',
			message: expect.stringContaining(message) as string,
			detail,
		});
	});

	it.each(['', '0 3 * *', '0 0 3 * * *', 'every day', '@nightly'])('%j does not have five fields', async text => {
		expect(await refusalOf(text)).toMatchObject({code: 'BAD_SCHEDULE'});
	});
});
