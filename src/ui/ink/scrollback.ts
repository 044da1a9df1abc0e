// What stays in the scrollback when the rich UI mode ends: the whole deploy in plain rows, nothing cut.
import {type StepId} from '../../schema/event.ts';
import {taskStates} from '../../schema/task-state.ts';
import {findingsRows} from '../views/findings.ts';
import {planRows} from '../views/plan.ts';
import {stepRow, titleOf} from '../views/step.ts';
import {resultRows} from '../views/result.ts';
import {blank, indented, type Row, row, segment} from '../text/rows.ts';
import {taskRows} from '../views/tasks.ts';
import type {Look} from '../text/look.ts';
import {rehearsalTime, type State} from './state/state.ts';
import type {TaskList} from './tasks/list.ts';
import {historyRows} from './progress/view.ts';

/** Of more tasks than this, only those that did not succeed are listed. */
const fewTasks = 40;

export function scrollbackRows(state: State, look: Look): readonly Row[] {
	const {header, findings, dryRunPlan, result, log} = state;
	// What was decided on before the work succeeded is not said again.
	const found = (findings?.findings ?? []).filter(
		({severity}) => severity === 'error' || (severity === 'warning' && result?.ok !== true),
	);
	// An error without a detail is explained by the last output of the tool.
	const unexplained = result?.error !== undefined && result.error.detail === undefined;
	const title = header === undefined ? [] : [row(segment(header.title, 'title'))];
	const below = (id: StepId): readonly Row[] => tasksOf(state.lists[id], look);
	const stopped = unfinished(state).flatMap(list => [
		stoppedRow(list, titleOf(list.step, header), look),
		...below(list.step),
	]);
	const parts = [
		[...title, ...historyRows(state, look, {below}), ...stopped],
		findingsRows(found, look, false).flat(),
		unexplained ? log.slice(-20).map(line => row('  ', segment(`${look.glyphs.bar} ${line}`, 'faint'))) : [],
		dryRunPlan === undefined ? [] : [row(segment('What would happen', 'strong')), ...planRows(dryRunPlan, look)],
		result === undefined
			? []
			: resultRows(result, look, {columns: state.size.columns, rehearsal: rehearsalTime(state)}),
	].filter(rows => rows.length > 0);
	return parts.flatMap((rows, index) => (index === 0 ? rows : [blank, ...rows]));
}

/** Tasks of steps that were stopped before they reported a result. */
const unfinished = ({lists, entries}: State): readonly TaskList[] =>
	Object.values(lists).filter(({step}) => !entries.some(entry => entry.kind === 'step' && entry.id === step));

const stoppedRow = (list: TaskList, title: string, look: Look): Row =>
	stepRow({state: list.counts.failed > 0 ? 'failed' : 'skipped', detail: total(list, look)}, title, 0, look);

/** `988 succeeded · 4 failed · 8 skipped` */
const total = ({counts}: TaskList, {glyphs}: Look): string =>
	taskStates.flatMap(state => (counts[state] > 0 ? [`${counts[state]} ${state}`] : [])).join(` ${glyphs.dot} `);

function tasksOf(list: TaskList | undefined, look: Look): readonly Row[] {
	if (list === undefined) return [];
	const {tasks, titleColumns} = list;
	const few = tasks.length <= fewTasks;
	const listed = few ? tasks : tasks.filter(({state}) => ['failed', 'skipped', 'cancelled'].includes(state));
	return indented(
		[
			...listed.flatMap(task => taskRows(task, titleColumns, look)),
			...(few ? [] : [row(segment(total(list, look), 'faint'))]),
		],
		2,
	);
}
