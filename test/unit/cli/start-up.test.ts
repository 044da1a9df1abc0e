// What is loaded before the program does anything: by the start, by each UI mode, and by each command. Nothing is loaded
// before it is needed.
import {readFile} from 'node:fs/promises';
import {dirname, relative, resolve} from 'node:path';
import {describe, expect, it} from 'vitest';
import {commands} from '../../../src/commands/commands.ts';

const imported = /^(?:import|export) (?!type\b)([^;]*?) from '([^']+)';$/gm;

/** Modules that a file imports when it is loaded; imports of types alone do not count. */
const importsOf = async (file: string): Promise<readonly string[]> =>
	[...(await readFile(file, 'utf8')).matchAll(imported)].flatMap(([, clause = '', from = '']) =>
		/^\{(?:\s*type [^,}]+,?)*\s*\}$/.test(clause) ? [] : [from.startsWith('.') ? resolve(dirname(file), from) : from],
	);

const known = new Map<string, Promise<readonly string[]>>();

/** Modules that are loaded with a file, directly or through others. */
async function loadedBy(file: string, seen = new Set<string>()): Promise<ReadonlySet<string>> {
	if (seen.has(file)) return seen;
	seen.add(file);
	const imports = known.get(file) ?? importsOf(file);
	known.set(file, imports);
	for (const one of await imports) await (one.startsWith('/') ? loadedBy(one, seen) : seen.add(one));
	return seen;
}

/** Names of packages that are loaded with files of src. */
async function packagesOf(...files: readonly string[]): Promise<readonly string[]> {
	const loaded = new Set<string>();
	for (const file of files) await loadedBy(resolve('src', file), loaded);
	expect(loaded.size).toBeGreaterThan(files.length);
	return [...loaded].filter(module => !module.startsWith('/') && !module.startsWith('node:')).sort();
}

describe('the start, which is all of --help and --version', () => {
	it('loads the parser of the command line, the list of options and the list of commands', async () => {
		expect(await packagesOf('cli/main.ts')).toEqual(['commander']);
		const loaded = [...(await loadedBy(resolve('src/cli/main.ts')))];
		const own = loaded.filter(module => module.startsWith('/')).map(file => relative('src', file));
		expect(own.filter(file => /^(?:ui|schema|deploy|checks|fixes|rehearse|follow)\//.test(file))).toEqual([]);
		expect(own.filter(file => file.startsWith('commands/'))).toEqual(['commands/commands.ts']);
		// Each of these takes Node itself a millisecond or more.
		expect(loaded.filter(module => module.startsWith('node:')).sort()).toEqual(['node:net', 'node:path', 'node:util']);
	});

	it('is all that the completion of a shell loads, beside its own files', async () => {
		expect(await packagesOf('cli/main.ts', 'cli/completion/answer.ts')).toEqual(['commander']);
	});
});

const inspecting = ['smol-toml', 'yaml', 'zod'];
const planning = ['aws4fetch', 'diff', ...inspecting];

describe('a command loads its packages when it runs', () => {
	it('beside those of the start: what measures text', async () => {
		expect(await packagesOf('cli/main.ts', 'cli/perform.ts')).toEqual(['commander', 'string-width']);
	});

	it.each([
		['silent/silent.ts', ['string-width']],
		['silent/ndjson.ts', ['zod']],
		['accessible/accessible.ts', ['string-width']],
		['plain/plain.ts', ['@inquirer/prompts', 'string-width']],
		['ink/ink.tsx', ['ink', 'string-width']],
	])('in the UI mode of %s', async (file, packages) => {
		expect(await packagesOf(`ui/${file}`)).toEqual(packages);
	});

	const expected: Readonly<Record<string, readonly string[]>> = {
		'deploy.ts': planning,
		'home/home.ts': planning,
		'check/check.ts': planning,
		'doctor/doctor.ts': ['aws4fetch', ...inspecting],
		'describe.ts': inspecting,
		'compile/compile.ts': [],
		'rehearse.ts': planning,
		'runs/run.ts': planning,
		'runs/runs.ts': inspecting,
		'status/status.ts': planning,
		'status/follow.ts': planning,
		'logs/logs.ts': planning,
		'runs/terminate.ts': inspecting,
		'runs/retry.ts': inspecting,
		'runs/schedules.ts': inspecting,
		'teardown/teardown.ts': inspecting,
		'migrate/migrate.ts': ['diff', 'smol-toml', 'yaml', 'zod'],
		'completion/completion.ts': [],
	};

	it.each(Object.entries(expected))('%s', async (file, packages) => {
		const loaded = await packagesOf('cli/perform.ts', `commands/${file}`);
		expect(loaded).toEqual([...packages, 'string-width'].sort());
	});

	it('compile loads what reads the project where something has changed, and the rest while Python runs', async () => {
		expect(await packagesOf('commands/compile/compile-anew.ts')).toEqual(inspecting);
		expect(await packagesOf('commands/plan-spec.ts')).toEqual(expect.arrayContaining(planning));
	});

	it('all of them are listed here', async () => {
		const text = await readFile('src/commands/commands.ts', 'utf8');
		const files = [...text.matchAll(/import\('\.\/([^']+)'\)/g)].map(([, file = '']) => file);
		expect(files.toSorted()).toEqual(Object.keys(expected).sort());
		expect(files.length).toBeGreaterThanOrEqual(commands.length);
	});
});

it('only what writes a page loads the parser of Markdown', async () => {
	expect(await packagesOf('rehearse/report.ts')).toContain('marked');
});
