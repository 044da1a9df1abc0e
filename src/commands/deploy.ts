// The story of the program: choose, then show, then do. Questions change nothing; changes ask nothing.
import type {Outcome} from '../schema/outcome.ts';
import type {Ui} from '../ui/ui.ts';
import {againCommand} from '../options/rerun-command.ts';
import {agree} from '../deploy/interview/consent.ts';
import {type Given, isOn} from '../options/options.ts';
import {apply} from '../deploy/apply.ts';
import {choose} from '../deploy/choose.ts';
import {converse} from '../deploy/interview/interview.ts';
import {refuseAtOnce} from '../options/conflicts.ts';
import {nextCommands} from '../deploy/next-commands.ts';
import {offerToSave} from '../deploy/interview/save-options.ts';
import {story} from '../deploy/story.ts';

/**
 * The deploy, from the project to the run. A dry run ends with the plan.
 * @throws WizardError with what was already changed, and the next command.
 */
export async function deploy(flags: Given, ui: Ui, version: string): Promise<Outcome> {
	await refuseAtOnce(flags, ui);
	ui.begin(story(flags));
	const chosen = await converse(ui, flags, async talk => {
		const ready = await choose(talk, version);
		if (!isOn(flags, 'dry_run')) await agree(ready, talk);
		return ready;
	});
	const again = againCommand(chosen.plan.values);
	if (isOn(flags, 'dry_run')) return {again};
	const outcome = {...(await apply(chosen, again, ui)), again, next: nextCommands(chosen)};
	await offerToSave(chosen, outcome, ui);
	return outcome;
}
