// Lists the files of the project that a build sends: those that no ignore rule leaves out. Reads no contents.
import {type Dirent, existsSync} from 'node:fs';
import {lstat, readdir, readlink} from 'node:fs/promises';
import {isAbsolute, join, posix, resolve} from 'node:path';
import {type NextCommand, WizardError} from '../../system/errors.ts';
import {isOutside, lookAt, shellPath} from '../../system/files.ts';
import {byCodeUnit} from '../../system/order.ts';
import {ignoreCommand} from '../../system/ignore-command.ts';
import {bytes, count} from '../../system/text.ts';
import type {Ignore, Matches} from './ignore-rules.ts';

export type ListedFile = {
	/** Relative to the root, with forward slashes. */
	readonly path: string;
	/** Bytes; 0 for a link. */
	readonly size: number;
	readonly executable: boolean;
	/** Where a symbolic link points; absent for a file. */
	readonly link?: string;
};

export type Listing = {
	/** Sorted by path. */
	readonly files: readonly ListedFile[];
	/** Folders that are sent empty, sorted. Kedro needs an empty `conf/local` to start. */
	readonly folders: readonly string[];
	/** Pipes, sockets and devices, which are not sent. */
	readonly special: readonly string[];
};

type Limits = {
	readonly files: number;
	readonly bytes: number;
	/** Entries that are looked at, with those that are left out. */
	readonly looked: number;
};

/** More than this means that the ignore rules lack an entry; building it would take hours. */
const most: Limits = {files: 100_000, bytes: 10e9, looked: 1_000_000};

/**
 * Lists what is sent. Ignore files at the root are left out: their rules are applied here, and the builder must not
 * apply them a second time.
 * @param options `ignoreFile`: where the rules are, which an error names
 * @throws WizardError `project` CONTEXT_TOO_LARGE or CONTEXT_UNREADABLE.
 */
export async function listFiles(
	root: string,
	ignore: Ignore,
	exclude: readonly string[],
	{limits = most, ignoreFile = usualIgnoreFile}: {readonly limits?: Limits; readonly ignoreFile?: string} = {},
): Promise<Listing> {
	const excluded = new Set(['.dockerignore', '.containerignore', ...exclude.map(tidy)]);
	const files: ListedFile[] = [];
	const folders = new Set<string>();
	const special: string[] = [];
	let total = 0;
	/** Number of entries of each folder at the top, those that are left out included. */
	const looked = new Map<string, number>();
	let all = 0;

	const visit = async (folder: string, above: Matches, isOut: boolean): Promise<void> => {
		for (const child of await list(root, folder, isOut, ignoreFile)) {
			const path = folder === '' ? child.name : `${folder}/${child.name}`;
			if (excluded.has(path)) continue;
			const [top = path] = path.split('/', 1);
			looked.set(top, (looked.get(top) ?? 0) + 1);
			if (++all > limits.looked) throw tooMany(looked, {root, limits, ignoreFile});
			const matches = ignore.match(path, above);
			const out = ignore.leavesOut(matches);
			if (child.isDirectory()) {
				if (!out) folders.add(path);
				if (!out || ignore.mayReturnBelow(path)) await visit(path, matches, out);
			} else if (!out && (child.isFile() || child.isSymbolicLink())) {
				const entry = await describe(root, path, child, ignoreFile);
				files.push(entry);
				total += entry.size;
				if (files.length > limits.files || total > limits.bytes)
					throw tooLarge(files, total, {root, limits, ignoreFile});
			} else if (!out) special.push(path);
		}
	};
	await visit('', [], false);

	for (const {path} of files) for (const parent of parents(path)) folders.delete(parent);
	for (const folder of folders) for (const parent of parents(folder)) folders.delete(parent);
	return {files: files.sort((a, b) => byCodeUnit(a.path, b.path)), folders: [...folders].sort(byCodeUnit), special};
}

const tidy = (path: string): string => posix.normalize(path.replaceAll('\\', '/')).replace(/\/$/, '');

