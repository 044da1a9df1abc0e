// The story of the program: choose, then show, then do. Questions change nothing; changes ask nothing.
import type {Outcome} from '../schema.ts';
import {WizardError} from '../system/errors.ts';
import type {Story, Ui} from '../ui/ui.ts';
import {againCommand} from './again.ts';
import {type Given, isOn} from './answers.ts';
import {apply} from './apply.ts';
import {choose} from './choose.ts';
import {refuseBadValues, refuseContradictions, refuseMissing} from './missing.ts';

const story = (rehearsal: boolean): Story => ({
	title: 'kfp-wizard',
	steps: [
		{id: 'project', title: 'Project'},
		{id: 'pipeline', title: 'Pipeline'},
		{id: 'checks', title: 'Checks'},
		...(rehearsal ? [{id: 'rehearsal', title: 'Rehearsal'} as const] : []),
		{id: 'image', title: 'Image'},
		{id: 'secret', title: 'Secret'},
		{id: 'spec', title: 'Spec'},
		{id: 'upload', title: 'Upload'},
		{id: 'run', title: 'Run'},
	],
});

/**
 * The deploy, from the project to the run. A dry run ends with the plan.
 * @throws WizardError with what was already changed, and the next command.
 */
export async function deploy(given: Given, ui: Ui, version: string): Promise<Outcome> {
	refuseContradictions(given, ui.interactive);
	await refuseBadValues(given);
	refuseMissing(given, ui);
	// Where a person is asked, the rehearsal is one of the questions.
	ui.begin(story(ui.interactive || isOn(given, 'rehearse')));
	const chosen = await choose(given, ui, version);
	const {plan} = chosen;
	const again = againCommand(plan.values);
	const dryRun = isOn(given, 'dry_run');
	ui.emit({event: 'plan', ...plan, dryRun});
	if (dryRun) return {again};
	const agreed = await ui.ask({kind: 'plan', name: 'plan', message: 'Go ahead?', flag: '--yes', plan});
	if (agreed.do !== 'go') throw new WizardError('declined', 'Declined: nothing was changed', {code: 'DECLINED'});
	return {...(await apply(chosen, given, again, ui)), again};
}
