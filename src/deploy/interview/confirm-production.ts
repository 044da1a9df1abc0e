// Before a change of a cluster that looks like production the user types the name of its context.
import {looksLikeProduction} from '../../kubernetes/kubeconfig.ts';
import {isDetected, type Sourced} from '../../options/options.ts';
import type {Ui} from '../../ui/ui.ts';

/** Asks, unless a flag, a variable or kfp.yml named the context; never where no question can be asked. */
export async function confirmProduction(context: Sourced | undefined, ui: Ui): Promise<void> {
	if (!ui.interactive || context === undefined || !looksLikeProduction(context.value)) return;
	if (context.source !== 'asked' && !isDetected(context.source)) return;
	await ui.ask({
		kind: 'text',
		name: 'production',
		message: `${context.value} looks like production. Type its name to continue:`,
		flag: '--context NAME',
		validate: text => (text === context.value ? undefined : `That is not ${context.value}`),
	});
}
