// Files: reading with a size limit, writing that never leaves half a file.
import {randomBytes} from 'node:crypto';
import {constants} from 'node:fs';
import {access, lstat, mkdir, open, rename, rm, stat} from 'node:fs/promises';
import {homedir} from 'node:os';
import {basename, dirname, join, relative, sep} from 'node:path';
import {type NextCommand, spaceCommand, systemLimit, whatIsFull, WizardError} from './errors.ts';
import {quote} from './text.ts';

/** Reads a UTF-8 text file. `undefined` when it does not exist; an error when it is larger than `limit` bytes or not a file. */
export async function readText(path: string, limit = 16 * 1024 * 1024): Promise<string | undefined> {
	const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch((error: NodeJS.ErrnoException) => {
		if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
		throw fileError(path, error);
	});
	if (file === undefined) return undefined;
	try {
		const info = await file.stat();
		if (!info.isFile())
			throw new WizardError('usage', `${tidyPath(path)} is not a file`, {
				code: 'NOT_A_FILE',
				next: [lookAt(path)],
			});
		if (info.size > limit) {
			throw new WizardError('usage', `${tidyPath(path)} is larger than ${limit} bytes`, {
				code: 'FILE_TOO_LARGE',
				next: [lookAt(path)],
			});
		}
		return await file.readFile('utf8');
	} finally {
		await file.close();
	}
}

/**
 * Writes a file so that a reader sees the old bytes or the new ones, never a part: a temporary file in the same folder,
 * flushed, renamed over the old one. On any failure the old file is untouched and the temporary one is gone.
 */
export async function writeAtomic(path: string, content: string, mode = 0o644): Promise<void> {
	const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
	try {
		const file = await open(temporary, 'wx', mode);
		try {
			await file.writeFile(content);
			await file.sync();
		} finally {
			await file.close();
		}
		await rename(temporary, path);
	} catch (error) {
		await rm(temporary, {force: true});
		throw fileError(path, error as NodeJS.ErrnoException);
	}
	await syncFolder(dirname(path));
}

/** What the codes of the operating system mean to the user. */
const reasons: Readonly<Record<string, string>> = {
	EACCES: 'you have no permission',
	EPERM: 'you have no permission',
	EROFS: 'the file system is read-only',
	ENOENT: 'there is no such folder',
	ENOTDIR: 'a part of the path is a file',
	EEXIST: 'a file has that name',
	EISDIR: 'it is a folder',
	ELOOP: 'its links lead in a circle',
	ENAMETOOLONG: 'the name is too long',
};

export const reasonOf = (error: NodeJS.ErrnoException): string =>
	whatIsFull(error) ?? systemLimit(error.code)?.reason ?? reasons[error.code ?? ''] ?? error.message;

/** Makes the rename durable where the system supports it (not on Windows and some network file systems). */
async function syncFolder(path: string): Promise<void> {
	try {
		const folder = await open(path, constants.O_RDONLY);
		await folder.sync().finally(() => folder.close());
	} catch {
		// The content is written. Only a power cut at this moment could still lose the rename.
	}
}

/** Whether a path is a symbolic link to something that does not exist. */
export async function isLinkToNothing(path: string): Promise<boolean> {
	const entry = await lstat(path).catch(() => undefined);
	return entry?.isSymbolicLink() === true && !(await exists(path));
}

export async function exists(path: string): Promise<boolean> {
	return access(path).then(
		() => true,
		() => false,
	);
}

/**
 * Makes a folder and those above it. Node's own recursive `mkdir` tries without end where a file system says that there is
 * no such folder below one that exists, as with homes that are mounted when needed.
 */
export async function makeFolder(path: string, mode = 0o777): Promise<void> {
	if (await isFolder(path)) return;
	const above = dirname(path);
	if (above !== path) await makeFolder(above, mode);
	await mkdir(path, mode).catch((error: NodeJS.ErrnoException) => {
		if (error.code !== 'EEXIST') throw error;
	});
}

/** A folder in the user's home and those above it, for this user alone. */
export const makePrivateFolder = (path: string): Promise<void> => makeFolder(path, 0o700);

/** Writes a file for this user alone, and makes its folders. */
export async function writePrivate(path: string, text: string): Promise<void> {
	await makePrivateFolder(dirname(path));
	await writeAtomic(path, text, 0o600);
}

export async function isFolder(path: string): Promise<boolean> {
	return stat(path).then(
		info => info.isDirectory(),
		() => false,
	);
}

/** A path for messages: relative to `from` when it is below, else with `~` for the home folder; a file named so is `./~`. */
export function tidyPath(path: string, from = process.cwd()): string {
	const near = relative(from, path);
	if (near === '') return '.';
	if (!near.startsWith('..')) return near.startsWith('~') ? `./${near}` : near;
	const home = homedir();
	return path.startsWith(home + sep) ? `~${path.slice(home.length)}` : path;
}

/** A text of another program, in which paths below `from` or the home folder are tidy. */
export function tidyPaths(text: string, from = process.cwd()): string {
	const short: readonly (readonly [string, string])[] = [
		[from, ''],
		[homedir(), `~${sep}`],
	];
	return short.reduce(
		(tidied, [folder, beginning]) =>
			folder === sep
				? tidied
				: tidied
						.split(folder + sep)
						// Not where it is a part of a longer path.
						.reduce((before, after) => before + (/[\w/.~-]$/.test(before) ? folder + sep : beginning) + after),
		text,
	);
}

/** A path as you type it in a shell: tidy where the shell reads it as it is, else whole and quoted. Never an option. */
export function shellPath(path: string): string {
	const tidy = tidyPath(path);
	if (tidy.startsWith('-')) return quote(`./${tidy}`);
	return /^~[\w@%+=:,./-]*$/.test(tidy) || quote(tidy) === tidy ? tidy : quote(path);
}

/** What a path is. */
export const lookAt = (path: string): NextCommand => ({
	command: `ls -lhd ${shellPath(path)}`,
	when: 'to see what it is, its size and who may use it',
});

function fileError(path: string, error: NodeJS.ErrnoException): WizardError {
	if (error instanceof WizardError) return error;
	const limit = systemLimit(error.code);
	const full = whatIsFull(error) === undefined ? undefined : spaceCommand(shellPath(dirname(path)));
	return new WizardError('failed', `Can't use ${tidyPath(path)}: ${reasonOf(error)}`, {
		code: error.code ?? 'FILE_ERROR',
		next: [limit?.next ?? full ?? lookAt(path)],
		cause: error,
	});
}

/** Whether a path relative to a folder, with forward slashes, is outside of it. */
export const isOutside = (path: string): boolean => path === '..' || path.startsWith('../');
