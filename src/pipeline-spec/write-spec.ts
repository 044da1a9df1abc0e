// Writes the spec where the user wants it, over nothing but an earlier spec of ours.
import {createHash} from 'node:crypto';
import {lstat} from 'node:fs/promises';
import {WizardError} from '../system/errors.ts';
import {readText, tidyPath, writeAtomic} from '../system/files.ts';
import {isOurs} from './spec-header.ts';
import {readSpec} from './read-spec.ts';

/** The first 12 hex digits of the text's SHA-256: the name of the pipeline version. */
export function specHash(text: string): string {
	return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

/** Writes atomically, over what `refuseNotOurs` lets pass. `unchanged` when the file has just these bytes. */
export async function writeSpec(path: string, text: string): Promise<'created' | 'updated' | 'unchanged'> {
	const old = await refuseNotOurs(path);
	if (old === text) return 'unchanged';
	await writeAtomic(path, text);
	return old === undefined ? 'created' : 'updated';
}

/**
 * The text of the spec that is there, `undefined` where there is none. Throws a `usage` error with code `NOT_OUR_FILE`
 * for a link, a folder and a file that kfp-wizard did not write.
 */
export async function refuseNotOurs(path: string): Promise<string | undefined> {
	const info = await lstat(path).catch(() => undefined);
	if (info !== undefined && !info.isFile()) {
		throw notOurs(path, info.isSymbolicLink() ? 'is a link' : info.isDirectory() ? 'is a folder' : 'is not a file');
	}
	const old = await readText(path);
	if (old !== undefined && !isOurs(old) && !readsAsOurs(old)) throw notOurs(path, 'was not written by kfp-wizard');
	return old;
}

/** A spec of ours that lost its header, for instance to a formatter. */
function readsAsOurs(text: string): boolean {
	try {
		readSpec(text);
	} catch {
		return false;
	}
	return /\bkfp-wizard-\d/.test(text);
}

function notOurs(path: string, reason: string): WizardError {
	return new WizardError('usage', `${tidyPath(path)} ${reason}, so it is not overwritten`, {
		code: 'NOT_OUR_FILE',
		next: [{command: 'kfp-wizard compile -o PATH', when: 'to write the spec somewhere else'}],
	});
}
