// Temporary folders that are removed after the test file, and the error that a promise ends with.
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll} from 'vitest';
import {WizardError} from '../../src/system/errors.ts';

const folders: string[] = [];
afterAll(() => Promise.all(folders.map(folder => rm(folder, {recursive: true, force: true}))));

/** A folder that is removed after the test file. */
export async function scratch(): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), 'kfp-wizard-test-'));
	folders.push(folder);
	return folder;
}

/** The WizardError that a promise ends with. */
export async function failure(work: Promise<unknown>): Promise<WizardError> {
	const error: unknown = await work.then(
		() => undefined,
		(thrown: unknown) => thrown,
	);
	if (error instanceof WizardError) return error;
	throw error ?? new Error('It did not fail');
}
