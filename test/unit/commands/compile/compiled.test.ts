// `compile` with nothing changed writes what it made the last time, and makes it again where anything has changed.
import {mkdir, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {beforeEach, describe, expect, it, vi} from 'vitest';
import {compile} from '../../../../src/commands/compile/compile.ts';
import type {Options} from '../../../../src/options/options.ts';
import {onRanCommand} from '../../../../src/system/ran-commands.ts';
import type {Context} from '../../../../src/ui/context.ts';
import {testContext} from '../../../support/context.ts';
import {flag, on} from '../../../support/deploy-parts.ts';
import {errorOf} from '../../../support/error-of.ts';
import {scratch} from '../../../support/scratch.ts';
import {unattendedUi} from '../../../support/scripted-ui.ts';
import {type StandInProject, standInProject} from '../../../support/stand-in-project.ts';

let project: StandInProject;
let cache: string;
let notes: string[];

beforeEach(async () => {
	cache = await scratch();
	project = await standInProject();
	const watched = {opened: [at('src/demo/nodes.py')], listed: [at('conf')], asked: [], installed: []};
	await mkdir(at('conf'));
	// A folder in which the project makes a file while it is read is another one after that.
	for (const name of ['.requests', '.environment']) await writeFile(at(name), '');
	await writeFile(at('.dependencies.json'), JSON.stringify(watched));
	// What changed a moment ago, such as a folder with a new file, may change again in the same tick: it is not kept.
	vi.useFakeTimers({toFake: ['Date'], now: Date.now() + 60_000});
	onRanCommand(line => void notes.push(line));
	return () => {
		onRanCommand(() => {});
		vi.useRealTimers();
	};
});

const at = (name: string): string => join(project.root, name);

const options = (more: Options = {}): Options => ({
	project: flag(project.root, '--project'),
	python: flag(project.python, '--python'),
	env: flag('s3', '--env'),
	image: flag('ghcr.io/acme/demo:1.4', '--image'),
	...more,
});

async function run(more: Options = {}, surroundings: Partial<Context> = {}) {
	const {ui, reported} = unattendedUi();
	const env = {
		XDG_CACHE_HOME: cache,
		AWS_SHARED_CREDENTIALS_FILE: at('credentials'),
		AWS_CONFIG_FILE: at('config'),
		...surroundings.env,
	};
	notes = [];
	const context = testContext(ui, {cwd: project.root, ...surroundings, env});
	await compile({options: options(more), args: []}, context);
	return {
		isRecalled: notes.some(line => line.includes('The spec is not made again')),
		reported,
		printed: context.printed(),
	};
}

describe('compile with nothing changed', () => {
	it('reports and writes the same, without reading the project', async () => {
		const first = await run();
		const text = await readFile(at('demo.yaml'), 'utf8');
		const second = await run();
		expect([first.isRecalled, second.isRecalled]).toEqual([false, true]);
		expect(second.reported.slice(0, -1)).toEqual(first.reported.slice(0, -1));
		expect(second.reported.at(-1)).toMatchObject({detail: expect.stringContaining('unchanged')});
		await rm(at('demo.yaml'));
		expect((await run()).isRecalled).toBe(true);
		expect(await readFile(at('demo.yaml'), 'utf8')).toBe(text);
		expect(await project.requests()).toHaveLength(1);
	});

	it('prints the same document and the same spec', async () => {
		for (const more of [on('json'), {spec: flag('-', '--spec')}]) {
			const first = await run(more);
			const second = await run(more);
			expect(second).toMatchObject({isRecalled: true});
			expect(second.printed.replace('unchanged', 'created')).toBe(first.printed);
		}
	});

	it('writes over no file of another program, and over what was changed by hand only a spec', async () => {
		await run();
		await writeFile(at('demo.yaml'), `${await readFile(at('demo.yaml'), 'utf8')}# changed\n`);
		expect((await run()).reported.at(-1)).toMatchObject({detail: expect.stringContaining('updated')});
		await writeFile(at('demo.yaml'), 'mine\n');
		expect(await errorOf(run())).toMatchObject({code: 'NOT_OUR_FILE'});
		expect(await readFile(at('demo.yaml'), 'utf8')).toBe('mine\n');
	});
});

describe('compile makes the spec again', () => {
	it.each<readonly [string, () => unknown]>([
		['the code of the project', () => writeFile(at('src/demo/nodes.py'), 'x = 2\n')],
		['a folder that Python listed', () => writeFile(at('conf/new.yml'), '')],
		['pyproject.toml', () => writeFile(at('pyproject.toml'), '[tool.kedro]\npackage_name = "demo"\n# more\n')],
		['a kfp.yml that is new', () => mkdir(at('conf/s3')).then(() => writeFile(at('conf/s3/kfp.yml'), 'cpu: 1\n'))],
		['the Dockerfile', () => writeFile(at('Dockerfile'), 'FROM python:3.12\n')],
		['a file with logins that is new', () => writeFile(at('credentials'), '[default]\n')],
		['the interpreter', () => writeFile(project.python, '#!/bin/sh\nexit 1\n')],
	])('after a change of %s', async (_, change) => {
		await run();
		expect((await run()).isRecalled).toBe(true);
		await change();
		const again = await run().catch(() => ({isRecalled: false}));
		expect(again.isRecalled).toBe(false);
	});

	it.each<readonly [string, Options, Partial<Context>]>([
		['another image', {image: flag('ghcr.io/acme/demo:2', '--image')}, {}],
		['an option from another source', {image: flag('ghcr.io/acme/demo:1.4', 'KFP_WIZARD_IMAGE')}, {}],
		['another variable', {}, {env: {AWS_REGION: 'eu-west-1'}}],
		['another folder', {}, {cwd: '/'}],
		['--no-cache', {cache: flag(false as const, '--no-cache')}, {}],
		['--dry-run', on('dryRun'), {}],
	])('for %s', async (_, more, surroundings) => {
		await run();
		expect((await run(more, surroundings)).isRecalled).toBe(false);
	});

	it('where the memory is not as it was written', async () => {
		await run();
		const folder = join(cache, 'kfp-wizard', 'compiled');
		const [name = ''] = await readdir(folder);
		const kept = await readFile(join(folder, name), 'utf8');
		for (const damaged of ['', kept.slice(0, -5), kept.replace('acme/demo', 'acme/dema'), '{}']) {
			await writeFile(join(folder, name), damaged);
			expect((await run()).isRecalled).toBe(false);
		}
		await run();
		expect((await run()).isRecalled).toBe(true);
	});

	it('where Python did not say what its answer depends on, or the checks failed', async () => {
		await rm(at('.dependencies.json'));
		await run();
		expect((await run()).isRecalled).toBe(false);
		await project.answer({error: {code: 'IMPORT_FAILED', message: 'no', place: null, detail: ''}});
		await errorOf(run());
		expect(await readdir(join(cache, 'kfp-wizard')).catch(() => [])).not.toContain('compiled');
	});
});

it('variables that a shell changes by itself do not count', async () => {
	await run({}, {env: {SHLVL: '1', PWD: '/a'}});
	expect((await run({}, {env: {SHLVL: '2', PWD: '/b', OLDPWD: '/a'}})).isRecalled).toBe(true);
});
