// Loads the program from its chunks, each of which is one function (scripts/functions.js). The code that Node compiles for
// them is kept in the cache of this user, for the next start.
import fs from 'node:fs';
import {createRequire} from 'node:module';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {Script} from 'node:vm';
import {type CompiledCode, compiledCode} from '../system/compiled-code.ts';
import {completeHome} from './home-variable.ts';

// As it is at the start: what reads the project may be watched later, and this does not belong to it.
const {readFileSync} = fs;

type Exports = Readonly<Record<string, unknown>>;

type Chunk = {
	exports: Exports;
	/** Those that wait for something while they are loaded are imported on demand only. */
	ready?: Promise<void> | undefined;
};

type Run = (
	exports: Exports,
	require: (name: string) => unknown,
	module: Chunk,
	filename: string,
	importOnDemand: (name: string) => Promise<unknown>,
) => Promise<void> | undefined;

/** What the program exports. */
export function startProgram(): Exports {
	// The cache is in the home folder.
	completeHome(process.env, process.platform);
	return loadProgram(dirname(fileURLToPath(import.meta.url)), './kfp-wizard.js', compiledCode(process.env));
}

/**
 * What the chunk `start` of a folder exports. Compiled code is kept for it and for each import on demand, with the chunks that
 * come with them.
 */
export function loadProgram(folder: string, start: string, openCode: (name: string) => CompiledCode): Exports {
	const native = createRequire(join(folder, start));
	const chunks = new Map<string, Chunk>();

	const load = (name: string, code: CompiledCode): Chunk => {
		const loaded = chunks.get(name);
		if (loaded !== undefined) return loaded;
		const filename = join(folder, name);
		const text = readFileSync(filename, 'utf8');
		const script = new Script(text, {filename, cachedData: code.find(name, text)});
		code.add(name, text, script);
		const chunk: Chunk = {exports: {}};
		chunks.set(name, chunk);
		const require = (other: string): unknown => (isChunk(other) ? load(other, code).exports : native(other));
		const run = script.runInThisContext() as Run;
		chunk.ready = run(chunk.exports, require, chunk, filename, importOnDemand);
		return chunk;
	};
	const importOnDemand = async (name: string): Promise<unknown> => {
		if (!isChunk(name)) return withDefault(native(name));
		const chunk = chunks.get(name) ?? load(name, openCode(name));
		await chunk.ready;
		return chunk.exports;
	};
	return load(start, openCode(start)).exports;
}

const isChunk = (name: string): boolean => name.startsWith('./');

/** A module of Node as `import` gives it. */
const withDefault = (module: object): object => Object.create(module, {default: {value: module}}) as object;
