// The error that a piece of work ends with.
import {WizardError} from '../../src/system/errors.ts';

/** The WizardError that a promise rejects with. Fails for any other outcome, which it shows. */
export async function errorOf(work: Promise<unknown>): Promise<WizardError> {
	const outcome = await work.catch((error: unknown) => error);
	if (outcome instanceof WizardError) return outcome;
	throw new Error(`expected a WizardError, got ${JSON.stringify(outcome) ?? String(outcome)}`, {cause: outcome});
}
