// The metrics of a run or of a rehearsal, a line for each task, each with its change since the time before.
import type {Metric} from '../../schema/metric.ts';
import {count} from '../../system/text.ts';
import {changeText, metricTexts} from '../text/metric.ts';
import {padTo, widthOf} from '../text/fit.ts';
import {joined, row, type Row, rowWidth, segment} from '../text/rows.ts';

/** More tasks and metrics than these are for the page and for JSON. */
const mostTasks = 12;
const mostMetrics = 12;

export function metricRows(metrics: readonly Metric[], width: number): readonly Row[] {
	const tasks = [...new Set(metrics.map(({task}) => task))];
	const shown = tasks.slice(0, mostTasks);
	const titles = Math.max(0, ...shown.map(widthOf));
	const rows = shown.flatMap(task => {
		const own = metrics.filter(metric => metric.task === task);
		const cells = own.slice(0, mostMetrics).map(metricCells);
		const more = own.length > mostMetrics ? [row(segment(`and ${own.length - mostMetrics} more`, 'faint'))] : [];
		return wrapped([...cells, ...more], width - titles - 2).map((line, index) =>
			row(segment(padTo(index === 0 ? task : '', titles)), '  ', ...line),
		);
	});
	const left = tasks.length - shown.length;
	return left === 0 ? rows : [...rows, row(segment(`and those of ${count(left, 'more task')}`, 'faint'))];
}

function metricCells(metric: Metric): Row {
	const [value = ''] = metricTexts(metric.value, metric.before);
	const change = changeText(metric);
	return row(
		segment(metric.key, 'faint'),
		' ',
		value,
		change === undefined ? undefined : segment(` (${change})`, 'faint'),
	);
}

/** As many in a line as fit. */
function wrapped(cells: readonly Row[], width: number): readonly Row[] {
	const lines: Row[][] = [];
	for (const one of cells) {
		const last = lines.at(-1);
		const used = last === undefined ? Infinity : rowWidth(joined(last, apart));
		if (last !== undefined && used + apart.text.length + rowWidth(one) <= width) last.push(one);
		else lines.push([one]);
	}
	return lines.map(line => joined(line, apart));
}

const apart = segment('   ');
