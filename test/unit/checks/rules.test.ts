// The lists of rules: their ids, and the files that they come from.
import {readdir} from 'node:fs/promises';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {expect, it} from 'vitest';
import {imageRules} from '../../../src/checks/image-rules.ts';
import {rules} from '../../../src/checks/rules.ts';

const all: readonly {readonly id: string}[] = [...rules, ...imageRules];

const folder = fileURLToPath(new URL('../../../src/checks/rules', import.meta.url));

const files = (await readdir(folder, {recursive: true}))
	.map(file => file.replaceAll('\\', '/'))
	.filter(file => file.endsWith('.ts'));

it('the ids of the rules are unique and of one form', () => {
	const ids = all.map(rule => rule.id);
	expect(new Set(ids).size).toBe(ids.length);
	for (const id of ids) expect(id).toMatch(/^[a-z]+\/[a-z]+(-[a-z]+)*$/);
});

it.each(files)('the file rules/%s has the one rule with the id of its path, and a list has it', async file => {
	const module: Readonly<Record<string, unknown>> = await import(join(folder, file));
	const id = file.replace(/\.ts$/, '');
	const own = all.filter(rule => Object.values(module).includes(rule));
	expect(own.map(rule => rule.id)).toEqual([id]);
});

it('every rule of the lists has a file', () => {
	expect(all.map(rule => `${rule.id}.ts`).sort()).toEqual([...files].sort());
});

// Those of the image have one table of tests: image-rules.test.ts.
it('every rule about a deployment has a test of its own', async () => {
	const tests = await readdir(fileURLToPath(new URL('./rules', import.meta.url)), {recursive: true});
	for (const {id} of rules) expect(tests.map(file => file.replaceAll('\\', '/'))).toContain(`${id}.test.ts`);
});
