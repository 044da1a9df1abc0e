// The rehearsal: runs every task of a spec on this machine, in the order of the cluster, and reports each state.
import {join} from 'node:path';
import type {Outcome, TaskOutcome} from '../schema/outcome.ts';
import {defined} from '../system/defined.ts';
import type {Explanation} from '../checks/explain-start.ts';
import {statePlaceholder} from '../pipeline-spec/exit-task.ts';
import {variablesIn} from '../pipeline-spec/start-program.ts';
import {variablesPlaceholder} from '../pipeline-spec/start-task.ts';
import type {Execution} from '../pipeline-spec/read-spec.ts';
import {steadyClock} from '../system/clock.ts';
import {asWizardError, WizardError} from '../system/errors.ts';
import {howItEnded, signalOf} from '../system/how-it-ended.ts';
import type {GroupResult} from '../system/process-group.ts';
import {shellPath, tidyPath} from '../system/files.ts';
import {redact} from '../system/secrecy/redact.ts';
import {count, duration} from '../system/text.ts';
import type {Ui} from '../ui/ui.ts';
import {titleOf} from '../pipeline-spec/task-title.ts';
import {type Times, withTimes} from './rehearsal-times.ts';
import {readArtifacts, withExecutorInput} from './artifacts.ts';
import {makeLogsFolder} from './logs-folder.ts';
import type {Runner} from './runner.ts';
import {type Ending, schedule} from './schedule.ts';
import {openTaskLog} from './task-log.ts';
import {withTimeLimit} from './time-limit.ts';
import {type Secrets, variablesOf} from './task-variables.ts';

export type Rehearsal = {
	readonly executions: readonly Execution[];
	readonly parallel: number;
	readonly secrets: Secrets;
	readonly run: Runner;
	/** Whether tasks write to folders of this machine, so that their metrics and reports can be read. */
	readonly writesHere: boolean;
	/** Environment variables. */
	readonly env: NodeJS.ProcessEnv;
	/** Tasks that succeeded in an earlier rehearsal, and are not run again. */
	readonly succeeded?: readonly TaskOutcome[];
	/** Explains a failure from the last lines of the task, where the lines alone do not explain it. */
	readonly explain: (execution: Execution, lines: readonly string[]) => Explanation | undefined;
};

/** Why a task failed. */
type Failure = {
	/** How it ended, and how to fix it where that is known. */
	readonly reason: string;
	/** The cause in words. */
	readonly cause: string;
	/** The rule of the checks that finds it. */
	readonly rule?: string;
};

export type FailedTask = Failure & {readonly title: string; readonly log: string};

export class RehearsalFailed extends WizardError {
	readonly failed: readonly FailedTask[];

	constructor(failed: readonly FailedTask[], message: string, details: ConstructorParameters<typeof WizardError>[2]) {
		super('run', message, details);
		this.failed = failed;
	}
}

/** How the tasks ended, and a line about it. */
export type Rehearsed = {
	readonly outcome: Pick<Outcome, 'tasks' | 'rehearsalTimeline' | 'logs' | 'report' | 'metrics'>;
	readonly detail: string;
};

/** Lines of a failed task's output that are shown with it. */
const shown = 12;

/**
 * Runs all tasks and waits for them.
 * @throws WizardError `run` when one failed, `cancelled` when the signal fired; both with the outcome.
 */
