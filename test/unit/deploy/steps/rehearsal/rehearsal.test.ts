// The rehearsal as a step: what is planned, and the tasks of the spec that run here, with a `kedro` and a `docker` that are shell scripts.
import {chmod, mkdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {type RehearsalPlan, rehearsalStep, rehearseIn} from '../../../../../src/deploy/steps/rehearsal/rehearsal.ts';
import {specMaker} from '../../../../../src/deploy/steps/spec/make.ts';
import type {SpecPlan} from '../../../../../src/deploy/steps/spec/spec.ts';
import type {Options} from '../../../../../src/options/options.ts';
import {Sensitive} from '../../../../../src/system/secrets.ts';
import {testContext} from '../../../../support/context.ts';
import {flag, on, selectionOf, sourceOf, workOf} from '../../../../support/deploy-parts.ts';
import {errorOf} from '../../../../support/error-of.ts';
import {scratch} from '../../../../support/scratch.ts';
import {scriptedUi} from '../../../../support/scripted-ui.ts';
import {writeTree} from '../../../../support/tree.ts';

const id = 'AKIAQ7CANARYKEYS5TST';

/** A project whose `kedro` notes its arguments and variables, and the plan for it. */
async function planned(options: Options, kedro = '') {
	const root = await writeTree(await scratch(), {'src/demo/nodes.py': 'x = 1\n'});
	const bin = join(await scratch(), 'bin');
	const noted = join(bin, 'noted');
	await mkdir(bin);
	const install = async (name: string, lines: string): Promise<void> => {
		await writeFile(join(bin, name), `#!/bin/sh\n${lines}\n`);
		await chmod(join(bin, name), 0o755);
	};
	await install('kedro', `echo "kedro $* key=$AWS_ACCESS_KEY_ID env=$HOME_OF_USER" >> '${noted}'\n${kedro}`);
	await install('docker', `[ "$1" = run ] && echo "docker $*" >> '${noted}'\necho 27.0`);
	const {PATH = ''} = process.env;
	const env = {PATH: `${bin}:${PATH}`, HOME: root, XDG_CACHE_HOME: join(bin, 'cache'), HOME_OF_USER: 'ada'};

	const selection = selectionOf({
		project: {root, python: {version: '3.11.7', executable: join(bin, 'python'), source: 'PATH'}},
	});
	const parameters = {fixed: {}, inputs: [], run: {}};
	const secret = {name: 'aws-secrets', keys: ['AWS_ACCESS_KEY_ID']};
	const make = specMaker({
		selection,
		options: {},
		parameters,
		secret,
		name: 'demo-s3',
		isArgo: false,
		pullPolicy: undefined,
		version: '1.2.3',
	});
	const spec: SpecPlan = {
		do: 'write',
		to: {is: 'stdout'},
		name: 'demo-s3',
		make,
		keep: async () => {},
		known: undefined,
		runInputs: {},
		changes: [],
		values: [],
	};
	const keys = {values: {AWS_ACCESS_KEY_ID: new Sensitive(id)}, source: 'a test', warnings: []};
	const plan: RehearsalPlan = rehearsalStep.plan(
		await rehearsalStep.ask({selection, options, source: await sourceOf(root), spec, keys}),
	);
	return {plan, env, noted: () => readFile(noted, 'utf8').catch(() => '')};
}

const two: Options = {...on('rehearse'), parallel: flag(2, '--parallel')};

describe('the rehearsal plans', () => {
	it('nothing unless --rehearse asks for it', async () => {
		expect((await planned({})).plan).toEqual({do: 'skip', reason: 'not asked for', changes: [], values: []});
	});

	it('all tasks as local processes, at most so many at a time as there are tasks', async () => {
		expect((await planned({...two, parallel: flag(9, '--parallel')})).plan).toMatchObject({
			do: 'rehearse',
			where: 'process',
			changes: [
				{
					action: 'create',
					what: 'rehearsal',
					name: '2 tasks',
					detail: 'as local processes, 2 at a time, before anything is pushed',
				},
			],
			values: [
				{name: 'rehearse', value: 'true', source: '--rehearse'},
				{name: 'parallel', value: '9', source: '--parallel'},
			],
		});
	});

	it('forks with --warm', async () => {
		const {plan} = await planned({...two, warm: flag(true as const, '--warm')});
		expect(plan).toMatchObject({changes: [{detail: expect.stringContaining('as forks of one local process')}]});
		expect(plan.values[2]).toEqual({name: 'warm', value: 'true', source: '--warm'});
	});

	it('containers with --in container', async () => {
		const {plan} = await planned({...two, in: flag('container' as const, '--in')});
		expect(plan).toMatchObject({
			where: 'container',
			changes: [{detail: expect.stringContaining('in containers, 2 at a time')}],
		});
		expect(plan.values[2]).toEqual({name: 'in', value: 'container', source: '--in'});
	});
});

describe('the rehearsal runs', () => {
	it('each task of the spec once, with the keys of the Secret and without the variables of this shell', async () => {
		const {plan, env, noted} = await planned(two);
		if (plan.do === 'skip') throw new Error('it is skipped');
		const {ui, reported} = scriptedUi([]);
		const work = workOf(ui, [], {env});
		const {outcome, detail} = await rehearsalStep.apply(plan, work);
		expect(outcome.tasks?.map(({title, state}) => [title, state])).toEqual([
			['load', 'succeeded'],
			['fit', 'succeeded'],
		]);
		expect(detail).toMatch(/^2 tasks in .*, logs in /);
		expect((await noted()).trim().split('\n')).toEqual([
			`kedro run --env=s3 --pipelines=__default__ --nodes=load key=${id} env=`,
			`kedro run --env=s3 --pipelines=__default__ --nodes=fit key=${id} env=`,
		]);
		expect(work.changes, 'a rehearsal changes nothing').toEqual([]);
		expect(JSON.stringify(reported)).not.toContain(id);
	});

	it('no task after one that failed, and names the log of the failed one', async () => {
		const {plan, env, noted} = await planned(two, 'echo "no such column"; exit 3');
		if (plan.do === 'skip') throw new Error('it is skipped');
		const error = await errorOf(rehearsalStep.apply(plan, workOf(scriptedUi([]).ui, [], {env})));
		expect(error).toMatchObject({
			kind: 'run',
			code: 'REHEARSAL_FAILED',
			message: 'The rehearsal failed: 1 of 2 tasks (load)',
			detail: expect.stringContaining('load: exit code 3'),
			outcome: {tasks: [{state: 'failed'}, {state: 'skipped'}]},
		});
		expect(error.next[0]?.command).toMatch(/^less .*001-load\.log/);
		expect(await noted()).not.toContain('--nodes=fit');
	});

	it('containers of the image, whose keys are in no argument', async () => {
		const {plan, env, noted} = await planned({...two, in: flag('container' as const, '--in')});
		if (plan.do === 'skip') throw new Error('it is skipped');
		const images = {image: 'ghcr.io/acme/demo:abc', taskImages: {}};
		await rehearseIn(plan.needs, images, testContext(scriptedUi([]).ui, {env}));
		const runs = (await noted()).trim().split('\n');
		expect(runs).toHaveLength(2);
		expect(runs[0]).toMatch(
			/^docker run --rm .* --env AWS_ACCESS_KEY_ID -- ghcr\.io\/acme\/demo:abc run --env=s3 .*--nodes=load$/,
		);
		expect(runs.join()).not.toContain(id);
	});
});
