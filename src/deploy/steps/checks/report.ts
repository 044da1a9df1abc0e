// Reports the findings; errors stop the deploy here, before anything is changed.
import {WizardError} from '../../../system/errors.ts';
import {count} from '../../../system/text.ts';
import type {Ui} from '../../../ui/ui.ts';
import {selectionFlags} from '../../selection.ts';
import {lookForFixes} from './fix.ts';
import type {CheckedSelection} from './run.ts';

/** @throws WizardError `project` when there are errors. */
export async function reportChecks(selected: CheckedSelection, ui: Ui): Promise<void> {
	const {selection, options, result} = selected;
	ui.emit({event: 'step', step: 'checks', state: 'active'});
	const {findings, passed, errors} = result;
	const found = findings.filter(({severity}) => severity === 'error');
	const {findings: explained, offer} = await lookForFixes(selected, found);
	const shown = findings.map(finding => explained[found.indexOf(finding)] ?? finding);
	ui.emit({event: 'findings', findings: shown, passed});
	if (errors === 0) {
		const warnings = findings.filter(({severity}) => severity === 'warning').length;
		const detail = `${count(warnings, 'warning')}, ${count(passed, 'check')} passed`;
		ui.emit({event: 'step', step: 'checks', state: 'done', detail});
		return;
	}
	ui.emit({event: 'step', step: 'checks', state: 'failed', detail: count(errors, 'error')});
	throw new WizardError('project', `The project is not ready: ${count(errors, 'error')}`, {
		code: 'NOT_READY',
		next: [
			...(offer === undefined ? [] : [{command: offer.command, when: 'to fix what kfp-wizard can fix'}]),
			{command: `kfp-wizard check${selectionFlags(selection, options)}`, when: 'after you fixed them'},
			{command: `--ignore ${found[0]?.rule ?? 'RULE'}`, when: 'to ignore findings of this rule'},
		],
	});
}
