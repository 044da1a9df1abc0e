// What `check` gives other programs: reports where they were asked for, annotations and a summary in GitHub Actions.
import {readdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {check} from '../../../../src/commands/check/check.ts';
import type {Options} from '../../../../src/options/options.ts';
import {testContext} from '../../../support/context.ts';
import {flag, on} from '../../../support/deploy-parts.ts';
import {csv, type FactOverrides, implied} from '../../../support/facts.ts';
import {scratch} from '../../../support/scratch.ts';
import {unattendedUi} from '../../../support/scripted-ui.ts';
import {standInProject} from '../../../support/stand-in-project.ts';

const broken: FactOverrides = {
	project: {datasets: [implied('trips'), csv('raw', 's3://tide/raw.csv'), csv('model', '/tmp/100%, a:b.csv')]},
};

type Given = {readonly options?: Options; readonly given?: FactOverrides; readonly python?: string};

async function run(reports: readonly string[], {options = {}, given = broken, python}: Given = {}, env = {}) {
	const project = await standInProject(given);
	const {root} = project;
	const errors: string[] = [];
	const {ui, reported} = unattendedUi();
	const stderr = {write: (text: string) => errors.push(text)};
	const context = testContext(ui, {cwd: root, env: {GITHUB_STEP_SUMMARY: join(root, 'summary.md'), ...env}, stderr});
	const all = {
		python: flag(python ?? project.python, '--python'),
		env: flag('s3', '--env'),
		...(reports.length === 0 ? {} : {report: flag(reports, '--report')}),
		...options,
	};
	const ended = await check({options: all, args: []}, context).catch((error: unknown) => error);
	const read = (file: string): Promise<string> => readFile(join(root, file), 'utf8');
	return {root, ended, reported, read, printed: context.printed(), errors: errors.join('')};
}

describe('check --report', () => {
	it('writes every report, also with errors, in folders that are not there yet, and nothing else', async () => {
		const {ended, read, root} = await run(['junit=out/ci/junit.xml', 'sarif=out/check.sarif', 'gitlab=out/a=b.json']);
		expect(ended).toBe(3);
		expect(await read('out/ci/junit.xml')).toContain('<failure type="catalog/memory-dataset"');
		expect(JSON.parse(await read('out/check.sarif'))).toMatchObject({version: '2.1.0'});
		expect(JSON.parse(await read('out/a=b.json'))).toHaveLength(2);
		expect((await readdir(join(root, 'out'))).sort()).toEqual(['a=b.json', 'check.sarif', 'ci']);
	});

	it('prints a report on stdout, and nothing beside it', async () => {
		const {printed, reported} = await run(['gitlab=-'], {}, {GITHUB_ACTIONS: 'true'});
		expect(JSON.parse(printed)).toHaveLength(2);
		expect(reported.some(({event}) => event === 'findings')).toBe(false);
	});

	it('reports what keeps the project from being checked', async () => {
		const {ended, read} = await run(['junit=x.xml', 'gitlab=x.json'], {python: '/nowhere/python'});
		const {code} = ended as {readonly code: string};
		expect(JSON.parse(await read('x.json'))).toMatchObject([{check_name: `error/${code}`, severity: 'critical'}]);
		expect(await read('x.xml')).toContain(`<failure type="error/${code}"`);
	});
});

describe('in GitHub Actions', () => {
	const env = {GITHUB_ACTIONS: 'true'};

	it('writes an annotation for each finding on stdout, with what its readers unescape', async () => {
		const {printed, errors} = await run([], {}, env);
		expect(errors).toBe('');
		const annotations = printed.split('\n').filter(line => line.startsWith('::'));
		expect(annotations).toHaveLength(2);
		expect(annotations[0]).toMatch(
			/^::error file=src\/demo\/nodes.py,line=10,title=catalog\/memory-dataset::.*%0AFix: /,
		);
		expect(annotations[1]).toMatch(
			/^::warning file=conf\/base\/catalog.yml,line=7,title=catalog\/lost-output::.*\/tmp\/100%25, a:b.csv /,
		);
	});

	it('writes them on stderr where stdout holds a document', async () => {
		const {printed, errors} = await run([], {options: on('json')}, env);
		expect(JSON.parse(printed)).toMatchObject({exitCode: 3});
		expect(errors).toContain('::error ');
	});

	it('appends a summary whose texts are no markup', async () => {
		const path = join(await scratch(), 'summary.md');
		await writeFile(path, 'before\n');
		await run([], {}, {GITHUB_STEP_SUMMARY: path});
		const summary = await readFile(path, 'utf8');
		expect(summary).toContain(
			'before\n### kfp-wizard check: Demo, &#95;&#95;default&#95;&#95;, s3\n\n1 error · 1 warning',
		);
		expect(summary).toContain('| error | ');
	});

	it('notes a summary that cannot be written, and ends as without it', async () => {
		const {ended, reported} = await run([], {given: {}}, {GITHUB_STEP_SUMMARY: '/proc/none/summary'});
		expect(ended).toBe(0);
		expect(reported).toContainEqual(
			expect.objectContaining({level: 'warning', message: expect.stringContaining('summary')}),
		);
	});

	it('writes neither elsewhere', async () => {
		const {printed, root} = await run([], {}, {GITHUB_STEP_SUMMARY: ''});
		expect(printed).not.toContain('::');
		expect(await readdir(root)).not.toContain('summary.md');
	});
});
