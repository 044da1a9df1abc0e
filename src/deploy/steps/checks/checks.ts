// Step 3: the checks. Fixes are made by `--fix` or by the user, until no error is left.
import {isOn, type Options} from '../../../options/options.ts';
import {quiet} from '../../../ui/quiet.ts';
import type {Ui} from '../../../ui/ui.ts';
import type {Interview} from '../../interview/interview.ts';
import type {Selected} from '../../selection.ts';
import {askAboutFindings} from './ask.ts';
import {fixAll} from './fix.ts';
import {reportCommand} from './fix-now.ts';
import {reportChecks} from './report.ts';
import {type CheckedSelection, type CheckResult, checkSelected} from './run.ts';

/**
 * @param select reads the project and what is selected of it, from what was read before where there is something
 * @throws WizardError `project` where errors are left and the UI is not interactive; `Rerun` after a change.
 */
export async function passChecks(
	select: (ui: Ui) => Promise<Selected>,
	options: Options,
	interview: Interview,
): Promise<CheckedSelection> {
	const {ui, readings} = interview;
	const selectAgain = (asking: Ui): Promise<Selected> => {
		readings.drop();
		return select(asking);
	};
	// Reading again says nothing new: the interview shows what has changed when it comes here once more.
	if (ui.interactive) return withFindings(await select(ui), () => selectAgain(quiet(ui)), interview);
	// A dry run writes nothing.
	if (!isOn(options.fix) || isOn(options.dryRun)) return passed(checkSelected(await select(ui)), ui);
	const {commands, ...fixed} = await fixAll(() => selectAgain(ui), interview);
	for (const command of commands) reportCommand(command, ui);
	return passed(fixed, ui);
}

async function passed(checked: CheckedSelection, ui: Ui): Promise<CheckedSelection> {
	await reportChecks(checked, ui);
	return checked;
}

async function withFindings(
	selected: Selected,
	selectAgain: () => Promise<Selected>,
	{ui, env, now, platform, readings}: Interview,
): Promise<CheckedSelection> {
	const checked = checkSelected(selected);
	const {result} = checked;
	if (!needsAttention(result)) return passed(checked, ui);
	ui.emit({event: 'step', step: 'checks', state: 'active'});
	const left = await askAboutFindings(selected, result, {ui, env, now, platform, readings, selectAgain});
	return passed(left === selected ? checked : checkSelected(left), ui);
}

const needsAttention = ({findings}: CheckResult): boolean => findings.some(({severity}) => severity !== 'info');
