// The code that Node has compiled for scripts, kept in the cache of this user for the next start. Node runs what it is given
// there: it is used only where it is whole, and for the same text and the same Node.
import {createHash} from 'node:crypto';
import fs from 'node:fs';
import {dirname, join} from 'node:path';
import type {Script} from 'node:vm';
import {cacheFolder} from './cache-folder.ts';
import type {Environment} from './environment.ts';

// As they are at the start: what reads the project may be watched later, and this does not belong to it.
const {mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync} = fs;

/** Of scripts that are loaded together, in one file. */
export type CompiledCode = {
	readonly find: (name: string, text: string) => Buffer | undefined;
	/**
	 * At the end of this process, the file is written anew where the code of a script was not in it, without what is of
	 * another version of the program.
	 */
	readonly add: (name: string, text: string, script: Script) => void;
};

type Kept = {readonly code: Buffer; readonly of: string};

/** Files, the newest ones: each command has about eight, for each version of the program and of Node. */
const most = 40;

/** Opens what is kept under a name. `atExit`: calls the work at the end of this process. */
export function compiledCode(
	env: Environment,
	atExit: (work: () => void) => void = work => void process.once('exit', work),
): (name: string) => CompiledCode {
	const opened: (() => void)[] = [];
	atExit(() => {
		for (const keep of opened) keep();
	});
	return name => {
		const file = join(cacheFolder(env), 'code', `${name}-${process.version}-${process.arch}`);
		const kept = read(file);
		const scripts = new Map<string, {readonly text: string; readonly script: Script}>();
		let isOfOtherVersion = false;
		opened.push(() => {
			if ([...scripts.values()].every(({script}) => script.cachedDataRejected === false)) return;
			const compiled = [...scripts].map(([id, {text, script}]) => [id, keptOf(text, script)] as const);
			write(file, new Map([...(isOfOtherVersion ? [] : kept), ...compiled]));
		});
		return {
			find: (id, text) => {
				const found = kept.get(id);
				if (found === undefined || found.of === checksum(text)) return found?.code;
				isOfOtherVersion = true;
				return undefined;
			},
			add: (id, text, script) => void scripts.set(id, {text, script}),
		};
	};
}

const keptOf = (text: string, script: Script): Kept => ({code: script.createCachedData(), of: checksum(text)});

/** The checksum of what follows; a line that lists the code; the code. Empty where it is not as it was written. */
function read(file: string): ReadonlyMap<string, Kept> {
	try {
		const whole = readFileSync(file);
		const rest = whole.subarray(checksumLength);
		if (whole.toString('latin1', 0, checksumLength) !== checksum(rest)) return new Map();
		const end = rest.indexOf('\n');
		const list = JSON.parse(rest.toString('utf8', 0, end)) as readonly (readonly [string, string, number])[];
		let from = end + 1;
		return new Map(list.map(([name, of, length]) => [name, {of, code: rest.subarray(from, (from += length))}]));
	} catch {
		return new Map();
	}
}

function write(file: string, kept: ReadonlyMap<string, Kept>): void {
	const list = JSON.stringify([...kept].map(([name, {of, code}]) => [name, of, code.length]));
	const rest = Buffer.concat([Buffer.from(`${list}\n`), ...[...kept.values()].map(({code}) => code)]);
	const temporary = `${file}.${process.pid}.tmp`;
	try {
		mkdirSync(dirname(file), {recursive: true, mode: 0o700});
		try {
			writeFileSync(temporary, Buffer.concat([Buffer.from(checksum(rest)), rest]), {mode: 0o600, flag: 'wx'});
			renameSync(temporary, file);
		} finally {
			rmSync(temporary, {force: true});
		}
		removeOld(dirname(file));
	} catch {
		// Without it the program only starts slower.
	}
}

function removeOld(folder: string): void {
	const times = readdirSync(folder).map(name => ({
		path: join(folder, name),
		time: statSync(join(folder, name)).mtimeMs,
	}));
	const old = times.toSorted((a, b) => b.time - a.time).slice(most);
	for (const {path} of old) rmSync(path, {force: true});
}

/** Hexadecimal digits of SHA-256. */
const checksumLength = 64;

const checksum = (content: Uint8Array | string): string => createHash('sha256').update(content).digest('hex');
