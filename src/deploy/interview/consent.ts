// The consent: the plan in full, with what can still be done before it: change a row, rehearse first, save the answers.
import {looksLikeProduction} from '../../kubernetes/kubeconfig.ts';
import {WizardError} from '../../system/errors.ts';
import {count} from '../../system/text.ts';
import type {PlanAction, Ui} from '../../ui/ui.ts';
import {isOn} from '../../options/options.ts';
import type {Chosen} from '../choose.ts';
import {Again, type Talk} from './interview.ts';
import {planEdits} from './plan-edits.ts';
import {saveAnswers, unsavedAnswers} from './save-options.ts';

/**
 * Ends when the plan is agreed to.
 * @throws WizardError `declined`; `Again` with what is changed.
 */
export async function agree(chosen: Chosen, {ui}: Pick<Talk, 'ui'>): Promise<void> {
	const edits = ui.interactive ? await planEdits(chosen, ui) : undefined;
	const answer = await ui.ask({
		kind: 'plan',
		name: 'plan',
		message: 'Go ahead?',
		flag: '--yes',
		plan: chosen.plan,
		...(edits === undefined ? {} : {edits: edits.questions, actions: await actions(chosen)}),
	});
	switch (answer.do) {
		case 'go':
			await confirmProduction(chosen, ui);
			return;
		case 'cancel':
			throw new WizardError('declined', 'Declined: nothing was deployed', {code: 'DECLINED'});
		case 'rehearse':
			throw new Again({answers: {rehearse: true}});
		case 'change':
			throw new Again({answers: edits?.changes(answer.name, answer.value) ?? {}});
		case 'save':
			await saveAnswers(chosen, ui);
			throw new Again();
	}
}

async function actions(chosen: Chosen): Promise<readonly PlanAction[]> {
	const {given, selection} = chosen;
	const tasks = selection.graph.tasks.length;
	const what = tasks === 1 ? 'its task' : `these ${count(tasks, 'task')}`;
	const rehearse: PlanAction = {
		do: 'rehearse',
		label: 'Rehearse first',
		hint: `runs ${what} here before anything is pushed`,
	};
	const unsaved = await unsavedAnswers(chosen).catch(() => undefined);
	return [
		...(isOn(given, 'rehearse') ? [] : [rehearse]),
		...(unsaved === undefined ? [] : [{do: 'save', label: `Save answers to ${unsaved.file}`} as const]),
	];
}

/** A cluster that looks like production and that nobody has named is named by hand. */
async function confirmProduction({remote}: Chosen, ui: Ui): Promise<void> {
	const context = remote?.context;
	if (!ui.interactive || context === undefined || !looksLikeProduction(context.value)) return;
	if (context.source !== 'asked' && !context.source.startsWith('detected')) return;
	await ui.ask({
		kind: 'text',
		name: 'production',
		message: `${context.value} looks like production. Type its name to go on:`,
		flag: '--context NAME',
		validate: text => (text === context.value ? undefined : `That is not ${context.value}`),
	});
}
