// Private temporary folders. One that a killed process left behind is removed by the next process.
import {lstat, mkdtemp, readdir, readlink, rm, writeFile} from 'node:fs/promises';
import {hostname, tmpdir} from 'node:os';
import {join} from 'node:path';
import {sha256} from './digest.ts';
import {whatIsFull, WizardError} from './errors.ts';
import {reasonOf, tidyPath} from './files.ts';

let swept: Promise<void> | undefined;

/**
 * Runs `work` with a private temporary folder (mode 0700) that is removed afterwards, whatever happens.
 * @throws WizardError `failed` where no folder can be made.
 */
export async function withTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
	const prefix = `kfp-wizard-${await processSpace()}-`;
	const folder = await makeTemporaryFolder(`${prefix}${process.pid}-`);
	swept ??= sweep(prefix);
	try {
		return await work(folder);
	} catch (error) {
		const full = whatIsFull(error) === undefined ? undefined : await whyFull(folder);
		throw full === undefined ? error : temporaryFolderError(full, error);
	} finally {
		await rm(folder, {recursive: true, force: true});
	}
}

/**
 * A private folder (mode 0700) that stays, and that the system removes some day.
 * @throws WizardError `failed` where no folder can be made.
 */
export const makeTemporaryFolder = (prefix: string): Promise<string> =>
	mkdtemp(join(tmpdir(), prefix)).catch((error: NodeJS.ErrnoException) => {
		throw temporaryFolderError(reasonOf(error), error);
	});

/** What is full there; `undefined` where a file can be written. The error of a write does not name its file. */
const whyFull = (folder: string): Promise<string | undefined> =>
	writeFile(join(folder, 'full'), ' '.repeat(4096)).then(() => undefined, whatIsFull);

/** The temporary folder cannot be used. */
export const temporaryFolderError = (reason: string, cause?: unknown): WizardError =>
	new WizardError('failed', `Can't write to a temporary folder in ${tidyPath(tmpdir())}: ${reason}`, {
		code: 'TEMPORARY_FOLDER',
		next: [{command: 'export TMPDIR=FOLDER', when: 'to use another folder; then run the command again'}],
		cause,
	});

/** Where the numbers of processes are those of this process: the folder may be shared with containers and other machines. */
async function processSpace(): Promise<string> {
	const namespace = await readlink('/proc/self/ns/pid').catch(() => '');
	return sha256(`${hostname()} ${namespace}`, 8);
}

/** Removes the folders of this user whose processes are gone. What cannot be removed stays. */
async function sweep(prefix: string): Promise<void> {
	for (const name of await readdir(tmpdir()).catch(() => [])) {
		const pid = name.startsWith(prefix) ? /^(\d+)-\w+$/.exec(name.slice(prefix.length))?.[1] : undefined;
		if (pid === undefined || isRunning(Number(pid))) continue;
		const path = join(tmpdir(), name);
		const info = await lstat(path).catch(() => undefined);
		if (info?.isDirectory() !== true || (process.getuid !== undefined && info.uid !== process.getuid())) continue;
		await rm(path, {recursive: true, force: true}).catch(() => {});
	}
}

function isRunning(pid: number): boolean {
	try {
		return process.kill(pid, 0);
	} catch (error) {
		// A process of another user may not be signalled.
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}
