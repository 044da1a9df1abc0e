// The packed package runs alone: in an empty folder, without a network and without any other package.
import {mkdtemp, readdir, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {execa} from 'execa';
import {afterAll, beforeAll, expect, it} from 'vitest';
import * as z from 'zod';
import {bed} from '../bed/bed.ts';
import {describeWith} from '../bed/part.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
let folder: string;
let archive: string;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'kfp-wizard-package-'));
	// Without scripts: the other tests are running what a build would replace.
	await execa('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], {cwd: root});
	archive = `./${(await readdir(folder)).find(name => name.endsWith('.tgz')) ?? ''}`;
});
afterAll(() => rm(folder, {recursive: true, force: true}));

it('runs nothing when it is installed', async () => {
	const manifest: unknown = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
	const {scripts} = z.object({scripts: z.record(z.string(), z.string())}).parse(manifest);
	const atInstall = /^(?:pre|post)?install$|^prepare$|^(?:pre|post)prepare$|^dependencies$/;
	expect(Object.keys(scripts).filter(name => atInstall.test(name))).toEqual([]);
});

const npx = (...args: readonly string[]) =>
	execa('npx', [archive, ...args], {
		cwd: folder,
		reject: false,
		env: {npm_config_yes: 'true', npm_config_offline: 'true', npm_config_cache: join(folder, 'cache')},
	});

it('prints its version', async () => {
	const version = await npx('--version');
	expect(version.stdout, version.stderr).toMatch(/^kfp-wizard \d+\.\d+\.\d+ \(Node /);
});

it.each(['', 'relative'])('B64: nothing is kept in the current folder where HOME is %j', async home => {
	const empty = await mkdtemp(join(folder, 'empty-'));
	const env = {HOME: home, XDG_CACHE_HOME: ''};
	const version = await execa('node', [join(root, 'bin', 'kfp-wizard.js'), '--version'], {cwd: empty, env});
	expect(version.stdout).toMatch(/^kfp-wizard/);
	expect(await readdir(empty)).toEqual([]);
});

describeWith(await bed.python('kfp-2'), 'with a Python that has no Kedro', python => {
	it('says so, which only the inspector can tell: it is in the package', async () => {
		const check = await npx('check', '--project', join(root, 'examples', 'bike-share'), '--python', python);
		expect(check.exitCode).toBe(3);
		expect(check.stderr).toContain('Kedro');
	});
});

it('holds no sources, no tests and nothing of the project but what it needs, and the pages that reports point to', async () => {
	const {stdout} = await execa('tar', ['-tzf', archive], {cwd: folder});
	const files = stdout.split('\n').sort();
	expect(files.filter(file => !file.startsWith('package/dist/'))).toEqual([
		'package/LICENSE',
		'package/README.md',
		'package/bin/kfp-wizard.js',
		'package/docs/checks.md',
		'package/docs/troubleshooting.md',
		'package/package.json',
	]);
	for (const folder of ['artifacts', 'inspector']) {
		const modules = (await readdir(join(root, 'src', 'kedro', folder))).filter(name => name.endsWith('.py'));
		expect(files.filter(file => file.startsWith(`package/dist/${folder}/`))).toEqual(
			modules.map(name => `package/dist/${folder}/${name}`).sort(),
		);
	}
	expect(files).toContain('package/dist/bootstrap.py');
	expect(files).toContain('package/dist/warm.py');
	expect(files).toContain('package/dist/kfp.schema.json');
	expect(files).toContain('package/dist/licenses.txt');
	expect(files).toContain('package/dist/sbom.cdx.json');
	const rest = files.filter(
		file => !/^package\/dist\/(?:artifacts|inspector)\/|^package\/[^/]+$|^package\/(bin|docs)\//.test(file),
	);
	const data = ['bootstrap.py', 'warm.py', 'kfp.schema.json', 'licenses.txt', 'sbom.cdx.json'].map(
		name => `package/dist/${name}`,
	);
	expect(rest.filter(file => !data.includes(file) && !/^package\/dist\/[\w-]+\.js$/.test(file))).toEqual([]);
});
