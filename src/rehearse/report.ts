// The report of a rehearsal: one page of HTML with its graph, timeline, metrics, reports, and the logs of failed tasks.
import {join} from 'node:path';
import {selectedNodes} from '../kedro/kedro-run.ts';
import type {Execution} from '../pipeline-spec/read-spec.ts';
import type {Metric} from '../schema/metric.ts';
import type {Outcome, RunTask, TaskOutcome} from '../schema/outcome.ts';
import {defined} from '../system/defined.ts';
import {asWizardError} from '../system/errors.ts';
import {readText, tidyPath} from '../system/files.ts';
import {localTime} from '../system/local-time.ts';
import {writeOutput} from '../system/output-file.ts';
import {redactAll} from '../system/secrecy/redact.ts';
import {count, duration, linesOf} from '../system/text.ts';
import {pageOf} from '../ui/page/page.ts';
import type {Report} from '../ui/page/reports.ts';

export type ReportedRehearsal = {
	readonly outcome: Pick<Outcome, 'tasks' | 'rehearsalTimeline' | 'logs'>;
	readonly metrics: readonly Metric[];
	readonly executions: readonly Execution[];
	/** Why tasks failed, by their title. */
	readonly causes: ReadonlyMap<string, string>;
	/** Nodes of the pipeline. */
	readonly nodes: readonly string[];
	readonly project: string;
	readonly pipeline: string;
	readonly environment: string;
	readonly inContainers: boolean;
	readonly begun: Date;
	readonly ended: Date;
};

/** Lines of a failed task's log. */
const mostLines = 300;

/** Writes the page to its path, or beside the logs; the path. */
export async function writeReport(rehearsal: ReportedRehearsal, wanted: string | undefined): Promise<string> {
	const path = wanted ?? join(rehearsal.outcome.logs ?? '', 'report.html');
	await writeOutput(path, await reportOf(rehearsal));
	return path;
}

async function reportOf(rehearsal: ReportedRehearsal): Promise<string> {
	const {outcome, metrics, project, pipeline, environment, begun, ended, inContainers} = rehearsal;
	const {tasks: outcomes = [], logs, rehearsalTimeline: timeline} = outcome;
	const tasks = await Promise.all(outcomes.map(async task => shownTask(task, rehearsal)));
	const has = (state: TaskOutcome['state']): boolean => outcomes.some(task => task.state === state);
	const tone = has('failed') ? 'failed' : has('cancelled') ? 'cancelled' : 'succeeded';
	// A report is data of the project, and stays as it is.
	const reports = (await Promise.all(outcomes.map(reportsOf))).flat();
	const told = redactAll({
		title: `Rehearsal of ${project}`,
		facts: [
			{label: 'Started', value: localTime(begun)},
			{label: 'Took', value: duration(ended.getTime() - begun.getTime())},
			{label: 'Pipeline', value: pipeline},
			{label: 'Environment', value: environment},
			{
				label: 'Tasks',
				value: `${count(outcomes.length, 'task')}, ${inContainers ? 'in containers' : 'as local processes'}`,
			},
			...(logs === undefined ? [] : [{label: 'Logs', value: tidyPath(logs, join(logs, 'report.html'))}]),
		],
		tasks,
		metrics: [...metrics],
	});
	return pageOf({...told, state: tone, tone, ...defined({timeline}), reports});
}

async function shownTask(task: TaskOutcome, {executions, nodes, causes}: ReportedRehearsal): Promise<RunTask> {
	const execution = executions.find(one => one.task === task.task);
	const isFailed = task.state === 'failed';
	const text = isFailed ? await readText(task.log ?? '').catch(() => undefined) : undefined;
	const lines = text === undefined ? undefined : linesOf(text).slice(-mostLines);
	return {
		...task,
		nodes: execution === undefined ? [] : [...selectedNodes(execution.command, nodes)],
		dependsOn: [...(execution?.dependsOn ?? [])],
		...defined({message: isFailed ? causes.get(task.title) : undefined, lines}),
	};
}

/** What a task wrote for people. */
async function reportsOf({title, artifacts = []}: TaskOutcome): Promise<readonly Report[]> {
	const read = artifacts.map(async ({kind, dataset, file}): Promise<readonly Report[]> => {
		if (kind === 'metrics' || file === undefined) return [];
		const report = {task: title, dataset};
		try {
			const text = await readText(file);
			return text === undefined ? [] : [{...report, kind, text}];
		} catch (error) {
			return [{...report, kind: 'markdown', text: asWizardError(error).message}];
		}
	});
	return (await Promise.all(read)).flat();
}
