// A change whose answer does not come, because the user leaves, may have been made: the error says so.
import {WizardError, withDetails} from './errors.ts';

/** `done`: such as `pushed ghcr.io/acme/demo:1`. @throws as `change`; one that is cancelled has it as perhaps changed. */
export async function orPerhaps<T>(change: Promise<T>, done: string): Promise<T> {
	return change.catch((error: unknown) => {
		if (!(error instanceof WizardError) || error.kind !== 'cancelled') throw error;
		throw withDetails(error, {changed: [...error.changed, `Perhaps ${done}`]});
	});
}
