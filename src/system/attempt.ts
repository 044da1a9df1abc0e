// Work whose refusal is an answer too.
import {WizardError} from './errors.ts';

/** What the work returns; `undefined` where it throws a WizardError. */
export function attempt<T>(work: () => T): T | undefined {
	try {
		return work();
	} catch (error) {
		if (error instanceof WizardError) return undefined;
		throw error;
	}
}
