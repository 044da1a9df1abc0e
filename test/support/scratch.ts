// Temporary folders, and the error that a promise ends with.
import {mkdtemp} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {WizardError} from '../../src/system/errors.ts';

/** A folder that is removed with the temporary folder of the whole run. */
export const scratch = (): Promise<string> => mkdtemp(join(tmpdir(), 'kfp-wizard-test-'));

/** The WizardError that a promise ends with. */
export async function failure(work: Promise<unknown>): Promise<WizardError> {
	const error: unknown = await work.then(
		() => undefined,
		(thrown: unknown) => thrown,
	);
	if (error instanceof WizardError) return error;
	throw error ?? new Error('It did not fail');
}
