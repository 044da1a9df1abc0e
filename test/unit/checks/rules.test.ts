// The list of rules: its ids, and the files that they come from.
import {readdir} from 'node:fs/promises';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {expect, it} from 'vitest';
import {rules} from '../../../src/checks/rules.ts';

const folder = fileURLToPath(new URL('../../../src/checks/rules', import.meta.url));

const files = (await readdir(folder, {recursive: true}))
	.map(file => file.replaceAll('\\', '/'))
	.filter(file => file.endsWith('.ts'));

it('the ids of the rules are unique and of one form', () => {
	const ids = rules.map(rule => rule.id);
	expect(new Set(ids).size).toBe(ids.length);
	for (const id of ids) expect(id).toMatch(/^[a-z]+\/[a-z]+(-[a-z]+)*$/);
});

it.each(files)('the file rules/%s has the one rule with the id of its path, and the list has it', async file => {
	const module: Readonly<Record<string, unknown>> = await import(join(folder, file));
	const id = file.replace(/\.ts$/, '');
	const own = rules.filter(rule => Object.values(module).includes(rule));
	expect(own.map(rule => rule.id)).toEqual([id]);
});

it('every rule of the list has a file', () => {
	expect(rules.map(rule => `${rule.id}.ts`).sort()).toEqual([...files].sort());
});

it('every rule has a test of its own', async () => {
	const tests = await readdir(fileURLToPath(new URL('./rules', import.meta.url)), {recursive: true});
	for (const {id} of rules) expect(tests.map(file => file.replaceAll('\\', '/'))).toContain(`${id}.test.ts`);
});
