// `kfp-wizard deploy` as a whole, with an image that is used as it is: choosing, the plan, applying, and what is refused before.
import {readdir, readFile} from 'node:fs/promises';
import {describe, expect, it} from 'vitest';
import {parse} from '../../../src/cli/parse.ts';
import {deploy} from '../../../src/commands/deploy.ts';
import type {Options} from '../../../src/options/options.ts';
import type {Event} from '../../../src/schema/event.ts';
import type {Plan} from '../../../src/schema/plan.ts';
import {testContext} from '../../support/context.ts';
import {flag, on} from '../../support/deploy-parts.ts';
import {errorOf} from '../../support/error-of.ts';
import {type FactOverrides, implied} from '../../support/facts.ts';
import {initial, type Line, type Scripted, scriptedUi, unattendedUi} from '../../support/scripted-ui.ts';
import {scratch} from '../../support/scratch.ts';
import {standInProject} from '../../support/stand-in-project.ts';
import {withApi} from '../../support/with-api.ts';

/** The options of a deploy that needs no engine, no registry and no kubectl. */
async function prepared(given: FactOverrides = {}, files: Readonly<Record<string, string>> = {}) {
	const {api} = await withApi();
	const {root, python, project, requests} = await standInProject(given, files);
	const options: Options = {
		python: flag(python, '--python'),
		env: flag('s3', '--env'),
		image: flag('ghcr.io/acme/demo:1.4', '--image'),
		build: flag(false, '--no-build'),
		push: flag(false, '--no-push'),
		secret: flag(false as const, '--no-secret'),
		host: flag(api.url, '--host'),
		...on('yes'),
	};
	const run = async (more: Options = {}, scripted: Scripted = unattendedUi()) => {
		const context = testContext(scripted.ui, {cwd: root});
		const outcome = await deploy({options: {...options, ...more}, args: []}, context);
		expect(scripted.left()).toEqual([]);
		return {outcome, reported: scripted.reported, asked: scripted.asked};
	};
	return {api, root, project, requests, options, run};
}

const planOf = (reported: readonly Event[]): (Plan & {readonly dryRun: boolean}) | undefined =>
	reported.findLast(event => event.event === 'plan');

describe('a deploy where no question is asked', () => {
	it('goes from the project to the run, and reports each step', async () => {
		const {api, run} = await prepared();
		const {outcome, reported} = await run();
		expect(outcome).toMatchObject({
			image: 'ghcr.io/acme/demo:1.4',
			built: false,
			spec: {action: 'created'},
			pipeline: {name: 'demo-s3'},
			version: {uploaded: true},
			run: {name: expect.stringMatching(/^demo-s3 2026-11-23 /), started: true},
		});
		expect(api.state()).toMatchObject({pipelines: {length: 1}, versions: {length: 1}, runs: {length: 1}});
		const done = reported.flatMap(event => (event.event === 'step' && event.state === 'done' ? [event.step] : []));
		expect(done).toEqual(['project', 'pipeline', 'checks', 'image', 'spec', 'upload', 'run']);
	});

	it('has every value that counts on the plan, and a rerun command that gives the same plan', async () => {
		const {run, root} = await prepared();
		const {outcome, reported} = await run({...on('newRun'), experiment: flag('nightly', '--experiment')});
		const again = parse((outcome.again ?? '').split(' ').slice(1), {}, 'x').invocation.options;
		const {reported: second} = await run({...again, project: flag(root, '--project')});
		const values = (events: readonly Event[]) =>
			planOf(events)
				?.values.filter(({name}) => name !== 'project')
				.map(({name, value}) => [name, value]);
		expect(values(second)).toEqual(values(reported));
		const [pages, ...next] = outcome.next?.map(({command}) => command) ?? [];
		expect(pages).toContain('svc/ml-pipeline-ui 8080:80');
		expect(next.map(command => command.split(' ')[1])).toEqual(['status', 'run', 'teardown']);
	});

	it('F19: resumes with its attempt, whose run the same deploy again does not reuse', async () => {
		const {api, run} = await prepared();
		const attempt = {attempt: flag('0123abcd', '--attempt')};
		const {outcome} = await run(attempt);
		expect(outcome.again).not.toContain('--attempt');
		api.finishRun(outcome.run?.id ?? '', 'SUCCEEDED');
		const {outcome: resumed, reported} = await run({...attempt, ...on('newRun')});
		expect(resumed.run).toMatchObject({id: outcome.run?.id, started: false});
		expect(reported).toContainEqual(
			expect.objectContaining({step: 'run', state: 'done', detail: expect.stringMatching(/ has run already$/)}),
		);
		expect(api.state().runs).toHaveLength(1);
	});

	it('stops at the plan with --dry-run, and has changed nothing', async () => {
		const {api, run, root} = await prepared();
		const {outcome, reported} = await run(on('dryRun'));
		expect(Object.keys(outcome)).toEqual(['again']);
		expect(planOf(reported)).toMatchObject({
			dryRun: true,
			changes: [
				{action: 'keep', what: 'image'},
				{action: 'create', what: 'spec'},
				{action: 'create', what: 'pipeline'},
				{action: 'create', what: 'version'},
				{action: 'create', what: 'run'},
			],
		});
		expect(api.state()).toMatchObject({pipelines: [], runs: []});
		expect(await readdir(root)).not.toContain('demo.yaml');
	});

	it('uses no cluster with --no-upload, and says what one would add', async () => {
		const {api, run, options} = await prepared();
		const {host: _, ...withoutHost} = options;
		const {outcome} = await run({...withoutHost, upload: flag(false, '--no-upload')});
		expect(outcome.missing).toEqual(['the pipeline demo-s3 with this version', 'a run of its 2 tasks']);
		expect(outcome.run).toBeUndefined();
		expect(api.state().pipelines).toEqual([]);
	});

	it('takes what no flag sets from kfp.yml of the environment', async () => {
		const values = {experiment: 'nightly', kfp_name: 'harbour', format: 'kfp'};
		const settings = {files: ['conf/s3/kfp.yml'], values, params: {}, places: [], problem: null};
		const {run} = await prepared({project: {settings}}, {'conf/s3/kfp.yml': 'experiment: nightly\n'});
		const {outcome, reported} = await run();
		expect(outcome.pipeline?.name).toBe('harbour');
		expect(planOf(reported)?.values).toContainEqual({name: 'experiment', value: 'nightly', source: 'conf/s3/kfp.yml'});
		expect(outcome.again, 'kfp.yml is read again').not.toContain('nightly');
	});
});