/** `isOut`: it is left out, and read only for what an exception may include again. */
async function list(root: string, folder: string, isOut: boolean, ignoreFile: string): Promise<readonly Dirent[]> {
	return readdir(join(root, folder), {withFileTypes: true}).catch((error: NodeJS.ErrnoException) => {
		if (isOut) return [];
		throw unreadable(folder === '' ? root : folder, {root, ignoreFile}, error);
	});
}

async function describe(root: string, path: string, child: Dirent, ignoreFile: string): Promise<ListedFile> {
	const full = join(root, path);
	try {
		if (child.isSymbolicLink()) return {path, size: 0, executable: false, link: await readlink(full)};
		const {size, mode} = await lstat(full);
		return {path, size, executable: (mode & 0o111) !== 0};
	} catch (error) {
		throw unreadable(path, {root, ignoreFile}, error as NodeJS.ErrnoException);
	}
}

const usualIgnoreFile = '.dockerignore';

/** The folder that the image is built from, and the path of its ignore file from there; default: `.dockerignore`. */
export type Ignoring = {readonly root: string; readonly ignoreFile?: string | undefined};

export function leaveOut(path: string, {root, ignoreFile = usualIgnoreFile}: Ignoring): NextCommand {
	const own = resolve(root, ignoreFile);
	// A new file with this line alone would let in what the list of kfp-wizard leaves out.
	return !existsSync(own)
		? {
				command: 'kfp-wizard check --fix',
				when: 'to write the list of kfp-wizard to .dockerignore: there you can add it',
			}
		: {command: ignoreCommand(path, own), when: 'to leave it out'};
}

export function unreadable(path: string, ignoring: Ignoring, error: NodeJS.ErrnoException): WizardError {
	return new WizardError('project', `Can't read ${path}, which belongs to the image (${error.code ?? error.message})`, {
		code: 'CONTEXT_UNREADABLE',
		// The ignore file of the project says nothing of what is beside it.
		next: [
			...(isOutside(path) || isAbsolute(path) ? [] : [leaveOut(path, ignoring)]),
			lookAt(resolve(ignoring.root, path)),
		],
		cause: error,
	});
}

function parents(path: string): readonly string[] {
	const parts = path.split('/');
	return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
}

function tooLarge(
	files: readonly ListedFile[],
	total: number,
	{limits, ...ignoring}: Ignoring & {readonly limits: Limits},
): WizardError {
	const sizes = new Map<string, {files: number; size: number}>();
	for (const {path, size} of files) {
		const top = path.split('/').slice(0, 2).join('/');
		const sum = sizes.get(top) ?? {files: 0, size: 0};
		sizes.set(top, {files: sum.files + 1, size: sum.size + size});
	}
	const largest = [...sizes].sort(([, a], [, b]) => b.size + b.files * 1e5 - a.size - a.files * 1e5).slice(0, 5);
	const [first] = largest;
	return new WizardError(
		'project',
		`More than ${total > limits.bytes ? bytes(limits.bytes) : count(limits.files, 'file')} would go into the image`,
		{
			code: 'CONTEXT_TOO_LARGE',
			detail: largest.map(([path, {files, size}]) => `${path}: ${count(files, 'file')}, ${bytes(size)}`).join('\n'),
			next: first === undefined ? [] : [leaveOut(first[0], ignoring)],
		},
	);
}

/** Only an exception with wildcards leads into folders that are left out. */
function tooMany(
	looked: ReadonlyMap<string, number>,
	{limits, root, ignoreFile = usualIgnoreFile}: Ignoring & {readonly limits: Limits},
): WizardError {
	const [first] = [...looked].sort(([, a], [, b]) => b - a);
	const path = first?.[0] ?? '';
	return new WizardError(
		'project',
		`More than ${count(limits.looked, 'file')} would have to be looked at for the image, most of them in ${path}`,
		{
			code: 'CONTEXT_TOO_LARGE',
			detail:
				'An exception with wildcards in the ignore file, such as !**/.gitkeep, may include each of them. Name the folder of the exception: !conf/local/.gitkeep',
			next: [{command: `grep -n '^!' ${shellPath(resolve(root, ignoreFile))}`, when: 'to list the exceptions'}],
		},
	);
}
