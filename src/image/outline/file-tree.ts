// The files of an image that matter for a deploy, by their path in it: files of the project, folders, and programs that were installed.
import {posix} from 'node:path';

/** A set of Python packages: the interpreter's own, or those of a virtual environment. */
export type PythonPackages = {
	/** Where it is: its programs are in `bin` of this folder. */
	readonly prefix: string;
	/** Line of the instruction that installed something last. */
	readonly line: number;
	/** Names of what is installed, in lower case with dashes, as far as they are written in the Dockerfile. */
	readonly names: ReadonlySet<string>;
	/** Requirement files of the project that were installed. */
	readonly files: ReadonlySet<string>;
	/** True when something was installed that the Dockerfile does not name, such as what a lock file lists. */
	readonly isOpen: boolean;
};

export type Entry =
	| {readonly is: 'file'; readonly source: string}
	| {readonly is: 'folder'}
	| {readonly is: 'program' | 'packages'; readonly of: PythonPackages};

export type FileTree = Map<string, Entry>;

/** Python's folders of packages have its version in their path; here they are the same for all. */
export const tidy = (path: string): string =>
	posix
		.normalize(path)
		.replace(/(.)\/$/, '$1')
		.replace(/\/lib(?:64)?\/python3(?:\.\d+)?\/(?:site|dist)-packages/, '/lib/site-packages');

export const isBelow = (path: string, folder: string): boolean =>
	path === folder || path.startsWith(folder === '/' ? '/' : `${folder}/`);

export const hasFolder = (tree: ReadonlyMap<string, Entry>, path: string): boolean =>
	tree.get(path)?.is === 'folder' || [...tree.keys()].some(each => each.startsWith(`${path}/`));

/** Paths of files and folders that a pattern of Go's `filepath.Match` matches; a path without wildcards matches itself. */
export function matching(tree: ReadonlyMap<string, Entry>, pattern: string): readonly string[] {
	if (!/[*?[\\]/.test(pattern)) return [pattern];
	const depth = pattern.split('/').length;
	const regex = patternRegex(pattern);
	if (regex === undefined) return [];
	const candidates = new Set([...tree.keys()].map(path => path.split('/').slice(0, depth).join('/')));
	return [...candidates].filter(path => regex.test(path));
}

/** `undefined` for a pattern that Go refuses too, such as an open bracket. */
function patternRegex(pattern: string): RegExp | undefined {
	const source = pattern
		.replace(/[.+^$(){}|]/g, String.raw`\$&`)
		.replaceAll('**', '*')
		.replaceAll('*', '[^/]*')
		.replaceAll('?', '[^/]');
	try {
		return new RegExp(`^${source}$`);
	} catch {
		return undefined;
	}
}

export type CopyRules = {
	/** The target is a folder: a file keeps its name in it. */
	readonly intoFolder: boolean;
	/** `COPY` copies what is in a folder, `cp` the folder. */
	readonly keepFolders?: boolean;
};

/** Copies a file or folder of one tree to a path of another, or of the same. */
export function copy(
	from: ReadonlyMap<string, Entry>,
	source: string,
	to: FileTree,
	target: string,
	{intoFolder, keepFolders = false}: CopyRules,
): void {
	for (const [path, entry] of from) {
		if (!isBelow(path, source)) continue;
		const isItself = path === source && entry.is !== 'folder';
		const named = (isItself && intoFolder) || (keepFolders && !isItself);
		const base = named ? posix.join(target, posix.basename(source)) : target;
		to.set(tidy(posix.join(base, path.slice(source === '/' ? 0 : source.length))), entry);
	}
}

export function remove(tree: FileTree, path: string): void {
	for (const each of tree.keys()) if (isBelow(each, path)) tree.delete(each);
}
