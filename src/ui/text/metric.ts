// Metrics as text: a value, and its change since the time before.
import type {Metric} from '../../schema/metric.ts';

type Value = Metric['value'];

/** Digits of a value that count; a change has fewer. */
const digits = 6;
const digitsOfChange = 3;

/** `12.0`, and `11.4` beside it: values have as many decimals as the longest one. A value that is not there has no text. */
export function metricTexts(...values: readonly (Value | undefined)[]): readonly (string | undefined)[] {
	const decimals = values.map(value => (typeof value === 'number' ? decimalsOf(shortened(value, digits)) : undefined));
	const most = Math.max(0, ...decimals.filter(number => number !== undefined));
	return values.map((value, index) => {
		if (typeof value !== 'number') return value === undefined ? undefined : String(value);
		return decimals[index] === undefined ? shortened(value, digits) : value.toFixed(most);
	});
}

/** `−0.6`, `+0.1`, `=`; for anything but numbers what it was. */
export function changeText({value, before}: Pick<Metric, 'value' | 'before'>): string | undefined {
	if (before === undefined) return undefined;
	if (value === before) return '=';
	if (typeof value !== 'number' || typeof before !== 'number') return `was ${String(before)}`;
	const change = value - before;
	return `${change < 0 ? '−' : '+'}${shortened(Math.abs(change), digitsOfChange)}`;
}

const shortened = (value: number, most: number): string => String(Number(value.toPrecision(most)));

/** `undefined` for a number that is written with an exponent. */
const decimalsOf = (text: string): number | undefined =>
	text.includes('e') ? undefined : (text.split('.')[1] ?? '').length;
