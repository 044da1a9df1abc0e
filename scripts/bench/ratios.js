// Measurements that are compared: runs in turn, ratios of medians, and the table of them in Markdown.
import {median} from './numbers.js';

/** Calls each of the functions in turn, `rounds` times, the other way round each second time; values in milliseconds, by name. */
export async function inTurn(rounds, measures) {
	const values = Object.fromEntries(Object.keys(measures).map(name => [name, []]));
	for (let round = 0; round < rounds; round++) {
		const entries = Object.entries(measures);
		for (const [name, measure] of round % 2 === 0 ? entries : entries.toReversed()) values[name].push(await measure());
	}
	return values;
}

/**
 * A comparison of two series that were measured in turn. `most`: how many times as long it may take; `faster`: how many times
 * faster it has to be.
 */
export function compared(measure, against, [values, others], goal) {
	const isFaster = goal.faster !== undefined;
	const ratio = isFaster ? median(others) / median(values) : median(values) / median(others);
	const rounds = values.map((value, round) => (isFaster ? others[round] / value : value / others[round]));
	const isMet = isFaster ? ratio >= goal.faster : ratio <= goal.most;
	return {
		measure,
		against,
		times: `${milliseconds(values)} / ${milliseconds(others)}`,
		ratio: `${ratio.toFixed(2)} ${isFaster ? '× faster' : '×'}`,
		range: `${Math.min(...rounds).toFixed(2)} to ${Math.max(...rounds).toFixed(2)}`,
		goal: isFaster ? `≥ ${goal.faster} × faster` : `≤ ${goal.most} ×`,
		isMet,
	};
}

/** A goal that is no ratio, such as a size. */
export const counted = (measure, value, goal, isMet) => ({
	measure,
	against: '',
	times: value,
	ratio: '',
	range: '',
	goal,
	isMet,
});

const milliseconds = values => {
	const value = median(values);
	return value < 10_000 ? `${Math.round(value)} ms` : `${(value / 1000).toFixed(1)} s`;
};

/** How much the times of one and the same work differ. */
export function noise(name, values) {
	const middle = median(values);
	const deviation = median(values.map(value => Math.abs(value - middle)));
	const [least, most] = [Math.min(...values), Math.max(...values)].map(Math.round);
	return `Noise: ${name} took ${least} to ${most} ms, median ${Math.round(middle)} ms, median deviation ${((deviation / middle) * 100).toFixed(0)} %.`;
}

/** Ready for docs/performance.md. */
export const markdown = rows => [
	'| measure | against | times | ratio | of the rounds | goal | met |',
	'| --- | --- | --- | --- | --- | --- | --- |',
	...rows.map(
		({measure, against, times, ratio, range, goal, isMet}) =>
			`| ${[measure, against, times, ratio, range, goal, isMet ? 'yes' : '**no**'].join(' | ')} |`,
	),
];
