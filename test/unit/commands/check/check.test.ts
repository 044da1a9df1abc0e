// `kfp-wizard check`: findings as events or as one JSON document, exit code 3 with errors, and what --fix writes.
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {check} from '../../../../src/commands/check/check.ts';
import type {Options} from '../../../../src/options/options.ts';
import {testContext} from '../../../support/context.ts';
import {flag, on} from '../../../support/deploy-parts.ts';
import {errorOf} from '../../../support/error-of.ts';
import {implied, node, type FactOverrides} from '../../../support/facts.ts';
import {unattendedUi} from '../../../support/scripted-ui.ts';
import {standInProject} from '../../../support/stand-in-project.ts';

/** `trips` is only in memory. */
const broken: FactOverrides = {project: {datasets: [implied('trips')]}};

async function run(options: Options, given: FactOverrides = {}, files: Readonly<Record<string, string>> = {}) {
	const {root, python} = await standInProject(given, files);
	const {ui, reported} = unattendedUi();
	const context = testContext(ui, {cwd: root});
	const all: Options = {python: flag(python, '--python'), env: flag('s3', '--env'), ...options};
	const exitCode = await check({options: all, args: []}, context);
	return {
		exitCode,
		reported,
		root,
		python,
		document: () => JSON.parse(context.printed()) as Readonly<Record<string, unknown>>,
		printed: context.printed,
	};
}

describe('check', () => {
	it('reports findings and passed rules as an event, and ends with 0 without errors', async () => {
		const {exitCode, reported, printed} = await run({});
		expect(exitCode).toBe(0);
		expect(reported.at(-1)).toMatchObject({event: 'findings', findings: []});
		expect(printed()).not.toContain('catalog/');
	});

	it('shows what this machine has, whatever is missing there', async () => {
		const {exitCode, printed} = await run({});
		expect(exitCode).toBe(0);
		expect(printed()).toMatch(/^\nThis machine\n\+ Node +20/);
		expect(printed()).toMatch(/^! kubectl +kubectl is not installed$/m);
		expect((await run(on('quiet'))).printed()).toBe('');
		const machine = (await run(on('json'))).document()['machine'];
		expect(machine).toMatchObject([
			{id: 'node', state: 'ok'},
			{id: 'python'},
			{id: 'kedro'},
			{id: 'engine'},
			{id: 'kubectl'},
			{id: 'context'},
		]);
		expect(JSON.stringify(machine)).not.toContain('failed');
	});

	it('ends with exit code 3 when there are errors, and names the command that fixes them', async () => {
		const {exitCode, reported, python} = await run({}, broken);
		expect(exitCode).toBe(3);
		expect(reported.at(-2)).toMatchObject({
			event: 'findings',
			findings: [{rule: 'catalog/memory-dataset', severity: 'error'}],
		});
		expect(reported.at(-1)).toMatchObject({
			level: 'info',
			message: `kfp-wizard can fix 1 of these:\nkfp-wizard check --fix --python ${python} --env s3 --data s3://tide/demo`,
		});
	});

	it('ends where the nodes of a task have settings that contradict each other, as a deploy does', async () => {
		const values = {nodes: {load: {image: 'tide/a:1'}, fit: {image: 'tide/b:1'}}};
		const settings = {files: ['conf/s3/kfp.yml'], values, params: {}, places: [], problem: null};
		const given = {nodes: [node('load: raw -> trips'), node('fit: trips -> model')], project: {settings}};
		expect((await run({}, given)).exitCode).toBe(0);
		const error = await errorOf(run({groupBy: flag('all', '--group-by')}, given));
		expect(error).toMatchObject({kind: 'project', code: 'SETTINGS_CONFLICT'});
	});

	it('in local names another environment for the fixes, which may be new', async () => {
		const {reported} = await run({env: flag('local', '--env')}, broken);
		expect(reported.at(-1)).toMatchObject({
			message: expect.stringMatching(/of these in another environment, which may be new:\n.* --env cluster /),
		});
	});

	it('--json prints one document with the same, and the grouping', async () => {
		const {exitCode, document, reported} = await run(on('json'), broken);
		expect(exitCode).toBe(3);
		expect(document()).toMatchObject({
			ok: false,
			exitCode: 3,
			project: 'Demo',
			kedro: '1.7.0',
			pipeline: '__default__',
			environment: 's3',
			grouping: {by: 'node', nodes: 2, tasks: 2},
			findings: [{rule: 'catalog/memory-dataset'}],
		});
		expect(document()).not.toHaveProperty('fixed');
		expect(reported.some(({event}) => event === 'findings')).toBe(false);
	});

	it('--fix --dry-run shows what would be written, and writes nothing', async () => {
		const options = {...on('fix', 'dryRun'), data: flag('s3://tide/demo', '--data')};
		const {exitCode, root, printed, reported} = await run(options, broken);
		expect(exitCode).toBe(3);
		expect(printed()).toMatch(/^conf\/s3\/catalog\.yml {2}new, \+\d+\n {2}\+ trips:/m);
		expect(reported.map(({event}) => event)).not.toContain('written');
		await expect(readFile(join(root, 'conf/s3/catalog.yml'), 'utf8')).rejects.toThrow('ENOENT');
		const json = await run({...options, ...on('json')}, broken);
		expect(json.document()['changes']).toContainEqual(expect.objectContaining({file: 'conf/s3/catalog.yml'}));
	});

	it('--fix writes the fixes and the missing Dockerfile, and reports each file', async () => {
		const options = {...on('fix', 'json'), data: flag('s3://tide/demo', '--data')};
		const {root, reported, document} = await run(options, broken);
		expect(await readFile(join(root, 'conf/s3/catalog.yml'), 'utf8')).toContain('trips:');
		expect(reported.filter(({event}) => event === 'written').length).toBeGreaterThan(0);
		expect(document()).toMatchObject({
			fixed: expect.arrayContaining([expect.objectContaining({file: 'conf/s3/catalog.yml'})]),
			commands: [],
		});
	});

	it('refuses a bad --data before the project is looked for', async () => {
		const {ui, reported} = unattendedUi();
		const options: Options = {...on('fix'), data: flag('nonsense', '--data')};
		expect(await errorOf(check({options, args: []}, testContext(ui, {cwd: '/'})))).toMatchObject({
			code: 'BAD_VALUE',
			message: '--data: "nonsense" is not a valid data URL',
			detail: 'A data URL looks like s3://bucket/prefix',
		});
		expect(reported).toEqual([]);
	});

	it('--ignore and --group-by count as in a deploy', async () => {
		expect((await run({ignore: flag(['catalog/memory-dataset'], '--ignore')}, broken)).exitCode).toBe(0);
		expect((await run({groupBy: flag('all', '--group-by')}, broken)).exitCode).toBe(0);
		expect(await errorOf(run({groupBy: flag('nodes', '--group-by')}))).toMatchObject({code: 'BAD_VALUE'});
		expect(await errorOf(run({pipeline: flag('train', '--pipeline')}))).toMatchObject({code: 'UNKNOWN_NAME'});
	});
});
