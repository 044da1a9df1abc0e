// A digest of files and folders as they are now: it changes when one of them does.
import {createHash} from 'node:crypto';
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

/** What was seen of a path. */
type Look = {readonly text: string; readonly changed: number};
/** By how it counts, and its path: what was looked at before is not looked at again. */
export type Looks = Map<string, Look>;

const kinds = ['opened', 'listed', 'asked'] as const;
const keyOf = (kind: (typeof kinds)[number], path: string): string => `${kind} ${path}`;

/** They are looked at again. */
export function forget(looks: Looks, paths: Iterable<string>): void {
	for (const path of paths) for (const kind of kinds) looks.delete(keyOf(kind, path));
}

/** The SHA-256 of each file whose content was looked at, with its path. */
export function contentsIn(looks: Looks): readonly (readonly [path: string, digest: string])[] {
	const opened = keyOf('opened', '');
	return [...looks].flatMap(([key, {text}]) => {
		const digest = /^[0-9a-f]{64}(?= )/.exec(text)?.[0];
		return digest === undefined || !key.startsWith(opened) ? [] : [[key.slice(opened.length), digest] as const];
	});
}

/** Reads synchronously: thousands of looks at files are several times faster so. */
export function fingerprint(
	{opened, listed, asked, installed, ignored = []}: Watched,
	looks: Looks = new Map(),
): Fingerprint {
	const hash = createHash('sha256');
	let changed = 0;
	const folders = installed.map(folder => folder + sep);
	const isInstalled = (path: string): boolean => folders.some(folder => path.startsWith(folder));
	const add = (kind: (typeof kinds)[number], path: string, look: () => Look, isKept = true): void => {
		const key = keyOf(kind, path);
		const seen = (isKept ? looks.get(key) : undefined) ?? look();
		if (isKept) looks.set(key, seen);
		hash.update(`\0${path}\0${seen.text}`);
		changed = Math.max(changed, seen.changed);
	};
	for (const path of opened) add('opened', path, () => lookAtFile(path, isInstalled(path)));
	for (const path of listed) {
		const hasIgnored = ignored.some(file => dirname(file) === path);
		add('listed', path, () => lookAtFolder(path, isInstalled(path), ignored), !hasIgnored);
	}
	for (const path of asked) add('asked', path, () => ({text: kindOf(path), changed: 0}));
	return {digest: hash.digest('hex'), changed};
}

function lookAtFile(path: string, isInstalled: boolean): Look {
	const info = infoOf(path);
	if (info === undefined) return nothing;
	// A link from one installation to another changes `ctime`.
	if (isInstalled) return {text: `${info.size} ${info.mtimeNs} ${info.ino}`, changed: 0};
	return {text: contentOf(path, info), changed: changeOf(info)};
}

function lookAtFolder(path: string, isInstalled: boolean, ignored: readonly string[]): Look {
	const info = infoOf(path);
	if (info === undefined) return nothing;
	if (isInstalled) return {text: `${info.mtimeNs} ${info.ino}`, changed: 0};
	return {text: namesIn(path, ignored), changed: changeOf(info)};
}

const nothing: Look = {text: 'none', changed: 0};

const changeOf = ({mtimeMs, ctimeMs}: BigIntStats): number => Math.max(Number(mtimeMs), Number(ctimeMs));

function contentOf(path: string, info: BigIntStats): string {
	if (!info.isFile() || info.size > largest)
		return `${info.mode} ${info.size} ${info.mtimeNs} ${info.ctimeNs} ${info.ino}`;
	// The same content elsewhere, such as after a link was changed.
	return `${digestOf(path)} ${info.size} ${realPath(path)}`;
}

function digestOf(path: string): string {
	try {
		return createHash('sha256').update(readFileSync(path)).digest('hex');
	} catch {
		return 'unreadable';
	}
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
