// The project made ready: what the checks find is mended, by `--fix` or by the user, until no error is left.
import type {CheckResult} from './checks.ts';
import {check, passChecks} from './checks.ts';
import type {Ui} from '../../../ui/ui.ts';
import {isOn} from '../../../options/options.ts';
import type {Talk} from '../../interview/interview.ts';
import {askAboutFindings, sayCommand} from './ask.ts';
import {offerOfFixes, type Looked, mend} from './fix.ts';

/**
 * @param look reads the project and all that is selected of it, from what was read already where there is something
 * @throws WizardError `project` where errors are left and nobody is asked; `Again` after a change.
 */
export async function makeReady(look: () => Promise<Looked>, {ui, given, readings}: Talk): Promise<Looked> {
	if (ui.interactive) return withFindings(await look(), ui);
	// A dry run writes nothing.
	if (!isOn(given, 'fix') || isOn(given, 'dry_run')) return passed(await look(), ui);
	const lookAgain = (): Promise<Looked> => {
		readings.drop();
		return look();
	};
	const {commands, ...looked} = await mend(lookAgain, ui);
	for (const command of commands) sayCommand(command, ui);
	return passed(looked, ui);
}

async function passed(looked: Looked, ui: Ui): Promise<Looked> {
	await passChecks(looked.selection, looked.source, looked.given, ui, errors => offerOfFixes(looked, errors));
	return looked;
}

async function withFindings(looked: Looked, ui: Ui): Promise<Looked> {
	const result = check(looked.selection, looked.source, looked.given);
	if (!hasTroubles(result)) return passed(looked, ui);
	ui.emit({event: 'step', step: 'checks', state: 'active'});
	return passed(await askAboutFindings(looked, result, ui), ui);
}

const hasTroubles = ({findings}: CheckResult): boolean => findings.some(({severity}) => severity !== 'info');
