// A file that an option names for the output of a command. It may also be a link, or a device such as `/dev/stderr`.
import {randomBytes} from 'node:crypto';
import {constants} from 'node:fs';
import {access, mkdir, open, realpath, rm, stat, writeFile} from 'node:fs/promises';
import {homedir} from 'node:os';
import {dirname, join, resolve} from 'node:path';
import {isFolder, reasonOf, writeAtomic} from './files.ts';

/** The absolute path of a file as the user names it. A shell does not replace the `~` of `junit=~/report.xml`. */
export const outputPath = (file: string, cwd: string): string =>
	file.startsWith('~/') ? join(homedir(), file.slice(2)) : resolve(cwd, file);

/**
 * Why the file cannot be written, `undefined` where it can. Its folder is made, and a file is tried there: permissions say
 * nothing about a file system that is read-only.
 */
export async function whyOutputFails(path: string): Promise<string | undefined> {
	try {
		if (await isFolder(path)) return 'it is a folder';
		if (await isDevice(path)) await access(path, constants.W_OK);
		else await tryBeside(path);
		return undefined;
	} catch (error) {
		return reasonOf(error as NodeJS.ErrnoException);
	}
}

/** Writes the file as a whole or not at all; of a link, the file that it leads to. */
export async function writeOutput(path: string, text: string): Promise<void> {
	if (await isDevice(path)) await writeFile(path, text);
	else await writeAtomic(await realpath(path).catch(() => path), text);
}

async function tryBeside(path: string): Promise<void> {
	await mkdir(dirname(path), {recursive: true});
	const trial = `${path}.${randomBytes(6).toString('hex')}.tmp`;
	await (await open(trial, 'wx')).close();
	await rm(trial);
}

/** A device or a pipe is written to, and never replaced by a file. */
async function isDevice(path: string): Promise<boolean> {
	const info = await stat(path).catch(() => undefined);
	return info !== undefined && !info.isFile() && !info.isDirectory();
}
