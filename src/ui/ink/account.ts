// What stays in the scrollback when the live region is gone: the whole story in plain rows, nothing cut.
import {type StepId, taskStates} from '../../schema.ts';
import {bySeverity, findingRows, planRows, titleOf} from '../lines.ts';
import {resultRows} from '../result-rows.ts';
import {blank, type Row, row, segment} from '../rows.ts';
import {taskRows} from '../task-lines.ts';
import type {Look} from '../theme.ts';
import {rehearsalTime, type State} from './state.ts';
import type {TaskList} from './tasks.ts';
import {historyRows} from './work.ts';

/** Of more tasks than these only the ones that did not succeed are listed. */
const fewTasks = 40;

export function accountRows(state: State, look: Look): readonly Row[] {
	const {story, findings, dryRunPlan, result, log} = state;
	const found = bySeverity(findings?.findings ?? []).filter(({severity}) => severity !== 'info');
	// An error without words of its own is explained by what the tool said last.
	const unexplained = result?.error !== undefined && result.error.detail === undefined;
	const title = story === undefined ? [] : [row(segment(story.title, 'title'))];
	const below = (id: StepId): readonly Row[] => tasksOf(state.lists[id], look);
	const parts = [
		[...title, ...historyRows(state, look, below)],
		...unfinished(state).map(id => [row(segment(titleOf(id, story), 'strong')), ...below(id)]),
		found.flatMap(finding => findingRows(finding, look)),
		unexplained ? log.slice(-20).map(line => row('  ', segment(`${look.glyphs.bar} ${line}`, 'faint'))) : [],
		dryRunPlan === undefined ? [] : [row(segment('What would happen', 'strong')), ...planRows(dryRunPlan, look)],
		result === undefined ? [] : resultRows(result, look, rehearsalTime(state)),
	].filter(rows => rows.length > 0);
	return parts.flatMap((rows, index) => (index === 0 ? rows : [blank, ...rows]));
}

/** Steps with tasks that were stopped before they could say how they ended. */
const unfinished = ({lists, entries}: State): readonly StepId[] =>
	Object.values(lists)
		.map(({step}) => step)
		.filter(id => !entries.some(entry => entry.kind === 'step' && entry.id === id));

function tasksOf(list: TaskList | undefined, look: Look): readonly Row[] {
	if (list === undefined) return [];
	const {tasks, counts, titleColumns} = list;
	const few = tasks.length <= fewTasks;
	const listed = few ? tasks : tasks.filter(({state}) => ['failed', 'skipped', 'cancelled'].includes(state));
	const total = taskStates.flatMap(state => (counts[state] > 0 ? [`${counts[state]} ${state}`] : []));
	return [
		...listed.flatMap(task => taskRows(task, titleColumns, look)),
		...(few ? [] : [row(segment(total.join(` ${look.glyphs.dot} `), 'faint'))]),
	].map(cells => row('  ', ...cells));
}
