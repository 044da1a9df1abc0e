// A run as text: its state and times, a row a task, and what to do about those that do not get on.
import {isOn, type Options} from '../../options/options.ts';
import type {RunTask} from '../../schema/outcome.ts';
import type {RunStatus} from '../../schema/run-status.ts';
import {defined} from '../../system/defined.ts';
import {duration} from '../../system/text.ts';
import type {Context} from '../../ui/context.ts';
import {widthOf} from '../../ui/text/fit.ts';
import {printedLook, spokenLook} from '../../ui/text/look.ts';
import {columnsOf, foldedText} from '../../ui/text/fold.ts';
import {blank, commandSegment, indented, row, type Row, segment} from '../../ui/text/rows.ts';
import {type ShownTask, taskRows} from '../../ui/views/tasks.ts';
import {metricRows} from '../../ui/views/metrics.ts';
import {timelineRows} from '../../ui/views/timeline.ts';

/** Columns for the metrics of a task. */
const widest = 78;
const widestTimeline = 100;

/** Ends with a line break. */
export function statusText(status: RunStatus, options: Options, context: Context): string {
	const look = printedLook(isOn(options.accessible), context.stdout, context);
	const columns = Math.max(0, ...status.tasks.map(({title}) => widthOf(title)));
	const rows: readonly Row[] = [
		row(segment(status.name, 'strong'), '  ', segment(stateOf(status), toneOf(status)), timeOf(status)),
		row('  ', {...segment(status.url, 'accent'), link: status.url}),
		...(status.message === undefined
			? []
			: [blank, row('  ', status.message), ...(status.fix ?? []).map(line => row('    ', commandSegment(line)))]),
		...(status.tasks.length === 0 ? [] : [blank]),
		...indented(
			status.tasks.flatMap(task => taskRows(shownTask(task), columns, look)),
			2,
		),
		...(status.timeline === undefined || look === spokenLook
			? []
			: [
					blank,
					...timelineRows(status.timeline, status.tasks, look, Math.min(widestTimeline, columnsOf(context.stdout))),
				]),
		...(status.metrics === undefined ? [] : [blank, ...indented(metricRows(status.metrics, widest), 2)]),
	];
	return foldedText(rows, look, context.stdout);
}

/** `CANCELED` says more than KFP's FAILED for a run that was terminated. */
const stateOf = ({state, outcome}: RunStatus): string => (outcome === 'cancelled' ? 'terminated' : state);

const toneOf = ({outcome}: RunStatus) =>
	outcome === undefined ? 'accent' : outcome === 'succeeded' ? 'good' : outcome === 'failed' ? 'bad' : 'warn';

function timeOf({seconds, predicted, lastGood}: RunStatus): string {
	if (seconds === undefined) return '';
	const good = lastGood === undefined ? '' : `, last good run took ${duration(lastGood * 1000)}`;
	const expected = predicted === undefined ? '' : `, predicted ${duration(predicted * 1000)}`;
	return `  ${duration(seconds * 1000)}${expected}${good}`;
}

function shownTask({title, state, seconds, message, fix = [], rule, lines = []}: RunTask): ShownTask {
	const detail = [message ?? '', ...fix, rule === undefined ? '' : `Check: ${rule}`, ...lines].filter(
		line => line !== '',
	);
	return {title, state, ...defined({seconds, detail: detail.length === 0 ? undefined : detail.join('\n')})};
}
