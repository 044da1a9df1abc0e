// A Secret of that name that kfp-wizard did not create for this project: on a terminal it is a choice.
import type {Cluster} from '../../../kubernetes/kubectl.ts';
import {readLoss, readSecret} from '../../../kubernetes/secret/secret.ts';
import {isProjectSecret} from '../../../kubernetes/secret/state.ts';
import type {Sourced} from '../../../options/options.ts';
import {textQuestion} from '../../../options/questions.ts';
import type {Ui} from '../../../ui/ui.ts';

export type ForeignChoice =
	/** Written: under its own or another name, or taken over with what that deletes. */
	| {readonly way: 'write'; readonly secret: Sourced; readonly adopt?: {readonly deletes: readonly string[]}}
	| {readonly way: 'use'};

/** `keys`: the names of the keys that would be written. Asks until a name is free or the Secret is chosen. */
export async function chooseForeign(
	secret: Sourced,
	keys: readonly string[],
	project: string,
	cluster: Cluster,
	ui: Ui,
): Promise<ForeignChoice> {
	const state = await readSecret(cluster, secret.value);
	if (state.state !== 'present' || isProjectSecret(state, project)) return {way: 'write', secret};
	const deletes = await readLoss(cluster, secret.value, keys);
	const creator = state.createdByKfpWizard ? 'for another project' : 'by another tool';
	const way = await ui.ask({
		kind: 'select',
		name: 'secret-use',
		message: `The Secret ${secret.value} was created ${creator}. What should the tasks use?`,
		flag: '--existing-secret, --secret NAME or --adopt-secret',
		help: `Its keys: ${state.keys.join(', ') || 'none'}. Managed by ${state.managers.join(', ') || 'no known tool'}.`,
		choices: [
			{value: 'use', label: 'This Secret as it is', hint: 'nothing is written'},
			{value: 'name', label: 'A Secret with another name'},
			{
				value: 'adopt',
				label: 'Take it over',
				hint: `replaces ${keys.join(', ')}${deletes.length === 0 ? '' : `, deletes ${deletes.join(', ')}`}`,
			},
		],
		initial: 'use',
	});
	if (way === 'use') return {way};
	if (way === 'adopt') return {way: 'write', secret, adopt: {deletes}};
	const value = await ui.ask(textQuestion('secret', {initial: `${secret.value}-2`}));
	return chooseForeign({value, source: 'asked'}, keys, project, cluster, ui);
}
