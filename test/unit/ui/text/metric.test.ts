// Metrics as text.
import {expect, it} from 'vitest';
import {lookOf} from '../../../../src/ui/text/look.ts';
import {changeText, metricTexts} from '../../../../src/ui/text/metric.ts';
import {paint, row} from '../../../../src/ui/text/rows.ts';
import {linux} from '../../../support/ui/look.ts';

it.each([
	[
		[12, 11.4],
		['12.0', '11.4'],
	],
	[[14], ['14']],
	[[0.1 + 0.2], ['0.3']],
	[[1234567.891], ['1234568']],
	[
		[1e-9, 2],
		['1e-9', '2'],
	],
	[[true], ['true']],
	[
		[true, 1.5],
		['true', '1.5'],
	],
	[
		[undefined, 2.5, 3],
		[undefined, '2.5', '3.0'],
	],
] as const)('%j is %j', (values, texts) => {
	expect(metricTexts(...values)).toEqual(texts);
});

it.each([
	[11.4, 12, '−0.6'],
	[19.9, 19.8, '+0.1'],
	[14, 14, '='],
	[true, false, 'was false'],
	[1, true, 'was true'],
] as const)('%j after %j is %s', (value, before, text) => {
	expect(changeText({value, before})).toBe(text);
});

it('without a value before there is no change', () => {
	expect(changeText({value: 1})).toBeUndefined();
});

it('a terminal that has only ASCII gets its minus', () => {
	const look = lookOf({}, linux({LANG: 'C'}));
	expect(paint(row(changeText({value: 1, before: 2}) ?? ''), look)).toBe('-1');
});
