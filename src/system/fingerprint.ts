// A digest of files and folders as they are now: it changes when one of them does.
import {createHash, type Hash} from 'node:crypto';
import {type BigIntStats, lstatSync, readdirSync, readFileSync, readlinkSync, realpathSync, statSync} from 'node:fs';
import {basename, dirname, sep} from 'node:path';

/** Absolute paths. */
export type Watched = {
	/** Files whose content counts. */
	readonly opened: readonly string[];
	/** Folders whose names count. */
	readonly listed: readonly string[];
	/** Paths of which only counts whether they exist, and as what; a folder that was made anew is another one. */
	readonly asked: readonly string[];
	/** Files whose names do not count: they are written with the result. */
	readonly ignored?: readonly string[];
	/** Folders of installed packages: of their files the size and the time of the change count, not the content. */
	readonly installed: readonly string[];
};

export type Fingerprint = {
	readonly digest: string;
	/** Milliseconds since 1970: the last change of a file or folder outside of the installed packages. */
	readonly changed: number;
};

/** A larger file is known by its times. */
const largest = 1024n * 1024n;

/** Reads synchronously: thousands of looks at files are several times faster so. */
export function fingerprint({opened, listed, asked, installed, ignored = []}: Watched): Fingerprint {
	const hash = createHash('sha256');
	let changed = 0;
	const folders = installed.map(folder => folder + sep);
	const isInstalled = (path: string): boolean => folders.some(folder => path.startsWith(folder));
	const note = ({mtimeMs, ctimeMs}: BigIntStats): void => {
		changed = Math.max(changed, Number(mtimeMs), Number(ctimeMs));
	};
	for (const path of opened) {
		const info = infoOf(path);
		// A link from one installation to another changes `ctime`.
		if (info !== undefined && isInstalled(path)) hash.update(`\0${path}\0${info.size} ${info.mtimeNs} ${info.ino}`);
		else {
			hash.update(`\0${path}\0${info === undefined ? 'none' : ''}`);
			if (info === undefined) continue;
			note(info);
			addContent(path, info, hash);
		}
	}
	for (const path of listed) {
		hash.update(`\0${path}\0`);
		const info = infoOf(path);
		if (info === undefined) hash.update('none');
		else if (isInstalled(path)) hash.update(`${info.mtimeNs} ${info.ino}`);
		else {
			note(info);
			hash.update(namesIn(path, ignored));
		}
	}
	for (const path of asked) hash.update(`\0${path}\0${kindOf(path)}`);
	return {digest: hash.digest('hex'), changed};
}

function addContent(path: string, info: BigIntStats, hash: Hash): void {
	if (!info.isFile() || info.size > largest) {
		hash.update(`${info.mode} ${info.size} ${info.mtimeNs} ${info.ctimeNs} ${info.ino}`);
		return;
	}
	try {
		hash.update(readFileSync(path));
	} catch {
		hash.update('unreadable');
	}
	// The same content elsewhere, such as after a link was changed.
	hash.update(`\0${info.size} ${realPath(path)}`);
}

function namesIn(path: string, ignored: readonly string[]): string {
	const ownNames = ignored.filter(file => dirname(file) === path).map(file => basename(file));
	try {
		return readdirSync(path, {withFileTypes: true})
			.filter(({name}) => name !== '__pycache__' && !ownNames.includes(name))
			.map(entry => `${entry.name}${entry.isDirectory() ? '/' : entry.isSymbolicLink() ? '@' : ''}`)
			.sort()
			.join('\0');
	} catch {
		return 'unreadable';
	}
}

function kindOf(path: string): string {
	try {
		const info = lstatSync(path, {throwIfNoEntry: false});
		if (info === undefined) return 'none';
		if (info.isSymbolicLink()) return `${readlinkSync(path)} ${infoOf(path)?.mode.toString() ?? 'none'}`;
		return info.isDirectory() ? `${info.mode} ${info.ino}` : String(info.mode);
	} catch {
		return 'none';
	}
}

/** Of what a link leads to. */
function infoOf(path: string): BigIntStats | undefined {
	try {
		return statSync(path, {bigint: true, throwIfNoEntry: false});
	} catch {
		return undefined;
	}
}

function realPath(path: string): string {
	try {
		return realpathSync(path);
	} catch {
		return path;
	}
}
