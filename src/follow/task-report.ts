// What there is to say of a task: the fields of its event, and its part of the outcome.
import type {Explanation} from '../checks/explain-start.ts';
import type {EventOf} from '../schema/event.ts';
import type {RunTask} from '../schema/outcome.ts';
import {isActive, isEnded} from '../schema/task-state.ts';
import {defined} from '../system/defined.ts';
import type {Problem} from './problems.ts';
import type {TaskView} from './task-view.ts';

/** Why a failed task failed, where the checks know more than the pods. */
export type Explain = (task: Pick<TaskView, 'nodes'>, lines: readonly string[]) => Explanation | undefined;

/** Lines of a failed task's own output that are shown with it. */
const shownLines = 8;

export function taskEvent(
	task: TaskView,
	problem: Problem | undefined,
	explained: Explanation | undefined,
	now: Date,
): Omit<EventOf<'task'>, 'event' | 'step'> {
	const {state} = task;
	const detail = detailOf(task, problem, explained);
	return {
		task: task.task,
		title: task.title,
		state,
		...defined({seconds: secondsOf(task, now), attempt: task.attempts > 1 ? task.attempts : undefined}),
		// An empty detail takes away the one before.
		...(isActive(state) || state === 'failed' ? {detail: detail.join('\n')} : {}),
	};
}

function detailOf(task: TaskView, problem: Problem | undefined, explained: Explanation | undefined): readonly string[] {
	if (problem === undefined) return [];
	const {diagnosis, lines} = problem;
	const rule = explained?.rule === undefined ? [] : [`Check: ${explained.rule}`];
	return [
		...(diagnosis === undefined ? [] : [diagnosis.message, ...diagnosis.fix]),
		...(explained === undefined ? [] : [...explained.text.split('\n'), ...rule]),
		...(task.state === 'failed' ? lines.filter(line => line.trim() !== '').slice(-shownLines) : []),
	];
}

/** From its start to its end, or until now. */
function secondsOf({started, ended, state}: TaskView, now: Date): number | undefined {
	if (started === undefined || state === 'waiting' || state === 'skipped') return undefined;
	const until = isEnded(state) ? ended : now.getTime();
	return until === undefined ? undefined : Math.max(0, Math.round((until - started) / 100) / 10);
}

const seconds = (from: number | undefined, to: number | undefined): number | undefined =>
	from === undefined || to === undefined ? undefined : Math.max(0, Math.round((to - from) / 100) / 10);

const time = (value: number | undefined): string | undefined =>
	value === undefined ? undefined : new Date(value).toISOString();

/** A task of a run as `status --json` and the result have it. */
export function runTask(task: TaskView, problem: Problem | undefined, explained: Explanation | undefined): RunTask {
	const {ready, started, running, ended, state} = task;
	return {
		task: task.task,
		title: task.title,
		nodes: [...task.nodes],
		dependsOn: [...task.dependsOn],
		state,
		...defined({
			imports: task.imports,
			attempts: task.attempts === 0 ? undefined : task.attempts,
			started: time(started),
			ended: time(ended),
			seconds: seconds(started, ended),
			waiting: seconds(ready, started),
			starting: seconds(started, running),
			running: seconds(running, ended),
			pod: task.pod,
			cause: problem?.diagnosis?.cause,
			message: problem?.diagnosis?.message ?? explained?.text,
			fix: problem?.diagnosis === undefined ? undefined : [...problem.diagnosis.fix],
			rule: explained?.rule,
		}),
		...(state === 'failed' && problem !== undefined && problem.lines.length > 0
			? {lines: problem.lines.slice(-shownLines)}
			: {}),
	};
}
