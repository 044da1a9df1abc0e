// Following in the rich UI mode: keys that detach, show a log, terminate, retry and open the page of the run.
import type {Outcome} from '../schema/outcome.ts';
import type {Ui} from '../ui/ui.ts';
import {type FollowedRun, followRun, type FollowOptions} from './follow.ts';

export type FollowInUi = Pick<FollowOptions, 'limit' | 'clock'> & {
	/** False where the exit code must be that of the run. */
	readonly canDetach: boolean;
};

/** @throws WizardError as of `followRun`. */
export async function followInUi(followed: FollowedRun, ui: Ui, options: FollowInUi): Promise<Outcome> {
	return followRun(followed, ui, options);
}
