// Where the time of a run went: one bar a task, with what it waited, started and ran; the critical path is marked.
import type {RunTask, RunTimeline} from '../../schema/outcome.ts';
import {duration} from '../../system/text.ts';
import {cutApart, padTo, widthOf} from '../text/fit.ts';
import type {Look} from '../text/look.ts';
import {row, type Row, segment} from '../text/rows.ts';

const widestTitle = 30;
const widestBar = 60;
/** Columns beside the bar: the indent, the mark of the critical path, the time. */
const beside = 16;

/** A task of a run or of a rehearsal, with its times. */
export type Bar = Pick<
	RunTask,
	'task' | 'title' | 'state' | 'started' | 'ended' | 'seconds' | 'waiting' | 'starting' | 'imports'
>;

/** The tasks that have a bar. An import of a dataset is no work of the pipeline. */
export const hasBar = ({started, ended, imports}: Bar): boolean =>
	started !== undefined && ended !== undefined && imports !== true;

export function timelineRows(timeline: RunTimeline, tasks: readonly Bar[], look: Look, width: number): readonly Row[] {
	const {glyphs} = look;
	const ran = tasks.filter(hasBar);
	const titles = Math.min(widestTitle, Math.max(0, ...ran.map(({title}) => widthOf(title))));
	const columns = Math.max(10, Math.min(widestBar, width - titles - beside));
	const begun = Date.parse(timeline.started);
	const scale = columns / Math.max(1, timeline.seconds);
	const column = (second: number): number => Math.max(0, Math.min(columns, Math.round(second * scale)));
	const names = cutApart(
		ran.map(({title}) => title),
		titles,
		glyphs.more,
	);
	const bars = ran.map((task, index) => {
		const at = (Date.parse(task.started ?? '') - begun) / 1000;
		const ready = column(at - (task.waiting ?? 0));
		const start = column(at);
		const run = Math.max(start, column(at + (task.starting ?? 0)));
		// Whatever ran is seen.
		const end = Math.max(run + 1, column(at + (task.seconds ?? 0)));
		const isCritical = timeline.critical.includes(task.task);
		return row(
			'  ',
			padTo(names[index] ?? task.title, titles),
			' ',
			' '.repeat(ready),
			segment(glyphs.waits.repeat(start - ready), 'faint'),
			segment(glyphs.starts.repeat(run - start), 'faint'),
			segment(glyphs.runs.repeat(end - run), task.state === 'failed' ? 'bad' : 'good'),
			' '.repeat(Math.max(0, columns - end)),
			isCritical ? segment(` ${glyphs.critical} `, 'accent') : '   ',
			segment(duration((task.seconds ?? 0) * 1000), 'faint'),
		);
	});
	const key = `${glyphs.waits} waits  ${glyphs.starts} starts  ${glyphs.runs} runs  ${glyphs.critical} critical path`;
	return [
		row(segment('Timeline', 'strong'), '  ', segment(key, 'faint')),
		...bars,
		...timeline.savings.map(({groupBy, seconds}) =>
			row(
				'  ',
				`${savingText[groupBy] ?? groupBy} would have saved about ${duration(seconds * 1000)}: `,
				segment(`--group-by ${groupBy}`, 'accent'),
			),
		),
	];
}

const savingText: Readonly<Record<string, string>> = {
	chain: 'Chains in one container',
	all: 'All nodes in one container',
};
