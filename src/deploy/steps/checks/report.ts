// Reports the findings; errors stop the deploy here, before anything is changed.
import {pathToAllow} from '../../../checks/rules/image/unwanted-file.ts';
import type {Finding} from '../../../schema/finding.ts';
import {type NextCommand, WizardError} from '../../../system/errors.ts';
import {count, quote} from '../../../system/text.ts';
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
			...wayPast(found),
		],
	});
}

/** Past the rule of the first error. A file that is not to be in an image is allowed by its name alone. */
function wayPast(errors: readonly Finding[]): readonly NextCommand[] {
	const [first] = errors;
	if (first === undefined) return [];
	if (pathToAllow(first) === undefined)
		return [{command: `--ignore ${first.rule}`, when: 'to ignore findings of this rule'}];
	const files = [...new Set(errors.flatMap(error => pathToAllow(error) ?? []))];
	const flags = files.map(file => `--allow-file ${quote(file)}`).join(' ');
	return [{command: flags, when: `if ${files.length === 1 ? 'the file is' : 'the files are'} harmless`}];
}
