// One step's work, told as it goes: active, then done with what came of it, or failed.
import type {StepId} from '../schema/event.ts';
import {cancelled} from '../system/errors.ts';
import type {Ui} from '../ui/ui.ts';

/** What a step brings: its part of the outcome, and a line for the face. */
export type Done<T> = {readonly value: T; readonly detail: string};

/**
 * Runs the work of a step. `doing`: what it does, where that is known before.
 * @throws whatever the work throws; WizardError `cancelled` instead of beginning after Ctrl-C.
 */
export async function toldStep<T>(ui: Ui, step: StepId, work: () => Promise<Done<T>>, doing?: string): Promise<T> {
	try {
		if (ui.signal.aborted) throw cancelled();
		ui.emit({event: 'step', step, state: 'active', ...(doing === undefined ? {} : {detail: doing})});
		const {value, detail} = await work();
		ui.emit({event: 'step', step, state: 'done', detail});
		return value;
	} catch (thrown) {
		ui.emit({event: 'step', step, state: 'failed'});
		throw thrown;
	}
}
