// Reports the findings; errors stop the deploy here, before anything is changed.
import type {ImageSource} from '../../../image/source.ts';
import type {Options} from '../../../options/options.ts';
import type {Finding} from '../../../schema/finding.ts';
import {WizardError} from '../../../system/errors.ts';
import {count} from '../../../system/text.ts';
import type {Ui} from '../../../ui/ui.ts';
import {type Selection, selectionFlags} from '../../selection.ts';
import {checkSelection} from './run.ts';

/** The command that would fix some of these; `undefined` where only a person can. */
export type FixCommand = (errors: readonly Finding[]) => Promise<{readonly command: string} | undefined>;

/** @throws WizardError `project` when there are errors. */
export async function reportChecks(
	{
		selection,
		source,
		options,
	}: {
		readonly selection: Selection;
		readonly source: ImageSource | undefined;
		readonly options: Options;
	},
	ui: Ui,
	fixCommand: FixCommand,
): Promise<void> {
	ui.emit({event: 'step', step: 'checks', state: 'active'});
	const {findings, passed, errors} = checkSelection(selection, source, options);
	ui.emit({event: 'findings', findings: [...findings], passed});
	if (errors === 0) {
		const warnings = findings.filter(({severity}) => severity === 'warning').length;
		const detail = `${count(warnings, 'warning')}, ${count(passed, 'check')} passed`;
		ui.emit({event: 'step', step: 'checks', state: 'done', detail});
		return;
	}
	ui.emit({event: 'step', step: 'checks', state: 'failed', detail: count(errors, 'error')});
	const found = findings.filter(({severity}) => severity === 'error');
	const fix = await fixCommand(found);
	throw new WizardError('project', `The project is not ready: ${count(errors, 'error')}`, {
		code: 'NOT_READY',
		next: [
			...(fix === undefined ? [] : [{command: fix.command, when: 'to fix what kfp-wizard can fix'}]),
			{command: `kfp-wizard check${selectionFlags(selection, options)}`, when: 'after you fixed them'},
			{command: `--ignore ${found[0]?.rule ?? 'RULE'}`, when: 'to ignore findings of this rule'},
		],
	});
}
