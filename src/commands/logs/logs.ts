// `kfp-wizard logs [RUN] [NODE…]`: the logs of tasks, from their pods, or from the archive where a pod is gone.
import {type FollowedRun, readRun} from '../../follow/read-run.ts';
import type {RunView} from '../../follow/run-view.ts';
import {tasksNamed, type TaskView} from '../../follow/task-view.ts';
import {commandLine} from '../../options/command-line.ts';
import {refuseInvalidOptions} from '../../options/conflicts.ts';
import {isOn, type Options} from '../../options/options.ts';
import {hasCode, WizardError} from '../../system/errors.ts';
import {readerGone} from '../../system/drained.ts';
import {asHint, meant} from '../../system/nearest.ts';
import {cleanLine} from '../../system/text.ts';
import type {Context} from '../../ui/context.ts';
import type {Invocation} from '../command.ts';
import {openRun} from '../runs/followed-run.ts';
import {followLogs} from './follow-logs.ts';
import {logWriter} from './log-writer.ts';
import {readLogs} from '../../follow/read-logs.ts';

export async function logs({options, args}: Invocation, context: Context): Promise<number> {
	await refuseInvalidOptions(options);
	const {followed, view, names} = await findRunAndNodes(args, options, context);
	const tasks = chosenTasks(view, names);
	const write = logWriter(tasks, options, context);
	const gone = readerGone(context.stdout);
	const request = {
		raw: isOn(options.raw),
		previous: isOn(options.previous),
		since: options.since?.value,
		write: (...line: Parameters<typeof write>) => (gone.aborted ? undefined : write(...line)),
		signal: AbortSignal.any([context.ui.signal, gone]),
		/** A note beside the log, which goes to stdout. */
		note: (message: string) => context.ui.emit({event: 'note', level: 'warning', step: 'follow', message}),
	};
	try {
		if (isOn(options.follow)) await followLogs(followed, view, tasks, request);
		else if ((await readLogs(followed, view, tasks, request)) === 0) throw noLogs(view, tasks);
	} catch (error) {
		const isCancelled = error instanceof WizardError && error.kind === 'cancelled';
		// Whoever reads the output has enough of it: that is no error.
		if (!isCancelled || !gone.aborted || context.ui.signal.aborted) throw error;
	}
	return 0;
}

/** The first word names a run; where it does not, all words are nodes of the newest run. */
async function findRunAndNodes(
	[first = 'latest', ...rest]: readonly string[],
	options: Options,
	context: Context,
): Promise<{readonly followed: FollowedRun; readonly view: RunView; readonly names: readonly string[]}> {
	try {
		const followed = await openRun(first, options, context);
		return {followed, view: (await readRun(followed)).view, names: rest};
	} catch (error) {
		if (!hasCode(error, 'RUN_NOT_FOUND') || first === 'latest') throw error;
		const followed = await openRun('latest', options, context);
		const {view} = await readRun(followed);
		if (tasksNamed(view.tasks, first).length === 0) throw error;
		return {followed, view, names: [first, ...rest]};
	}
}

/** @throws WizardError `usage` for a name that is neither a node nor a task of the run. */
function chosenTasks(run: RunView, names: readonly string[]): readonly TaskView[] {
	const {tasks} = run;
	const chosen = names.flatMap(name => {
		const named = tasksNamed(tasks, name);
		if (named.length === 0) throw unknownNode(name, names, run);
		return named;
	});
	return names.length === 0 ? tasks.filter(mayHaveLog) : [...new Set(chosen)];
}

/** Of an import there is nothing to read, unless it fails. */
const mayHaveLog = ({state, imports}: TaskView): boolean =>
	state !== 'skipped' && (imports !== true || state === 'failed');

function unknownNode(name: string, names: readonly string[], {id, tasks}: RunView): WizardError {
	const known = [...new Set(tasks.flatMap(({task, nodes}) => [...nodes, task]))];
	const near = meant(name, known);
	return new WizardError('usage', `The run has no node or task "${cleanLine(name)}"${asHint(near)}`, {
		code: 'UNKNOWN_NAME',
		next: [
			near === undefined
				? {command: `kfp-wizard status ${id}`, when: 'to list its tasks'}
				: {command: commandLine(['logs', id, ...names.map(one => (one === name ? near : one))])},
		],
		detail: `It has: ${tasks.map(({title}) => title).join(', ')}`,
	});
}

const noLogs = ({id, name}: RunView, tasks: readonly TaskView[]): WizardError =>
	new WizardError(
		'outside',
		tasks.length === 1 ? `There is no log of ${tasks[0]?.title ?? ''}` : `There are no logs of the run ${name}`,
		{
			code: 'LOGS_GONE',
			detail:
				'A task has a log once its own code has started. Pods are deleted some time after the run, and the archive of Kubeflow Pipelines may be switched off.',
			next: [{command: `kfp-wizard status ${id}`, when: 'to see the state of the tasks'}],
		},
	);
