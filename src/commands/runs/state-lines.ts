// The lines while a run is terminated or restarted: one for each state, and one every few seconds.
import type {Run} from '../../kfp/schemas.ts';
import type {StepId} from '../../schema/event.ts';
import {duration} from '../../system/text.ts';
import type {Ui} from '../../ui/ui.ts';

/** Milliseconds between two lines about the same state. */
const every = 5000;

/** `doing` stands in front of the name: `terminating`. */
export function stateLines(ui: Ui, step: StepId, doing: string): (run: Run, state: string, waited: number) => void {
	let last: {readonly about: string; readonly at: number} | undefined;
	return ({run_id, display_name}, state, waited) => {
		const about = `${run_id} ${state}`;
		if (last?.about === about && waited - last.at < every) return;
		last = {about, at: waited};
		const detail = `${doing} ${display_name}: ${state}, ${duration(waited)}`;
		ui.emit({event: 'step', step, state: 'active', detail});
	};
}