export async function rehearse(rehearsal: Rehearsal, ui: Ui): Promise<Rehearsed> {
	const {executions, parallel, secrets, env} = rehearsal;
	const time = steadyClock();
	const started = time();
	const logs = await makeLogsFolder(env);
	for (const message of secrets.warnings) ui.emit({event: 'note', level: 'warning', step: 'rehearsal', message});
	for (const message of clusterOnly(executions)) ui.emit({event: 'note', level: 'warning', step: 'rehearsal', message});
	const titles = new Map(executions.map(execution => [execution.task, titleOf(execution)]));
	const title = (task: string): string => titles.get(task) ?? task;
	const tasks = executions.map(({task, dependsOn}) => ({task, title: title(task), dependsOn: [...dependsOn]}));
	ui.emit({event: 'tasks', step: 'rehearsal', tasks});

	const outcomes = new Map<string, TaskOutcome>();
	const times = new Map<string, Times>();
	const failed: FailedTask[] = [];
	const end = (outcome: TaskOutcome, more: {readonly line?: string; readonly detail?: string} = {}): void => {
		outcomes.set(outcome.task, outcome);
		ui.emit({event: 'task', step: 'rehearsal', ...outcome, ...more});
	};
	// Other nodes may share a task by now. What runs first makes the variables of this rehearsal, and what runs at the end gets how it went.
	const inMain = executions.filter(({first, always}) => first !== true && always !== true);
	const mayStay = new Set(inMain.map(({task}) => `${task} ${title(task)}`));
	const kept = new Map(
		rehearsal.succeeded?.filter(one => mayStay.has(`${one.task} ${one.title}`)).map(one => [one.task, one]),
	);
	for (const one of kept.values()) end(one);
	const open = executions
		.filter(({task}) => !kept.has(task))
		.map(execution => ({...execution, dependsOn: execution.dependsOn.filter(task => !kept.has(task))}));
	let variables = '{}';
	const byKey = new Map(executions.map((execution, index) => [execution.task, {execution, index}]));
	const states = await schedule(open, {
		parallel,
		signal: ui.signal,
		start: async task => {
			const found = byKey.get(task);
			if (found === undefined) return 'failed';
			const path = join(logs, logName(task, found.index));
			const since = time();
			const someFailed = [...outcomes.values()].some(({state}) => state === 'failed');
			const execution = {...found.execution, command: filledIn(found.execution.command, someFailed, variables)};
			const {outcome, lines, ending, failure, output} = await runTask(execution, path, rehearsal, ui);
			if (execution.first === true) variables = variablesIn(output);
			times.set(task, {started: since, ended: time()});
			const line = lines.at(-1)?.trim();
			if (failure !== undefined) failed.push({title: title(task), log: path, ...failure});
			const detail = failure && [failure.reason, ...lastWords(lines)].join('\n');
			end(outcome, {...defined({line, detail})});
			return ending;
		},
		onSkipped: (task, because) =>
			end({task, title: title(task), state: 'skipped'}, {detail: `${title(because)} did not succeed`}),
		onCancelled: task => end({task, title: title(task), state: 'cancelled'}),
	});

	const outcome = {...withTimes(executions, outcomes, times, started), logs};
	if (ui.signal.aborted) throw new WizardError('cancelled', 'Cancelled', {code: 'CANCELLED', outcome});
	if ([...states.values()].includes('failed')) throw failureOf(outcome, failed);
	const took = duration(time() - started);
	return {outcome, detail: `${count(executions.length, 'task')} in ${took}, logs in ${tidyPath(logs)}`};
}

/** A command with how the rehearsal went so far, as a cluster says it of a run, and with the variables of the first task. */
const filledIn = (command: readonly string[], failed: boolean, variables: string): readonly string[] =>
	command.map(word =>
		word.replace(statePlaceholder, failed ? 'Failed' : 'Succeeded').replace(variablesPlaceholder, () => variables),
	);

/** The warning about what only the cluster gives to some tasks. */
function clusterOnly(executions: readonly Execution[]): readonly string[] {
	const all = [...new Set(executions.flatMap(({fromCluster = []}) => fromCluster))];
	return all.length === 0 ? [] : [`Only the cluster has this, so the rehearsal runs without it: ${all.join(', ')}`];
}

type Ended = {
	readonly outcome: TaskOutcome;
	readonly ending: Ending;
	readonly lines: readonly string[];
	/** All that the task that runs first has printed; nothing of other tasks. */
	readonly output: string;
	/** Of a failed task. */
	readonly failure?: Failure;
};

