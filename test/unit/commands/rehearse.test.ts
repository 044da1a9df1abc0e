// `kfp-wizard rehearse`: which spec it runs, in which environment, and what it needs.
import {chmod, mkdir, readdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {Readable} from 'node:stream';
import {describe, expect, it} from 'vitest';
import {compile} from '../../../src/commands/compile/compile.ts';
import {rehearse} from '../../../src/commands/rehearse.ts';
import type {Options} from '../../../src/options/options.ts';
import type {Context} from '../../../src/ui/context.ts';
import {testContext} from '../../support/context.ts';
import {flag} from '../../support/deploy-parts.ts';
import {errorOf} from '../../support/error-of.ts';
import {node} from '../../support/facts.ts';
import {scratch} from '../../support/scratch.ts';
import {unattendedUi} from '../../support/scripted-ui.ts';
import {standInProject} from '../../support/stand-in-project.ts';

/** A project with a compiled spec, beside its interpreter a `kedro` that notes its arguments. */
async function compiled(exitCode = 0) {
	const {root, python, requests, answer, project} = await standInProject();
	const bin = join(await scratch(), 'bin');
	await mkdir(bin);
	await writeFile(join(bin, 'kedro'), `#!/bin/sh\necho "$*" >> '${bin}/ran'\nexit ${exitCode}\n`);
	await chmod(join(bin, 'kedro'), 0o755);
	const env = {PATH: `${bin}:${process.env['PATH'] ?? ''}`, XDG_CACHE_HOME: join(bin, 'cache'), HOME: root};
	const options: Options = {python: flag(python, '--python')};
	const spec: Options = {
		...options,
		env: flag('s3', '--env'),
		image: flag('ghcr.io/acme/demo:1.4', '--image'),
		secret: flag(false as const, '--no-secret'),
	};
	const write = (path: string) =>
		compile({options: {...spec, spec: flag(path, '--spec')}, args: []}, testContext(unattendedUi().ui, {cwd: root}));
	const run = async (args: readonly string[] = [], more: Options = {}, input: Partial<Context> = {}) => {
		const {ui, reported, headers} = unattendedUi();
		const context = testContext(ui, {cwd: root, env, ...input});
		const outcome = await rehearse({options: {...options, ...more}, args}, context);
		return {outcome, reported, headers};
	};
	const ran = async () =>
		(await readFile(join(bin, 'ran'), 'utf8').catch(() => '')).split('\n').filter(line => line !== '');
	return {root, write, run, ran, requests, answer, project};
}

describe('rehearse', () => {
	it('--dry-run lists the tasks in their order, and runs none', async () => {
		const {write, run, ran} = await compiled();
		await write('demo.yaml');
		const {reported, outcome} = await run([], {dryRun: {value: true, source: '--dry-run'}});
		expect(reported.at(-1)).toMatchObject({event: 'plan', dryRun: true, changes: [{what: 'task'}, {what: 'task'}]});
		expect(outcome).toEqual({});
		expect(await ran()).toEqual([]);
	});

	it('writes its report beside the logs, or to the file that is named', async () => {
		const {root, write, run} = await compiled();
		await write('demo.yaml');
		const {outcome} = await run();
		expect(outcome.report).toBe(join(outcome.logs ?? '', 'report.html'));
		const named = await run([], {report: flag(['page.html'], '--report')});
		expect(named.outcome.report).toBe(join(root, 'page.html'));
		expect(await readFile(join(root, 'page.html'), 'utf8')).toContain('<h2>Timeline</h2>');
	});

	it.each([
		[['none/'], 'cannot be written'],
		[['junit=x.xml'], 'is a report of check'],
		[['-'], 'name a file'],
		[['a.html', 'b.html'], 'name one file'],
	])('--report %j is refused before anything runs', async (texts, problem) => {
		const {root, write, run, ran} = await compiled();
		await write('demo.yaml');
		await mkdir(join(root, 'none'));
		const error = await errorOf(run([], {report: flag(texts, '--report')}));
		expect(error).toMatchObject({kind: 'usage', code: 'BAD_VALUE'});
		expect(error.message).toContain(problem);
		expect(await ran()).toEqual([]);
	});

	it('runs the tasks of the spec at its default path, in the environment of the spec', async () => {
		const {write, run, ran, requests} = await compiled();
		await write('demo.yaml');
		const {outcome, reported, headers} = await run([], {parallel: flag(1, '--parallel')});
		expect(outcome.tasks?.map(({title, state}) => [title, state])).toEqual([
			['load', 'succeeded'],
			['fit', 'succeeded'],
		]);
		expect(await ran()).toEqual([
			'run --env=s3 --pipelines=__default__ --nodes=load',
			'run --env=s3 --pipelines=__default__ --nodes=fit',
		]);
		expect((await requests()).at(-1)).toMatchObject({environment: 's3'});
		expect(headers[0]?.steps.map(({id}) => id)).toEqual(['project', 'rehearsal']);
		expect(reported).toContainEqual({
			event: 'step',
			step: 'rehearsal',
			state: 'active',
			detail: expect.stringMatching(/^2 tasks of .*demo\.yaml, 1 at a time$/),
		});
	});

	it('runs the spec that is named, relative to the current folder', async () => {
		const {write, run, ran} = await compiled();
		await write('other.yaml');
		await run(['other.yaml']);
		expect(await ran()).toHaveLength(2);
	});

	it('runs the part of the spec that options choose, and refuses a part that the spec does not have', async () => {
		const {write, run, ran, answer, project} = await compiled();
		await write('demo.yaml');
		await answer({project, part: {nodes: ['fit'], problem: null}});
		await run([], {fromNodes: flag(['fit'], '--from-nodes')});
		expect(await ran()).toEqual(['run --env=s3 --pipelines=__default__ --nodes=fit']);
		const {pipelines} = project;
		const more = pipelines.map(one => ({...one, nodes: [...one.nodes, node('new: model -> score')]}));
		await answer({project: {...project, pipelines: more}, part: {nodes: ['new'], problem: null}});
		expect(await errorOf(run([], {nodes: flag(['new'], '--nodes')}))).toMatchObject({
			code: 'EMPTY_PART',
			next: [{command: 'kfp-wizard compile --image REF --nodes new'}],
		});
	});

	it('reads the spec from stdin for -, but not from a terminal', async () => {
		const {root, write, run, ran} = await compiled();
		await write('other.yaml');
		const text = await readFile(join(root, 'other.yaml'), 'utf8');
		const {reported} = await run(['-'], {}, {stdin: Readable.from([text])});
		expect(await ran()).toHaveLength(2);
		expect(reported).toContainEqual(expect.objectContaining({detail: expect.stringMatching(/^2 tasks of stdin, /)}));
		const terminal = Object.assign(Readable.from([text]), {isTTY: true});
		expect(await errorOf(run(['-'], {}, {stdin: terminal}))).toMatchObject({kind: 'usage', code: 'SPEC_MISSING'});
	});

	it('names the command that writes a spec where there is none', async () => {
		const {run} = await compiled();
		const error = await errorOf(run());
		expect(error).toMatchObject({
			kind: 'usage',
			code: 'SPEC_MISSING',
			next: [{command: 'kfp-wizard compile --image REF'}],
		});
		expect(error.message).toMatch(/^There is no spec at .*demo\.yaml$/);
		expect((await errorOf(run(['none.yaml']))).message).toMatch(/none\.yaml$/);
	});

	it('refuses what kfp-wizard did not write', async () => {
		const {run, root} = await compiled();
		await writeFile(join(root, 'mine.yaml'), 'a: 1\n');
		expect((await errorOf(run(['mine.yaml']))).kind).toBe('failed');
	});

	it('ends with the outcome of every task where one failed', async () => {
		const {write, run} = await compiled(1);
		await write('demo.yaml');
		const error = await errorOf(run());
		expect(error).toMatchObject({
			kind: 'run',
			code: 'REHEARSAL_FAILED',
			outcome: {tasks: [{state: 'failed'}, {state: 'skipped'}]},
		});
	});
});

describe('rehearse of the project as it is now', () => {
	const inS3: Options = {env: flag('s3', '--env'), parallel: flag(1, '--parallel')};

	it('runs what compile would write for an environment, and writes no file', async () => {
		const {root, run, ran} = await compiled();
		const {headers} = await run([], inS3);
		expect(await ran()).toEqual([
			'run --env=s3 --pipelines=__default__ --nodes=load',
			'run --env=s3 --pipelines=__default__ --nodes=fit',
		]);
		expect(await readdir(root)).not.toContain('demo.yaml');
		expect(headers.at(-1)?.steps.map(({id}) => id)).toEqual(['project', 'pipeline', 'checks', 'spec', 'rehearsal']);
	});

	it('needs an image only for containers', async () => {
		const {run} = await compiled();
		expect(await errorOf(run([], {...inS3, in: flag('container', '--in')}))).toMatchObject({
			kind: 'usage',
			code: 'MISSING_ANSWER',
		});
	});

	it('is not mixed up with a spec: one for something else is refused, the same again is not', async () => {
		const {write, run, ran} = await compiled();
		await write('other.yaml');
		const error = await errorOf(run(['other.yaml'], {env: flag('prod', '--env')}));
		expect(error).toMatchObject({
			kind: 'usage',
			code: 'CONTRADICTION',
			next: [{command: 'kfp-wizard rehearse --env prod'}],
		});
		expect(error.message).toMatch(/other\.yaml was written for env s3, not prod$/);
		await run(['other.yaml'], inS3);
		await run(['other.yaml'], {env: flag('prod', 'KFP_WIZARD_ENV')});
		expect(await ran()).toHaveLength(4);
	});
});
