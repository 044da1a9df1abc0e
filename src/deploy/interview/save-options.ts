// Saving the answers: what was asked or given by flag goes to the environment's kfp.yml, its difference shown first.
import {applyFixes, previewFixes} from '../../fixes/apply-fixes.ts';
import type {Fix} from '../../fixes/fix.ts';
import type {FileDiff} from '../../schema/diff.ts';
import type {Outcome} from '../../schema/outcome.ts';
import {asWizardError, WizardError} from '../../system/errors.ts';
import type {Ui} from '../../ui/ui.ts';
import type {Chosen} from '../choose.ts';
import {answersFix} from '../../options/settings/save-answers.ts';

type Unsaved = {readonly file: string; readonly fix: Fix; readonly diff: readonly FileDiff[]};

/** What saving would write; `undefined` where the settings hold it all already, or cannot be written. */
export async function unsavedAnswers({selection, plan}: Chosen): Promise<Unsaved | undefined> {
	const {project, answers} = selection;
	const fix = await answersFix(project, answers.env.value, plan.values);
	const diff = await previewFixes(project.root, [fix]);
	const [first] = diff;
	return first === undefined ? undefined : {file: first.file, fix, diff};
}

/** Shows the difference, asks, and writes it where the user agrees. @throws `WentBack` from the question. */
export async function saveAnswers(chosen: Chosen, ui: Ui): Promise<void> {
	const unsaved = await unsavedAnswers(chosen);
	if (unsaved === undefined) return;
	const {file, fix, diff} = unsaved;
	const agreed = await ui.ask({
		kind: 'confirm',
		name: 'save',
		message: `Save these answers to ${file}?`,
		flag: '--yes',
		aside: true,
		help: 'The next deploy to this environment takes them from there.',
		initial: true,
		diff,
	});
	if (!agreed) return;
	const files = await applyFixes(chosen.selection.project.root, [fix]);
	ui.emit({event: 'written', step: 'spec', files: [...files]});
}

/**
 * After a guided deploy, once, where something was asked. What goes wrong here does not undo a deploy that went well.
 * @throws WizardError `cancelled` with the outcome.
 */
export async function offerToSave(chosen: Chosen, outcome: Outcome, ui: Ui): Promise<void> {
	if (!ui.interactive || !chosen.plan.values.some(({source}) => source === 'asked')) return;
	try {
		await saveAnswers(chosen, ui);
	} catch (thrown) {
		const error = asWizardError(thrown);
		if (error.kind === 'cancelled')
			throw new WizardError('cancelled', 'Stopped; the deploy itself is done', {code: error.code, outcome});
		ui.emit({event: 'note', level: 'warning', message: `The answers were not saved: ${error.message}`});
	}
}
