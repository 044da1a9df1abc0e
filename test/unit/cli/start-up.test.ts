// What every start of the program loads, `--version` too: no library that takes long to load.
import {readFile} from 'node:fs/promises';
import {dirname, resolve} from 'node:path';
import {expect, it} from 'vitest';

/** Modules that `file` imports before it runs, directly or through others; imports of types alone do not count. */
async function loadedBy(file: string, seen = new Set<string>()): Promise<ReadonlySet<string>> {
	if (seen.has(file)) return seen;
	seen.add(file);
	const text = await readFile(file, 'utf8');
	for (const [, clause = '', from = ''] of text.matchAll(/^(?:import|export) (?!type\b)([^;]*?) from '([^']+)';$/gm)) {
		if (/^\{(?:\s*type [^,}]+,?)*\s*\}$/.test(clause)) continue;
		if (from.startsWith('.')) await loadedBy(resolve(dirname(file), from), seen);
		else seen.add(from);
	}
	return seen;
}

it('the start of the program loads neither a schema, a screen, YAML nor a process library', async () => {
	const loaded = await loadedBy(resolve('src/cli/main.ts'));
	expect(loaded.size).toBeGreaterThan(20);
	for (const heavy of ['zod', 'ink', 'react', 'yaml', 'execa', '@inquirer/prompts'])
		expect([...loaded]).not.toContain(heavy);
});

it('only what writes a page loads the parser of Markdown', async () => {
	expect([...(await loadedBy(resolve('src/rehearse/report.ts')))]).toContain('marked');
	const loaded = new Set<string>();
	for (const command of ['deploy', 'home/home', 'check/check', 'rehearse', 'runs/runs', 'status/status'])
		await loadedBy(resolve(`src/commands/${command}.ts`), loaded);
	expect([...loaded]).toContain('zod');
	expect([...loaded]).not.toContain('marked');
});
