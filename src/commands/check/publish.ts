// Gives the findings of a check to other programs: report files, GitHub Actions.
import {findProject} from '../../kedro/find-project.ts';
import {isOn, type Options} from '../../options/options.ts';
import type {WizardError} from '../../system/errors.ts';
import type {Context} from '../../ui/context.ts';
import {informGitHub} from './github.ts';
import {type Found, reportOf} from './report/report.ts';
import {isOnStdout, type WantedReport, writeReports} from './report/reports.ts';

export async function publish(
	found: Found,
	reports: readonly WantedReport[],
	flags: Options,
	context: Context,
): Promise<void> {
	const report = await reportOf(found, context.env);
	const isTaken = isOn(flags.json) || reports.some(isOnStdout);
	await informGitHub(report, context, isTaken ? context.stderr : context.stdout);
	await writeReports(reports, report, context.stdout);
}

/** What keeps the project from being checked is an error in every report: without it a job would look as if nothing was found. */
export async function publishFailure(
	error: WizardError,
	reports: readonly WantedReport[],
	flags: Options,
	context: Context,
): Promise<void> {
	if (error.kind === 'usage' || error.kind === 'cancelled') return;
	const root = await findProject(flags.project?.value, context.cwd).catch(() => context.cwd);
	const message = [error.message, ...(error.detail === undefined ? [] : [error.detail])].join('\n');
	const findings = [{rule: `error/${error.code}`, severity: 'error' as const, message}];
	const about = 'not checked';
	await publish({root, about, findings, passed: 0, isChecked: false, ignored: []}, reports, flags, context);
}
