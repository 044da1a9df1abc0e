// Records what is read while something is worked out: the functions of Node itself are watched, so nothing is read beside it.
import {AsyncLocalStorage} from 'node:async_hooks';
import childProcess from 'node:child_process';
import dgram from 'node:dgram';
import dns from 'node:dns';
import fs from 'node:fs';
import {syncBuiltinESMExports} from 'node:module';
import net from 'node:net';
import {dirname, resolve, sep} from 'node:path';
import {fileURLToPath} from 'node:url';
import {onTimeRead} from './clock.ts';
import {forget, type Looks, type Watched} from './fingerprint.ts';

/** What a result depended on. */
export type Reads = {
	readonly watched: Watched;
	/** Milliseconds since 1970: when the oldest part of it was read. */
	readonly since: number;
	/** What was seen of them when they had just been read. */
	readonly looks?: Looks | undefined;
};

/** `looked`: what is asked of a file may be its size; of a folder its times are not, since they change with every file in it. */
type Kind = 'opened' | 'listed' | 'looked' | 'resolved';

type Recording = Readonly<Record<Kind | 'asked' | 'installed', Set<string>>> & {
	/** False where the result depended on more than files. */
	isComplete: boolean;
	since: number;
	readonly looks: Looks;
	/** What was read by this process: it may have changed since another one read it. */
	readonly readHere: Set<string>;
};

type Functions = Record<string, unknown>;
type Call = (...args: unknown[]) => unknown;

const current = new AsyncLocalStorage<Recording | undefined>();

/** Functions that read, without the `Sync` of their names. */
const kinds: Readonly<Record<string, Kind>> = {
	readFile: 'opened',
	open: 'opened',
	createReadStream: 'opened',
	readdir: 'listed',
	opendir: 'listed',
	stat: 'looked',
	lstat: 'looked',
	access: 'looked',
	exists: 'looked',
	readlink: 'resolved',
	realpath: 'resolved',
};
/** They are about a file that is open. */
const ofOpenFile: ReadonlySet<string> = new Set(['read', 'readv', 'close', 'fstat']);

/**
 * Does the work and records the files and folders that it reads. `undefined` in place of these: it wrote a file, ran a program,
 * used the network or looked at the clock, so it may have another result the next time.
 */
export async function recordReads<T>(
	work: () => Promise<T>,
): Promise<{readonly result: T; readonly reads: Reads | undefined}> {
	const recording: Recording = {
		opened: new Set(),
		listed: new Set(),
		asked: new Set(),
		looked: new Set(),
		resolved: new Set(),
		installed: new Set(),
		isComplete: true,
		since: Number.POSITIVE_INFINITY,
		looks: new Map(),
		readHere: new Set(),
	};
	const stopWatching = watch();
	try {
		const result = await current.run(recording, work);
		return {result, reads: recording.isComplete ? readsOf(recording) : undefined};
	} finally {
		stopWatching();
	}
}

/** What this work reads is not recorded. It says itself what its result depends on; `undefined`: on more than files. */
export async function recordedApart<T>(
	work: () => Promise<{readonly result: T; readonly reads: Reads | undefined}>,
): Promise<T> {
	const {result, reads} = await current.run(undefined, work);
	const recording = current.getStore();
	if (recording === undefined) return result;
	if (reads === undefined) recording.isComplete = false;
	else {
		for (const kind of ['opened', 'listed', 'asked', 'installed'] as const)
			for (const path of reads.watched[kind]) recording[kind].add(path);
		recording.since = Math.min(recording.since, reads.since);
		for (const [key, look] of reads.looks ?? []) recording.looks.set(key, look);
	}
	return result;
}

/** What this work reads is not recorded: the result does not depend on it. */
export const unrecorded = <T>(work: () => T): T => current.run(undefined, work);

/** The result depends on more than files. */
function noteOutside(): void {
	const recording = current.getStore();
	if (recording !== undefined) recording.isComplete = false;
}

function readsOf({opened, listed, asked, looked, resolved, installed, since, looks, readHere}: Recording): Reads {
	forget(looks, readHere);
	const files = [...looked].filter(path => !isFolder(path));
	const links = [...resolved].flatMap(withParents);
	const watched = {
		opened: [...new Set([...opened, ...files])].filter(path => !path.startsWith(ownFolder)),
		listed: [...listed],
		asked: [...new Set([...asked, ...looked, ...links])],
		installed: [...installed],
	};
	return {watched, since, looks};
}

/** Of its files each result is known by the version. */
const ownFolder = dirname(fileURLToPath(import.meta.url)) + sep;

function isFolder(path: string): boolean {
	try {
		return fs.statSync(path).isDirectory();
	} catch {
		return false;
	}
}

const withParents = (path: string): readonly string[] =>
	dirname(path) === path ? [path] : [path, ...withParents(dirname(path))];

/** The returned function ends it. */
function watch(): () => void {
	const restore: (() => void)[] = [];
	const replace = (owner: Functions, name: string, note: (args: readonly unknown[]) => void): void => {
		// Classes are used through the functions, and some constants warn that they are old.
		const original = /^[a-z]/.test(name) ? owner[name] : undefined;
		if (typeof original !== 'function') return;
		const call = original as Call;
		const watched = function (this: unknown, ...args: unknown[]): unknown {
			note(args);
			return call.apply(this, args);
		};
		owner[name] = Object.defineProperties(watched, Object.getOwnPropertyDescriptors(original));
		restore.push(() => void (owner[name] = original));
	};
	for (const owner of [fs, fs.promises] as unknown as readonly Functions[])
		for (const name of Object.keys(owner)) replace(owner, name, args => noteFile(name.replace(/Sync$/, ''), args));
	for (const owner of [childProcess, dgram, dns, dns.promises] as unknown as readonly Functions[])
		for (const name of Object.keys(owner)) replace(owner, name, noteOutside);
	replace(net.Socket.prototype as unknown as Functions, 'connect', noteOutside);
	syncBuiltinESMExports();
	onTimeRead(noteOutside);
	return () => {
		onTimeRead(undefined);
		for (const back of restore) back();
		syncBuiltinESMExports();
	};
}

function noteFile(name: string, args: readonly unknown[]): void {
	const recording = current.getStore();
	if (recording === undefined || ofOpenFile.has(name)) return;
	const kind = kinds[name];
	if (kind === undefined || !onlyReads(name, args)) {
		recording.isComplete = false;
		return;
	}
	const path = pathOf(args[0]);
	if (path === undefined) return;
	recording[kind].add(path);
	recording.readHere.add(path);
}

const writing = fs.constants.O_WRONLY | fs.constants.O_RDWR | fs.constants.O_CREAT | fs.constants.O_TRUNC;

/** A file may also be opened to be written, by the flags of `open` and in the options of the others. */
function onlyReads(name: string, [, second]: readonly unknown[]): boolean {
	const options = typeof second === 'object' && second !== null ? (second as {flag?: unknown; flags?: unknown}) : {};
	const flags = name === 'open' ? second : (options.flag ?? options.flags);
	if (typeof flags === 'number') return (flags & writing) === 0;
	return typeof flags !== 'string' || flags === 'r' || flags === 'rs';
}

/** `undefined` for a file that is open already. */
function pathOf(given: unknown): string | undefined {
	if (typeof given === 'string') return resolve(given);
	if (given instanceof URL) return fileURLToPath(given);
	return Buffer.isBuffer(given) ? resolve(given.toString()) : undefined;
}
