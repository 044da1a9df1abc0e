// `kfp-wizard status [RUN]`: a run with its tasks, as text, as one JSON document, or as a page of HTML.
import {changedMetrics} from '../../follow/changed-metrics.ts';
import {type FollowedRun, goodTime, readRun, type RunReport} from '../../follow/read-run.ts';
import {timelineOfEnded} from '../../follow/run-end.ts';
import {predictedSeconds} from '../../kfp/description-markers.ts';
import {runBefore} from '../../kfp/project-runs.ts';
import {refuseInvalidOptions} from '../../options/conflicts.ts';
import {isOn} from '../../options/options.ts';
import type {RunStatus} from '../../schema/run-status.ts';
import {defined} from '../../system/defined.ts';
import {tidyPath} from '../../system/files.ts';
import {outputPath, refuseUnwritable, writeOutput} from '../../system/output-file.ts';
import {redact, redactAll} from '../../system/secrecy/redact.ts';
import type {Context} from '../../ui/context.ts';
import {printedTask} from '../../ui/with-printed-commands.ts';
import type {Invocation} from '../command.ts';
import {printJson} from '../print-json.ts';
import {openRun} from '../runs/followed-run.ts';
import {statusText} from './text.ts';

export async function status({options, args: [wanted = 'latest']}: Invocation, context: Context): Promise<number> {
	await refuseInvalidOptions(options);
	const {cwd} = context;
	const page = options.html && outputPath(options.html.value, cwd);
	if (page !== undefined)
		await refuseUnwritable(page, cwd, '--html', [{command: '--html FILE', when: 'to write it elsewhere'}]);
	const followed = await openRun(wanted, options, context);
	if (isOn(options.open)) await followed.openPage?.(followed.run.run_id);
	const report = await readRun(followed);
	const before = await runBefore(followed.client, followed.run).catch(() => undefined);
	const metrics = report.view.outcome === undefined ? [] : await changedMetrics(followed, before);
	const document = printedStatus(
		{
			...statusOf(followed, report, goodTime(before), followed.client.serverTime(context.now())),
			...(metrics.length === 0 ? {} : {metrics: [...metrics]}),
		},
		context,
	);
	if (page !== undefined) {
		// It brings the Markdown parser.
		const {runPage} = await import('../../follow/run-page.ts');
		await writeOutput(page, runPage(redactAll(document)));
		context.ui.emit({event: 'note', level: 'info', step: 'follow', message: `Wrote ${tidyPath(page)}`});
	}
	if (isOn(options.json)) printJson(document, context);
	else context.stdout.write(redact(statusText(document, options, context)));
	return 0;
}

function statusOf(
	{run, pageOf}: FollowedRun,
	{view, tasks, problem}: RunReport,
	good: number | undefined,
	now: Date,
): RunStatus {
	const {id, name, state, outcome, created, ended} = view;
	const seconds = created === undefined ? undefined : Math.max(0, ((ended ?? now.getTime()) - created) / 1000);
	return {
		ok: true,
		exitCode: 0,
		id,
		name,
		url: pageOf(run.run_id),
		state,
		...defined({
			outcome,
			created: isoTime(created),
			ended: isoTime(ended),
			seconds: seconds === undefined ? undefined : Math.round(seconds * 10) / 10,
			predicted: predictedSeconds(run.description),
			lastGood: good === undefined ? undefined : good / 1000,
			cause: problem?.cause,
			message: problem?.message,
			fix: problem === undefined ? undefined : [...problem.fix],
		}),
		...defined({timeline: timelineOfEnded(view)}),
		tasks: [...tasks],
	};
}

const printedStatus = (status: RunStatus, {commands}: Context): RunStatus => ({
	...status,
	...defined({fix: status.fix?.map(commands.text)}),
	tasks: status.tasks.map(task => printedTask(task, commands)),
});

const isoTime = (time: number | undefined): string | undefined =>
	time === undefined ? undefined : new Date(time).toISOString();