async function runTask(given: Execution, path: string, rehearsal: Rehearsal, ui: Ui): Promise<Ended> {
	const {secrets, run, writesHere, explain} = rehearsal;
	const folder = writesHere ? path.replace(/\.log$/, '') : '/tmp/kfp-wizard-artifacts';
	const execution = withExecutorInput(given, folder);
	const {task} = execution;
	const title = titleOf(execution);
	const started = performance.now();
	const seconds = (): number => Math.round((performance.now() - started) / 10) / 100;
	const running = {event: 'task', step: 'rehearsal', task, title, state: 'running', log: path} as const;
	ui.emit({...running, seconds: 0});
	const log = await openTaskLog(path, redact, line => ui.emit({...running, seconds: seconds(), line}));
	const variables = variablesOf(execution, secrets);
	let output = '';
	const onText = (text: string): Promise<void> => {
		if (execution.first === true) output += text;
		return log.write(text);
	};
	const result = await withTimeLimit(run)({execution, variables, signal: ui.signal, onText}).catch(asWizardError);
	if (result instanceof WizardError && result.kind !== 'cancelled') await log.write(`${result.message}\n`);
	await log.close();
	const ending = endingOf(result);
	const lines = log.lastLines();
	const handed = ending === 'succeeded' && writesHere ? await readArtifacts(execution, folder) : [];
	const artifacts = handed.length === 0 ? {} : {artifacts: [...handed]};
	const outcome = {task, title, state: ending, seconds: seconds(), log: path, ...artifacts};
	if (ending !== 'failed') return {outcome, ending, lines, output};
	const why = explain(execution, lines);
	const reason = [reasonOf(result), ...(why === undefined ? [] : [why.text])].join('\n');
	// What a task prints before a signal ends it is not about that.
	const cause = why?.text ?? (isKilled(result) ? undefined : lastSentence(lines)) ?? reason;
	return {outcome, ending, lines, output, failure: {reason, cause, ...defined({rule: why?.rule})}};
}

/** The last lines, without the end of a traceback that is drawn as a box: the error itself is below it. */
function lastWords(lines: readonly string[]): readonly string[] {
	const box = lines.findLastIndex(line => line.startsWith('╰'));
	return lines.slice(box === lines.length - 1 ? -shown : Math.max(box + 1, lines.length - shown));
}

/** The last line with words in it. */
const lastSentence = (lines: readonly string[]): string | undefined =>
	lastWords(lines)
		.findLast(line => /\p{L}/u.test(line))
		?.trim();

function endingOf(result: GroupResult | WizardError): Ending {
	if (result instanceof WizardError) return result.kind === 'cancelled' ? 'cancelled' : 'failed';
	return result.exitCode === 0 ? 'succeeded' : 'failed';
}

const isKilled = (result: GroupResult | WizardError): boolean =>
	!(result instanceof WizardError) && signalOf(result.exitCode) !== undefined;

/** Exit codes of shells and container engines themselves. */
const meanings: Readonly<Record<number, string>> = {
	126: ': the command cannot be executed',
	127: ': the command is not found',
};

function reasonOf(result: GroupResult | WizardError): string {
	if (result instanceof WizardError) return result.message;
	const {exitCode} = result;
	return isKilled(result) ? `the task ${howItEnded(exitCode)}` : `exit code ${exitCode}${meanings[exitCode] ?? ''}`;
}

function failureOf(
	outcome: {readonly tasks: TaskOutcome[]; readonly logs: string},
	tasks: readonly FailedTask[],
): RehearsalFailed {
	const failed = outcome.tasks.filter(({state}) => state === 'failed');
	const of = `${failed.length} of ${count(outcome.tasks.length, 'task')}`;
	return new RehearsalFailed(tasks, `The rehearsal failed: ${of} (${failed.map(({title}) => title).join(', ')})`, {
		code: 'REHEARSAL_FAILED',
		detail: tasks.map(({title, reason}) => `${title}: ${reason}`).join('\n'),
		next: failed.slice(0, 3).map(({title, log = outcome.logs}) => ({
			command: `less ${shellPath(log)}`,
			when: `for the whole output of ${title}`,
		})),
		outcome,
	});
}

/** Keys come from the spec: all characters but letters, digits, `.`, `-` and `_` are replaced. */
const logName = (task: string, index: number): string =>
	`${String(index + 1).padStart(3, '0')}-${task.replaceAll(/[^\w.-]/g, '_').slice(0, 80)}.log`;
