// Walks the project the way a build would: what the ignore rules let through, links as links, nothing read yet.
import type {Dirent} from 'node:fs';
import {lstat, readdir, readlink} from 'node:fs/promises';
import {join, posix} from 'node:path';
import {WizardError} from '../../system/errors.ts';
import {bytes, count} from '../../system/text.ts';
import type {Ignore, Matches} from './ignore-rules.ts';

export type Entry = {
	/** Relative to the root, with forward slashes. */
	readonly path: string;
	/** Bytes; 0 for a link. */
	readonly size: number;
	readonly executable: boolean;
	/** Where a symbolic link points; absent for a file. */
	readonly link?: string;
};

export type Walked = {
	/** Sorted by path. */
	readonly entries: readonly Entry[];
	/** Folders that are sent but hold nothing that is, sorted. Kedro needs an empty `conf/local` to start. */
	readonly folders: readonly string[];
	/** Pipes, sockets and devices that were left out. */
	readonly special: readonly string[];
};

/** More than this is no project but a mistake in the ignore rules; building it would take hours. */
const most = {files: 100_000, bytes: 20e9};

/**
 * Lists what would be sent. Ignore files at the root have done their work and are left out: with them the builder would
 * filter a second time.
 * @throws WizardError `project` CONTEXT_TOO_LARGE or CONTEXT_UNREADABLE.
 */
export async function walk(root: string, ignore: Ignore, exclude: readonly string[]): Promise<Walked> {
	const left = new Set(['.dockerignore', '.containerignore', ...exclude.map(tidy)]);
	const entries: Entry[] = [];
	const folders = new Set<string>();
	const special: string[] = [];
	let total = 0;

	const visit = async (folder: string, above: Matches): Promise<void> => {
		for (const child of await list(root, folder)) {
			const path = folder === '' ? child.name : `${folder}/${child.name}`;
			if (left.has(path)) continue;
			const matches = ignore.match(path, above);
			const out = ignore.leavesOut(matches);
			if (child.isDirectory()) {
				if (!out) folders.add(path);
				if (!out || ignore.mayReturnBelow(path)) await visit(path, matches);
			} else if (!out && (child.isFile() || child.isSymbolicLink())) {
				const entry = await describe(root, path, child);
				entries.push(entry);
				total += entry.size;
				if (entries.length > most.files || total > most.bytes) throw tooLarge(entries, total);
			} else if (!out) special.push(path);
		}
	};
	await visit('', []);

	for (const {path} of entries) for (const parent of parents(path)) folders.delete(parent);
	for (const folder of folders) for (const parent of parents(folder)) folders.delete(parent);
	return {entries: entries.sort((a, b) => order(a.path, b.path)), folders: [...folders].sort(order), special};
}

/** By code unit, so that the order is the same in every language and locale. */
const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const tidy = (path: string): string => posix.normalize(path.replaceAll('\\', '/')).replace(/\/$/, '');

async function list(root: string, folder: string): Promise<readonly Dirent[]> {
	return readdir(join(root, folder), {withFileTypes: true}).catch((error: NodeJS.ErrnoException) => {
		throw unreadable(folder === '' ? root : folder, error);
	});
}

async function describe(root: string, path: string, child: Dirent): Promise<Entry> {
	const full = join(root, path);
	try {
		if (child.isSymbolicLink()) return {path, size: 0, executable: false, link: await readlink(full)};
		const {size, mode} = await lstat(full);
		return {path, size, executable: (mode & 0o111) !== 0};
	} catch (error) {
		throw unreadable(path, error as NodeJS.ErrnoException);
	}
}

export function unreadable(path: string, error: NodeJS.ErrnoException): WizardError {
	return new WizardError(
		'project',
		`Can't read ${path}, which would go into the image (${error.code ?? error.message})`,
		{
			code: 'CONTEXT_UNREADABLE',
			next: [{command: `echo '${path}' >> .dockerignore`, when: 'to leave it out'}],
			cause: error,
		},
	);
}

function parents(path: string): readonly string[] {
	const parts = path.split('/');
	return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
}

function tooLarge(entries: readonly Entry[], total: number): WizardError {
	const sizes = new Map<string, {files: number; size: number}>();
	for (const {path, size} of entries) {
		const top = path.split('/').slice(0, 2).join('/');
		const sum = sizes.get(top) ?? {files: 0, size: 0};
		sizes.set(top, {files: sum.files + 1, size: sum.size + size});
	}
	const largest = [...sizes].sort(([, a], [, b]) => b.size + b.files * 1e5 - a.size - a.files * 1e5).slice(0, 5);
	const [first] = largest;
	return new WizardError(
		'project',
		`More than ${total > most.bytes ? bytes(most.bytes) : count(most.files, 'file')} would go into the image`,
		{
			code: 'CONTEXT_TOO_LARGE',
			detail: largest.map(([path, {files, size}]) => `${path}: ${count(files, 'file')}, ${bytes(size)}`).join('\n'),
			next: first === undefined ? [] : [{command: `echo '${first[0]}' >> .dockerignore`, when: 'to leave it out'}],
		},
	);
}
