// What chunks of the bundle are made into, run as the program runs them.
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {loadProgram} from '../../../src/cli/load.ts';
import {scratch} from '../../support/scratch.ts';

type Output = {readonly imports: readonly {readonly kind: string}[]};

const file = new URL('../../../scripts/functions.js', import.meta.url).href;
const {asFunction} = (await import(file)) as {asFunction: (text: string, output: Output) => Promise<string>};

/** What the chunk `start` exports. */
async function run(chunks: Readonly<Record<string, string>>): Promise<Readonly<Record<string, unknown>>> {
	const folder = await scratch();
	for (const [name, text] of Object.entries(chunks)) {
		const imports = [...text.matchAll(/\bimport\(/g)].map(() => ({kind: 'dynamic-import'}));
		writeFileSync(join(folder, `${name}.js`), await asFunction(text, {imports}));
	}
	return loadProgram(folder, './start.js', () => ({find: () => undefined, add: () => {}}));
}

const call = (work: unknown): unknown => (work as () => unknown)();

it('a chunk is run when the first of its exports is used, also with new', async () => {
	const {isRun, made} = await run({
		start: `import {Made} from './chunk-A.js';
			export const isRun = () => globalThis.ranChunkA === true;
			export const made = () => new Made('it').name;`,
		'chunk-A': 'globalThis.ranChunkA = true; export class Made { constructor(name) { this.name = name; } }',
	});
	expect(call(isRun)).toBe(false);
	expect(call(made)).toBe('it');
	expect(call(isRun)).toBe(true);
});

it('an export that changes is read as it is', async () => {
	const {read} = await run({
		start: `import {count, add} from './chunk-B.js'; export const read = () => [count, add(), count];`,
		'chunk-B': 'export let count = 0; export const add = () => { count += 1; };',
	});
	expect(call(read)).toEqual([0, undefined, 1]);
});

it('a chunk knows its address, is imported on demand, and may wait while it is run', async () => {
	const {imported} = await run({
		start: "export const imported = async () => (await import('./slow.js')).is;",
		slow: 'export const is = [__awaited(Promise.resolve("ready")), import.meta.url.slice(-8)];',
	});
	expect(await call(imported)).toEqual(['ready', '/slow.js']);
});

it('an import on demand that is not seen fails the build', async () => {
	await expect(
		asFunction('export const a = () => import(name);', {imports: [{kind: 'dynamic-import'}]}),
	).rejects.toThrow('A chunk imports 1 modules on demand; 0 were found.');
});
