// What a rehearsal leaves behind, however it ended: its metrics with their changes, and its report.
import type {Outcome} from '../schema/outcome.ts';
import {defined} from '../system/defined.ts';
import {asWizardError} from '../system/errors.ts';
import type {Ui} from '../ui/ui.ts';
import {rehearsedMetrics, type Subject} from './earlier-metrics.ts';
import {type FailedTask, type Rehearsed, RehearsalFailed} from './rehearse.ts';
import type {ReportedRehearsal} from './report.ts';

export type Finishing = Omit<ReportedRehearsal, 'outcome' | 'metrics' | 'causes' | 'ended'> & {
	readonly subject: Subject;
	/** Where the report is to be written; default: beside the logs. */
	readonly report: string | undefined;
	readonly now: () => Date;
	readonly ui: Pick<Ui, 'emit'>;
};

/**
 * Runs the rehearsal and adds these to its outcome, also to that of its failure.
 * @throws what the rehearsal throws; WizardError where a report that was asked for cannot be written.
 */
export async function finishing(rehearsal: () => Promise<Rehearsed>, options: Finishing): Promise<Rehearsed> {
	const {ui} = options;
	const warn = (error: unknown): object => {
		const message = `The report of the rehearsal was not written: ${asWizardError(error).message}`;
		ui.emit({event: 'note', level: 'warning', step: 'rehearsal', message});
		return {};
	};
	let rehearsed: Rehearsed;
	try {
		rehearsed = await rehearsal();
	} catch (thrown) {
		const error = asWizardError(thrown);
		const failed = thrown instanceof RehearsalFailed ? thrown.failed : [];
		// How the tasks ended counts, not the page about them.
		const left = await leftBy(error.outcome, failed, options).catch(warn);
		throw Object.assign(error, {outcome: {...error.outcome, ...left}});
	}
	const left = await leftBy(rehearsed.outcome, [], options).catch((error: unknown) => {
		if (options.report !== undefined) throw error;
		return warn(error);
	});
	return {...rehearsed, outcome: {...rehearsed.outcome, ...left}};
}

async function leftBy(
	outcome: Outcome,
	failed: readonly FailedTask[],
	{subject, report, now, ...about}: Finishing,
): Promise<Pick<Outcome, 'metrics' | 'report'>> {
	const {tasks, logs} = outcome;
	if (tasks === undefined || logs === undefined) return {};
	const metrics = await rehearsedMetrics(tasks, subject, logs);
	const causes = new Map(failed.map(({title, cause}) => [title, cause]));
	// It brings the Markdown parser, which a deploy without a rehearsal does not need.
	const {writeReport} = await import('./report.ts');
	const path = await writeReport({...about, outcome, metrics, causes, ended: now()}, report);
	return {report: path, ...defined({metrics: metrics.length === 0 ? undefined : [...metrics]})};
}
