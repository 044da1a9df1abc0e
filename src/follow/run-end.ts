// How following a run ended: its outcome, and the errors with the commands that go on from there.
import {predictedSeconds} from '../kfp/description-markers.ts';
import type {Run} from '../kfp/schemas.ts';
import type {Outcome} from '../schema/outcome.ts';
import {defined} from '../system/defined.ts';
import {type NextCommand, WizardError, withDetails} from '../system/errors.ts';
import {count, quote} from '../system/text.ts';
import {timelineOf} from '../tasks/timeline.ts';
import {followAgain} from './follow-again.ts';
import type {FollowedRun, RunReport} from './read-run.ts';
import type {RunView} from './run-view.ts';

export const runOutcome = ({run_id, display_name, state}: Run, pageOf: FollowedRun['pageOf']): Outcome => ({
	run: {
		id: run_id,
		name: display_name,
		url: pageOf(run_id),
		started: false,
		...defined({state}),
	},
});

export function outcomeOf({run, pageOf}: FollowedRun, {view, tasks}: RunReport): Outcome {
	const {created, ended, state} = view;
	const seconds = created === undefined || ended === undefined ? undefined : Math.round((ended - created) / 100) / 10;
	const {run: known} = runOutcome(run, pageOf);
	return {
		...(known === undefined
			? {}
			: {run: {...known, state, ...defined({seconds, predicted: predictedSeconds(run.description)})}}),
		runTasks: [...tasks],
		...defined({timeline: timelineOfEnded(view)}),
	};
}

/** Where the time of the run went; `undefined` while it goes on. */
export const timelineOfEnded = ({outcome, tasks}: RunView) =>
	outcome === undefined ? undefined : timelineOf(tasks.filter(({imports}) => imports !== true));

export function failed(view: RunView, {tasks, problem}: RunReport, outcome: Outcome): WizardError {
	const {id, name, outcome: end} = view;
	const bad = tasks.filter(({state}) => state === 'failed');
	const logs: NextCommand = {command: `kfp-wizard logs ${id}`, when: 'to read the logs of its tasks'};
	if (end === 'cancelled')
		return new WizardError('run', `Run ${name} was terminated`, {code: 'RUN_TERMINATED', next: [logs], outcome});
	const detail = [
		...(problem === undefined ? [] : [problem.message, ...problem.fix.map(line => `  ${line}`)]),
		...bad.flatMap(task => [
			`${task.title}: ${task.message ?? task.lines?.findLast(line => line.trim() !== '')?.trim() ?? 'failed'}`,
			...(task.rule === undefined ? [] : [`  check: ${task.rule}`]),
			...(task.fix ?? []).map(line => `  ${line}`),
		]),
	];
	return new WizardError('run', `Run ${name} failed: ${bad.length} of ${count(tasks.length, 'task')} failed`, {
		code: 'RUN_FAILED',
		...(detail.length === 0 ? {} : {detail: detail.join('\n')}),
		next: [
			{
				command: ['kfp-wizard logs', id, ...bad.slice(0, 1).map(({task}) => quote(task))].join(' '),
				when: 'to read the whole log',
			},
			{command: `kfp-wizard retry ${id}`, when: 'to run its failed tasks again'},
		],
		outcome,
	});
}

export const stopped = ({run_id, display_name}: Run, outcome: Outcome): WizardError =>
	new WizardError('cancelled', `Stopped following; the run ${display_name} goes on`, {
		code: 'CANCELLED',
		next: [
			followAgain(run_id, [], 'to follow it again'),
			{command: `kfp-wizard terminate ${run_id}`, when: 'to end it'},
		],
		outcome,
	});

/** The error whose commands of kfp-wizard work as they are: each has the flags that it does not have yet. */
export function withFlags(error: WizardError, flags: readonly string[]): WizardError {
	const next = error.next.map(one => {
		if (!one.command.startsWith('kfp-wizard ')) return one;
		const missing = flags.filter(flag => !one.command.includes(` ${flag.slice(0, flag.indexOf(' '))} `));
		return {...one, command: [one.command, ...missing].join(' ')};
	});
	return withDetails(error, {next});
}
