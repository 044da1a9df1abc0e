// Writes the spec to a file; only overwrites a spec that kfp-wizard wrote.
import {lstat} from 'node:fs/promises';
import {dirname} from 'node:path';
import {sha256} from '../system/digest.ts';
import {type NextCommand, WizardError} from '../system/errors.ts';
import {readText, shellPath, tidyPath, writeAtomic} from '../system/files.ts';
import {whyUnwritable} from '../system/output-file.ts';
import {hasHeader} from './spec-header.ts';

/** The first 12 hex digits of the text's SHA-256: the name of the pipeline version. */
export function specHash(text: string): string {
	return sha256(text, 12);
}

const anotherFile: NextCommand = {command: '--spec PATH', when: 'to write the spec to another file'};

/** Writes atomically, unless `refuseForeignFile` refuses the file. `unchanged` when the file already has these bytes. */
export async function writeSpec(path: string, text: string): Promise<'created' | 'updated' | 'unchanged'> {
	const old = await refuseForeignFile(path);
	if (old === text) return 'unchanged';
	await writeAtomic(path, text);
	return old === undefined ? 'created' : 'updated';
}

/** @throws WizardError `usage` where no file can be written there, so that nothing is built for a spec that is lost. */
export async function refuseUnwritable(path: string): Promise<void> {
	const reason = await whyUnwritable(path);
	if (reason === undefined) return;
	const folder = dirname(path);
	const isMissing = await lstat(folder).then(
		() => false,
		({code}: NodeJS.ErrnoException) => code === 'ENOENT',
	);
	throw new WizardError('usage', `The spec cannot be written to ${tidyPath(path)}: ${reason}`, {
		code: 'SPEC_UNWRITABLE',
		next: [
			...(isMissing ? [{command: `mkdir -p ${shellPath(folder)}`, when: 'to create the folder'}] : []),
			anotherFile,
		],
	});
}

/**
 * The text of the existing spec, `undefined` where there is none.
 * @throws WizardError `usage` with code `NOT_OUR_FILE` for a link, a folder and a file that kfp-wizard did not write.
 */
export async function refuseForeignFile(path: string): Promise<string | undefined> {
	const info = await lstat(path).catch(() => undefined);
	if (info !== undefined && !info.isFile()) {
		throw foreignFile(path, info.isSymbolicLink() ? 'is a link' : info.isDirectory() ? 'is a folder' : 'is not a file');
	}
	const old = await readText(path);
	if (old !== undefined && !hasHeader(old) && !(await isSpecOfKfpWizard(old)))
		throw foreignFile(path, 'was not written by kfp-wizard');
	return old;
}

/** A spec of kfp-wizard without its header, which a formatter may remove. */
async function isSpecOfKfpWizard(text: string): Promise<boolean> {
	const {readSpec} = await import('./read-spec.ts');
	try {
		readSpec(text);
	} catch {
		return false;
	}
	return /\bkfp-wizard-\d/.test(text);
}

function foreignFile(path: string, reason: string): WizardError {
	return new WizardError('usage', `${tidyPath(path)} ${reason}, so it is not overwritten`, {
		code: 'NOT_OUR_FILE',
		next: [anotherFile],
	});
}
