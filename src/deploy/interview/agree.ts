// The consent to the plan of a command: the plan is shown, and nothing is changed before the user agrees.
import type {Sourced} from '../../options/options.ts';
import type {Plan} from '../../schema/plan.ts';
import {defined} from '../../system/defined.ts';
import {WizardError} from '../../system/errors.ts';
import type {Ui} from '../../ui/ui.ts';
import {confirmProduction} from './confirm-production.ts';
import {Rerun} from './rerun.ts';
import type {PlanEdits} from './plan-edits.ts';

export type Consent = {
	readonly message: string;
	/** What the error says where the user declines. */
	readonly declined: string;
	/** With `--dry-run` the plan is shown, and nothing is asked. */
	readonly dryRun: boolean;
	/** Of the cluster that is changed: its name is typed where it looks like production. */
	readonly context: Sourced | undefined;
	/** The rows that can be changed on the plan. */
	readonly edits?: PlanEdits;
};

/**
 * True once the user agrees; false for a dry run.
 * @throws WizardError `declined`; `Rerun` with a value that was changed on the plan.
 */
export async function agreeTo(
	plan: Plan,
	{message, declined, dryRun, context, edits}: Consent,
	ui: Ui,
): Promise<boolean> {
	ui.emit({event: 'plan', ...plan, dryRun});
	if (dryRun) return false;
	const answer = await ui.ask({
		kind: 'plan',
		name: 'plan',
		message,
		flag: '--yes',
		plan,
		...defined({edits: edits?.questions}),
	});
	if (answer.do === 'go') {
		await confirmProduction(context, ui);
		return true;
	}
	if (answer.do === 'change' && edits !== undefined) throw new Rerun(edits.changes(answer.name, answer.value));
	throw new WizardError('declined', declined, {code: 'DECLINED'});
}
