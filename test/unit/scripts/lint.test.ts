// The lint rules that hold the rooms of src apart, on small samples with this repository's configuration.
import {spawnSync} from 'node:child_process';
import {copyFile, mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {afterEach, beforeEach, expect, it} from 'vitest';
import {writeTree} from '../../support/tree.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'kfp-wizard-lint-'));
	await copyFile(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
});
afterEach(() => rm(folder, {recursive: true, force: true}));

/** `file rule` of each finding, sorted. */
async function lint(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
	await writeTree(folder, files);
	const oxlint = join(root, 'node_modules', 'oxlint', 'bin', 'oxlint');
	const {stdout} = spawnSync(process.execPath, [oxlint, '--format=unix', 'src'], {cwd: folder, encoding: 'utf8'});
	return [...stdout.matchAll(/^(\S+?):\d+:\d+: .*\[Error\/(\S+)\]$/gm)]
		.map(([, file, rule]) => `${file} ${rule}`)
		.sort();
}

it('finds Ink and React outside src/ui/ink', async () => {
	const files = {
		'src/ui/ink/app.ts': "export {Box} from 'ink';\nexport {useState} from 'react';\n",
		'src/ui/plain/one.ts': "export {Box} from 'ink';\n",
		'src/deploy/two.ts': "import type {ReactNode} from 'react';\nexport type Two = ReactNode;\n",
		'src/cli/three.ts': "import {jsx} from 'react/jsx-runtime';\nexport const three = jsx;\n",
		'src/kedro/four.ts': "export {link} from 'ink-link';\n",
	};
	const rule = 'eslint(no-restricted-imports)';
	expect(await lint(files)).toEqual([
		`src/cli/three.ts ${rule}`,
		`src/deploy/two.ts ${rule}`,
		`src/ui/plain/one.ts ${rule}`,
	]);
});

it('finds process outside src/cli and src/system, and its module everywhere', async () => {
	const read = 'export const home = process.env.HOME;\n';
	const imported = "import {env} from 'node:process';\nexport const home = env.HOME;\n";
	const files = {
		'src/schema/a.ts': read,
		'src/schema/b.ts': imported,
		'src/schema/c.ts': 'export const home = globalThis.process.env.HOME;\n',
		'src/schema/fine.ts': 'export const one = (child: {process: number}) => child.process;\n',
		'src/cli/a.ts': read,
		'src/system/a.ts': read,
		'src/ui/ink/a.ts': imported,
	};
	expect(await lint(files)).toEqual([
		'src/schema/a.ts eslint(no-restricted-globals)',
		'src/schema/b.ts eslint(no-restricted-imports)',
		'src/schema/c.ts eslint(no-restricted-globals)',
		'src/ui/ink/a.ts eslint(no-restricted-imports)',
	]);
});

it('finds circles between files, also of types and of exports', async () => {
	const files = {
		'src/kedro/a.ts': "import {b} from './b.ts';\nexport const a = (): number => b();\n",
		'src/kedro/b.ts': "import {c} from './c.ts';\nexport const b = (): number => c();\n",
		'src/kedro/c.ts': "import {a} from './a.ts';\nexport const c = (): number => a();\n",
		'src/kedro/d.ts': "import {a} from './a.ts';\nexport const d = a;\n",
		'src/tasks/a.ts': "import type {B} from './b.ts';\nexport type A = {readonly b: B};\n",
		'src/tasks/b.ts': "export type {A} from './a.ts';\nexport type B = {readonly name: string};\n",
	};
	const circle = ['src/kedro/a.ts', 'src/kedro/b.ts', 'src/kedro/c.ts', 'src/tasks/a.ts', 'src/tasks/b.ts'];
	expect(await lint(files)).toEqual(circle.map(file => `${file} import(no-cycle)`));
});
