// Files and folders outside of the project that a build needs: a workspace, a library in a sibling folder.
import {lstat, stat} from 'node:fs/promises';
import {join, posix, relative, resolve, sep} from 'node:path';
import {isOutside, readText} from '../../system/files.ts';
import {byCodeUnit} from '../../system/order.ts';
import {generateLibraryIgnore, localRules} from '../dockerfile/generate-ignore.ts';
import {parseIgnore} from './ignore-rules.ts';
import {listFiles, type Listing, unreadable} from './list-files.ts';

/**
 * The path of the project in a context that also has the paths outside: `services/shop` for `../../libs/common`; `''`
 * without any.
 */
export function prefixOf(root: string, paths: readonly string[]): string {
	const above = (path: string): number => path.split('/').filter(part => part === '..').length;
	const most = Math.max(0, ...paths.map(above));
	return most === 0 ? '' : resolve(root).split(sep).slice(-most).join('/');
}

/**
 * Lists them, with paths relative to the project. A folder's own ignore file decides what of it is sent, else the rules of
 * a generated one. The project itself is listed by its own rules.
 * @param configuration folder of the configuration, whose environment `local` never goes into an image
 * @throws WizardError `project` CONTEXT_UNREADABLE or CONTEXT_TOO_LARGE.
 */
export async function listBeside(
	root: string,
	paths: readonly string[],
	configuration?: string,
): Promise<readonly Listing[]> {
	const full = (path: string): string => join(root, path, sep);
	const outermost = paths.filter(path => !paths.some(other => other !== path && full(path).startsWith(full(other))));
	return Promise.all([...new Set(outermost)].map(path => listOne(root, path, configuration)));
}

async function listOne(root: string, path: string, configuration: string | undefined): Promise<Listing> {
	const full = join(root, path);
	const found = await lstat(full).catch((error: NodeJS.ErrnoException) => {
		throw unreadable(path, {root}, error);
	});
	if (!found.isDirectory()) {
		// What a link leads to is sent in its place.
		const {size, mode} = await stat(full).catch((error: NodeJS.ErrnoException) => {
			throw unreadable(path, {root}, error);
		});
		return {files: [{path, size, executable: (mode & 0o111) !== 0}], folders: [], special: []};
	}
	const own = await readText(join(full, '.dockerignore'));
	const within = configuration === undefined ? '..' : posix.relative(path, configuration);
	const credentials = own === undefined ? [`${within}/**/*credentials*`] : [];
	const ignore = [
		own ?? generateLibraryIgnore,
		...(isOutside(within) ? [] : [...credentials, localRules(within)]),
	].join('\n');
	const project = relative(full, root).split(sep).join(posix.sep);
	const {files, folders, special} = await listFiles(full, parseIgnore(ignore), [project]);
	const placed = (inside: string): string => posix.join(path, inside);
	return {
		files: files.map(file => ({...file, path: placed(file.path)})),
		folders: folders.filter(folder => !project.startsWith(`${folder}/`)).map(placed),
		special: special.map(placed),
	};
}

export function joined(listings: readonly Listing[]): Listing {
	const all = listings.flatMap(({files}) => files);
	return {
		files: [...new Map(all.map(file => [file.path, file])).values()].sort((a, b) => byCodeUnit(a.path, b.path)),
		folders: listings.flatMap(({folders}) => folders).sort(byCodeUnit),
		special: listings.flatMap(({special}) => special),
	};
}