describe('a deploy is refused', () => {
	it('before the project is read where a required option is missing, or two contradict each other', async () => {
		const {run, options, requests, root} = await prepared();
		const {image: _, ...withoutImage} = options;
		const context = testContext(unattendedUi().ui, {cwd: root});
		expect(await errorOf(deploy({options: withoutImage, args: []}, context))).toMatchObject({code: 'MISSING_ANSWER'});
		expect(await errorOf(run({tag: flag('v1', '--tag')}))).toMatchObject({
			message: '--no-build and --tag contradict each other',
		});
		expect(await errorOf(run({namespace: flag('A', '--namespace')}))).toMatchObject({code: 'BAD_VALUE'});
		expect(await requests()).toEqual([]);
	});

	it('outside of a project with what is wrong there, not with the options that it would need', async () => {
		const context = testContext(unattendedUi().ui, {cwd: await scratch()});
		expect(await errorOf(deploy({options: {}, args: []}, context))).toMatchObject({
			code: 'NO_PROJECT',
			next: [{command: 'kfp-wizard --project DIR'}],
		});
	});

	it('after the project is read where kfp.yml might have set what is missing, and has not', async () => {
		const {options, requests, root} = await prepared({}, {'conf/s3/kfp.yml': 'experiment: x\n'});
		const {image: _, ...withoutImage} = options;
		const context = testContext(unattendedUi().ui, {cwd: root});
		expect(await errorOf(deploy({options: withoutImage, args: []}, context))).toMatchObject({code: 'MISSING_ANSWER'});
		expect(await requests()).toHaveLength(1);
	});

	it('at an error of the checks, before anything is changed', async () => {
		const {api, run} = await prepared({project: {datasets: [implied('trips')]}});
		expect(await errorOf(run())).toMatchObject({code: 'NOT_READY', changed: []});
		expect(api.state().pipelines).toEqual([]);
	});
});

describe('a guided deploy', () => {
	/** On a terminal a deploy follows its run, and this one does not end. */
	const detached = {detach: {value: true, source: '--detach'}};
	const guided = (script: readonly Line[]): Scripted => scriptedUi(script);
	const asks: readonly Line[] = [
		['pipeline', initial],
		['groupBy', initial],
	];

	it('asks for what is not set, then for consent, and offers to save the answers', async () => {
		const {api, run, root} = await prepared({}, {});
		const script = guided([...asks, ['plan', {do: 'go'}], ['save', true]]);
		const {outcome, asked} = await run(detached, script);
		expect(outcome.run?.started).toBe(true);
		expect(asked.at(-1)).toMatchObject({
			name: 'save',
			message: 'Save these options to conf/s3/kfp.yml and conf/base/kfp.yml?',
		});
		expect(await readdir(`${root}/conf/s3`)).toEqual(['kfp.yml']);
		expect(await readFile(`${root}/conf/base/kfp.yml`, 'utf8')).toMatch(/^project_id: dir-[0-9a-f]{12}$/m);
		expect(api.state().runs).toHaveLength(1);
	});

	it('changes a row of the plan in place, and plans again without asking what is known', async () => {
		const {run} = await prepared();
		const {outcome, asked} = await run(
			detached,
			guided([
				...asks,
				['plan', {do: 'change', name: 'experiment', value: 'nightly'}],
				['plan', {do: 'change', name: 'no-push', value: true}],
				['plan', {do: 'go'}],
				['save', false],
			]),
		);
		const plans = asked.filter(question => question.kind === 'plan').map(({plan}) => plan.values);
		expect(plans[0]).toContainEqual({name: 'experiment', value: 'Default', source: 'default'});
		expect(plans[2]).toContainEqual({name: 'experiment', value: 'nightly', source: 'asked'});
		expect(outcome.again).toContain('--experiment nightly');
	});

	it('that is declined has changed nothing', async () => {
		const {api, run, root} = await prepared();
		const error = await errorOf(run({}, guided([...asks, ['plan', {do: 'cancel'}]])));
		expect(error).toMatchObject({
			kind: 'declined',
			message: 'Declined: nothing was deployed',
			next: [{command: expect.stringMatching(/^kfp-wizard deploy .*--env s3/), when: 'to resume with these answers'}],
		});
		expect(api.state().pipelines).toEqual([]);
		expect(await readdir(root)).not.toContain('demo.yaml');
	});

	it('needs the terminal for its questions, so the spec goes to a file', async () => {
		const {run} = await prepared();
		expect(await errorOf(run({spec: flag('-', '--spec')}, guided([])))).toMatchObject({code: 'CONTRADICTION'});
	});
});
