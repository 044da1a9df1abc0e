// A file that an option names for the output of a command. It may also be a link, or a device such as `/dev/stderr`.
import {randomBytes} from 'node:crypto';
import {constants} from 'node:fs';
import {access, open, realpath, rm, stat, writeFile} from 'node:fs/promises';
import {homedir} from 'node:os';
import {dirname, join, resolve} from 'node:path';
import {type NextCommand, WizardError} from './errors.ts';
import {isFolder, makeFolder, reasonOf, tidyPath, writeAtomic} from './files.ts';

/** The absolute path of a file as the user names it. A shell does not replace the `~` of `junit=~/report.xml`. */
export const outputPath = (file: string, cwd: string): string =>
	file.startsWith('~/') ? join(homedir(), file.slice(2)) : resolve(cwd, file);

/** @throws WizardError `usage` naming the option where the file cannot be written, before work is done for what is lost. */
export async function refuseUnwritable(
	path: string,
	cwd: string,
	flag: string,
	next: readonly NextCommand[],
): Promise<void> {
	const reason = await whyUnwritable(path, {makesFolder: true});
	if (reason === undefined) return;
	throw new WizardError('usage', `${flag}: ${tidyPath(path, cwd)} cannot be written: ${reason}`, {
		code: 'BAD_VALUE',
		next,
	});
}

/**
 * Why the file cannot be written, `undefined` where it can. A file is tried there: permissions say nothing about a file
 * system that is read-only or full. Of a link, where it leads. `makesFolder`: its folder is made where there is none.
 */
export async function whyUnwritable(
	path: string,
	{makesFolder = false}: {readonly makesFolder?: boolean} = {},
): Promise<string | undefined> {
	const target = await targetOf(path);
	const folder = dirname(target);
	try {
		if (await isFolder(path)) return 'it is a folder';
		if (makesFolder) await makeFolder(folder);
		if (await isDevice(path)) await access(path, constants.W_OK);
		else await tryBeside(target);
		return undefined;
	} catch (error) {
		const {code = ''} = error as NodeJS.ErrnoException;
		if (code === 'ENOENT') return `there is no folder ${tidyPath(folder)}`;
		if (code === 'ENOTDIR' || code === 'EEXIST') return `${tidyPath(folder)} is not a folder`;
		return `${reasonOf(error as NodeJS.ErrnoException)} (${tidyPath(folder)})`;
	}
}

/** Writes the file as a whole or not at all; of a link, the file that it leads to. */
export async function writeOutput(path: string, text: string): Promise<void> {
	if (await isDevice(path)) await writeFile(path, text);
	else await writeAtomic(await targetOf(path), text);
}

/** Of a link, the file that it leads to. */
const targetOf = (path: string): Promise<string> => realpath(path).catch(() => path);

async function tryBeside(path: string): Promise<void> {
	const trial = `${path}.${randomBytes(6).toString('hex')}.tmp`;
	await (await open(trial, 'wx')).close();
	await rm(trial);
}

/** A device or a pipe is written to, and never replaced by a file. */
async function isDevice(path: string): Promise<boolean> {
	const info = await stat(path).catch(() => undefined);
	return info !== undefined && !info.isFile() && !info.isDirectory();
}
