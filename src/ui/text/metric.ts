// Metrics as text: a value, and its change since the time before.
import type {Metric} from '../../schema/metric.ts';

type Value = Metric['value'];

/** Digits of a value that count; a change has fewer. */
const digits = 6;
const digitsOfChange = 3;

/** `12.0`, and `11.4` beside it: two values have as many decimals as the longer one. */
export function metricTexts(...values: readonly Value[]): readonly string[] {
	const short = values.map(value => (typeof value === 'number' ? shortened(value, digits) : String(value)));
	const decimals = short.map((text, index) => (typeof values[index] === 'number' ? decimalsOf(text) : 0));
	const most = Math.max(0, ...decimals.map(number => number ?? 0));
	return short.map((text, index) => {
		const value = values[index];
		return typeof value !== 'number' || decimals[index] === undefined ? text : value.toFixed(most);
	});
}

/** `−0.6`, `+0.1`, `=`; for anything but numbers what it was. */
export function changeText({value, before}: Pick<Metric, 'value' | 'before'>, minus = '−'): string | undefined {
	if (before === undefined) return undefined;
	if (value === before) return '=';
	if (typeof value !== 'number' || typeof before !== 'number') return `was ${String(before)}`;
	const change = value - before;
	return `${change < 0 ? minus : '+'}${shortened(Math.abs(change), digitsOfChange)}`;
}

const shortened = (value: number, most: number): string => String(Number(value.toPrecision(most)));

/** `undefined` for a number that is written with an exponent. */
const decimalsOf = (text: string): number | undefined =>
	text.includes('e') ? undefined : (text.split('.')[1] ?? '').length;
