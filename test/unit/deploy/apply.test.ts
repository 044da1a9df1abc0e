// The loop that applies a plan: the order of the steps, what is skipped, what an error reports, and where a rehearsal stands.
import {chmod, mkdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {parse} from '../../../src/cli/parse.ts';
import {apply} from '../../../src/deploy/apply.ts';
import type {Chosen, StepPlans} from '../../../src/deploy/plan.ts';
import {specMaker} from '../../../src/deploy/steps/spec/make.ts';
import type {Engine} from '../../../src/image/engine/engine.ts';
import {isOn, type Options} from '../../../src/options/options.ts';
import type {Event} from '../../../src/schema/event.ts';
import type {Plan} from '../../../src/schema/plan.ts';
import {cancelled, WizardError} from '../../../src/system/errors.ts';
import {splitWords} from '../../../src/system/split-words.ts';
import {identityOf} from '../../support/identity.ts';
import {testContext} from '../../support/context.ts';
import {connectionTo, flag, on, selectionOf, sourceOf} from '../../support/deploy-parts.ts';
import type {Ui} from '../../../src/ui/ui.ts';
import {errorOf} from '../../support/error-of.ts';
import {printed} from '../../support/printed.ts';
import {scratch} from '../../support/scratch.ts';
import {scriptedUi} from '../../support/scripted-ui.ts';
import {writeTree} from '../../support/tree.ts';
import {imageLines} from '../../support/image-facts.ts';
import {withApi} from '../../support/with-api.ts';

const rerun = 'kfp-wizard deploy --yes --env s3 --new-run';
const rows = {changes: [], values: []};
const plan: Plan = {
	changes: [],
	values: [
		{name: 'env', value: 's3', source: '--env'},
		{name: 'new-run', value: 'true', source: '--new-run'},
	],
};

type Given = {
	readonly options?: Options;
	readonly plans?: Partial<StepPlans>;
	/** Of the tasks of a rehearsal. */
	readonly exitCode?: number;
	/** What a container of the smoke test prints. */
	readonly said?: string;
	/** The state of a step at which Ctrl-C comes, such as `upload active`. */
	readonly stopAt?: string;
};

/** A whole deploy: a local build, no Secret, a spec, an upload to the fake server, a run. */
async function deployment({options: given = {}, plans = {}, exitCode = 0, said = '', stopAt}: Given = {}) {
	const options: Options = {smoke: flag(false, '--no-smoke'), ...given};
	const {api, client} = await withApi();
	const root = await writeTree(await scratch(), {'src/demo/nodes.py': 'x = 1\n'});
	const bin = join(await scratch(), 'bin');
	await mkdir(bin);
	const done: string[] = [];
	for (const name of ['kedro', 'docker']) {
		await writeFile(
			join(bin, name),
			`#!/bin/sh\n[ "$1" = run ] && echo ${name} >> '${bin}/ran'\n[ "$1" = run ] && exit ${exitCode}\nexit 0\n`,
		);
		await chmod(join(bin, name), 0o755);
	}
	const engine: Engine = {
		name: 'docker',
		version: '27.0',
		takesSecrets: true,
		build: async () => void done.push(`build, ${(await ran()).length} tasks ran`),
		push: () =>
			Promise.reject(new WizardError('denied', 'no', {code: 'PUSH_DENIED', next: [{command: 'docker login'}]})),
		has: async () => undefined,
		container: async () => ({program: 'echo', args: [said], remove: async () => void done.push('tried')}),
		save: async () => {},
		remove: async () => {},
	};
	const ran = async (): Promise<readonly string[]> =>
		(await readFile(join(bin, 'ran'), 'utf8').catch(() => '')).split('\n').filter(line => line !== '');

	const python = {version: '3.11.7', executable: join(bin, 'python'), source: 'PATH'};
	const selection = selectionOf({project: {root, python}});
	const source = await sourceOf(root);
	const files = {source, write: false};
	const parts = {selection, options, parameters: {fixed: {}, inputs: [], run: {}}, secret: undefined, name: 'demo-s3'};
	const make = specMaker({...parts, isArgo: false, pullPolicy: undefined, version: '1.2.3'});
	const connection = connectionTo(client);
	const identity = identityOf('git-0123456789ab');
	const spec: StepPlans['spec'] = {
		do: 'write',
		to: {is: 'file', path: join(root, 'demo.yaml')},
		name: 'demo-s3',
		make,
		keep: async () => {},
		known: undefined,
		runInputs: {},
		...rows,
	};
	const needs = {selection, options, source, spec, keys: undefined};
	const where = options.in?.value ?? 'process';
	const all: StepPlans = {
		rehearsal: isOn(options.rehearse)
			? {do: 'rehearse', where, needs, ...rows}
			: {do: 'skip', reason: 'not asked for', ...rows},
		image: {do: 'build here', image: 'ghcr.io/acme/demo:abc', files, engine, present: false, ...rows},
		secret: {do: 'skip', reason: 'none', secret: undefined, ...rows},
		credentials: {do: 'skip', reason: 'none', secret: undefined, ...rows},
		spec,
		upload: {do: 'upload', client, name: 'demo-s3', commit: undefined, selection, identity, isOwnImage: true, ...rows},
		run: {
			do: 'start',
			connection,
			name: 'a run',
			experiment: 'Default',
			experimentDescription: 'Runs of demo.',
			environment: 's3',
			pipelineRoot: undefined,
			predicted: undefined,
			inputs: {},
			isNew: false,
			open: false,
			...rows,
		},
		schedule: {do: 'skip', reason: 'none', ...rows},
		...plans,
	};
	const chosen: Chosen = {options, selection, identity, connection, plans: all, plan, warnings: []};
	const {ui, reported} = scriptedUi([]);
	const env = {PATH: `${bin}:${process.env['PATH'] ?? ''}`, HOME: root, XDG_CACHE_HOME: join(bin, 'cache')};
	const context = testContext(ui, {env});
	const stop = new AbortController();
	const stopping: Ui = {
		...ui,
		signal: stop.signal,
		emit: event => {
			ui.emit(event);
			if (event.event === 'step' && `${event.step} ${event.state}` === stopAt) stop.abort();
		},
	};
	const stopped = () => apply(chosen, testContext(stopping, {env}));
	return {api, engine, files, root, done, ran, reported, stop, run: () => apply(chosen, context), stopped};
}

/** `image done`: the states of the steps in the order in which they came. */
const states = (reported: readonly Event[]): readonly string[] =>
	reported.flatMap(event =>
		event.event === 'step' && event.state !== 'active' ? [`${event.step} ${event.state}`] : [],
	);

const container: Options = {...on('rehearse'), in: flag('container' as const, '--in')};

describe('applying a plan', () => {
	it('runs the steps in their order, each with the results of those before, and joins their outcomes', async () => {
		const {run, reported, api, root} = await deployment();
		const outcome = await run();
		expect(states(reported)).toEqual(['image done', 'secret skipped', 'spec done', 'upload done', 'run done']);
		expect(outcome).toMatchObject({
			image: 'ghcr.io/acme/demo:abc',
			built: true,
			pushed: false,
			spec: {path: join(root, 'demo.yaml'), action: 'created'},
			pipeline: {name: 'demo-s3'},
			version: {uploaded: true},
			run: {name: 'a run', started: true},
		});
		expect(outcome.version?.name).toBe(`demo-s3-${outcome.spec?.hash}`);
		expect(await readFile(join(root, 'demo.yaml'), 'utf8')).toContain('ghcr.io/acme/demo:abc');
		expect(api.state().runs).toHaveLength(1);
	});

	it('changes nothing a second time', async () => {
		const {run, api} = await deployment();
		const first = await run();
		const second = await run();
		expect(second).toMatchObject({
			spec: {action: 'unchanged'},
			version: {id: first.version?.id, uploaded: false},
			run: {id: first.run?.id, started: false},
		});
		expect(api.state()).toMatchObject({versions: {length: 1}, runs: {length: 1}});
	});

	it('shows why a step is skipped, with its part of the outcome; a rehearsal that is not asked for is not mentioned', async () => {
		const skipped = (reason: string, outcome = {}) => ({do: 'skip', reason, outcome, ...rows}) as const;
		const {run, reported} = await deployment({
			plans: {upload: skipped('--no-upload', {missing: ['a run']}), run: skipped('--no-upload')},
		});
		expect(await run()).toMatchObject({missing: ['a run']});
		expect(reported.filter(event => event.event === 'step' && event.state === 'skipped')).toMatchObject([
			{step: 'secret', detail: 'none'},
			{step: 'upload', detail: '--no-upload'},
			{step: 'run', detail: '--no-upload'},
		]);
	});
});

describe('an error while a plan is applied', () => {
	it('lists what was changed, and the command that resumes after the advice of the error itself', async () => {
		const {api, run, reported} = await deployment();
		const body = '{"error": "no", "code": 7, "message": "no", "details": []}';
		api.fault(
			{method: 'POST', path: /\/runs$/},
			{kind: 'answer', status: 403, body, headers: {'content-type': 'application/json'}},
		);
		const error = await errorOf(run());
		expect(error.changed).toEqual([
			'built ghcr.io/acme/demo:abc',
			expect.stringMatching(/^created .*demo\.yaml$/),
			'created pipeline demo-s3',
			expect.stringMatching(/^uploaded version demo-s3-\w+ of demo-s3$/),
		]);
		expect(error.next.at(-1)).toEqual({
			command: rerun,
			when: 'to resume; completed steps are skipped',
			isWhole: true,
		});
		expect(states(reported).at(-1)).toBe('run failed');
	});

	it('F28: Ctrl-C while a new run starts resumes with the same attempt', async () => {
		const {api, run, stopped, stop} = await deployment({options: {attempt: flag('0123abcd', '--attempt')}});
		api.interrupt(({method, path}) =>
			method === 'POST' && path.endsWith('/runs') ? {moment: 'during', act: () => stop.abort()} : undefined,
		);
		const error = await errorOf(stopped());
		expect(error).toMatchObject({kind: 'cancelled', changed: expect.arrayContaining(['Perhaps the run a run'])});
		expect(error.next.at(-1)?.command).toBe('kfp-wizard deploy --yes --env s3 --new-run --attempt 0123abcd');
		api.interrupt(() => undefined);
		api.finishRun(api.state().runs[0]?.id ?? '', 'SUCCEEDED');
		expect(await run()).toMatchObject({run: {started: false}});
		expect(api.state().runs).toHaveLength(1);
	});

	it.each(['image active', 'image done', 'spec done', 'upload done'])(
		'F28, F29: Ctrl-C at "%s" says what was changed, and the same again ends as an undisturbed deploy',
		async stopAt => {
			const {api, run, stopped, reported} = await deployment({stopAt});
			const error = await errorOf(stopped());
			expect(error).toMatchObject({kind: 'cancelled', exitCode: 130});
			expect(error.next.at(-1)?.command).toBe(rerun);
			const finished = states(reported).filter(state => state.endsWith(' done'));
			expect(error.changed.length).toBeGreaterThanOrEqual(finished.length);
			expect(await run()).toMatchObject({pipeline: {name: 'demo-s3'}, run: {name: 'a run'}});
			expect(api.state()).toMatchObject({pipelines: {length: 1}, versions: {length: 1}, runs: {length: 1}});
		},
	);

	it('F28: Ctrl-C in the push says that it may be done', async () => {
		const {engine, files} = await deployment();
		const reference = {registry: 'ghcr.io', repository: 'acme/demo', tag: 'abc', digest: null};
		const pushing: Engine = {...engine, push: () => Promise.reject(cancelled())};
		const {stopped} = await deployment({
			plans: {image: {do: 'build and push', reference, files, engine: pushing, tag: undefined, ...rows}},
		});
		expect(await errorOf(stopped())).toMatchObject({changed: ['Perhaps pushed ghcr.io/acme/demo:abc']});
	});

	it('F16: where the error itself says to deploy again, that is printed once, with every option', async () => {
		const {engine, files} = await deployment();
		const reference = {registry: 'ghcr.io', repository: 'acme/demo', tag: 'abc', digest: null};
		const changed = new WizardError('failed', 'changed', {
			code: 'PLAN_STALE',
			next: [{command: 'kfp-wizard deploy', when: 'to plan again'}],
		});
		const {run} = await deployment({
			plans: {
				image: {
					do: 'build and push',
					reference,
					files,
					engine: {...engine, push: () => Promise.reject(changed)},
					tag: undefined,
					...rows,
				},
			},
		});
		expect((await errorOf(run())).next).toEqual([{command: rerun, when: 'to plan again', isWhole: true}]);
	});

	it('keeps its kind, code and advice; no step after it runs', async () => {
		const {engine, files, run: _run, ...first} = await deployment();
		const reference = {registry: 'ghcr.io', repository: 'acme/demo', tag: 'abc', digest: null};
		const {run, reported, api} = await deployment({
			plans: {image: {do: 'build and push', reference, files, engine, tag: undefined, ...rows}},
		});
		const error = await errorOf(run());
		expect(error).toMatchObject({kind: 'denied', code: 'PUSH_DENIED', message: 'no', changed: []});
		expect(error.next.map(({command}) => command)).toEqual(['docker login', rerun]);
		expect(first.done).toEqual(['build, 0 tasks ran']);
		expect(states(reported)).toEqual(['image failed']);
		expect(api.state().pipelines).toEqual([]);
	});

	it('of another kind than WizardError is a bug, with its stack', async () => {
		const broken = () => {
			throw new TypeError('a bug');
		};
		const {run} = await deployment({
			plans: {
				spec: {
					do: 'write',
					to: {is: 'stdout'},
					name: 'x',
					make: broken,
					keep: async () => {},
					known: undefined,
					runInputs: {},
					...rows,
				},
			},
		});
		expect(await errorOf(run())).toMatchObject({
			code: 'BUG',
			message: 'Unexpected: a bug',
			changed: ['built ghcr.io/acme/demo:abc'],
		});
	});

	it('says what a step that needs the result of a skipped one was given', async () => {
		const {run} = await deployment({plans: {upload: {do: 'skip', reason: 'a test', ...rows}}});
		expect(await errorOf(run())).toMatchObject({
			code: 'BUG',
			message: expect.stringContaining('a step needs the result'),
		});
	});
});

describe('the smoke test while a plan is applied', () => {
	const tried = {options: {smoke: flag(true, 'default')}, said: imageLines({kedro: '0.19.9'})};

	it('comes after the build; its errors stop the deploy before the push', async () => {
		const {run, reported, done, api} = await deployment(tried);
		expect(await errorOf(run())).toMatchObject({kind: 'project', code: 'IMAGE_NOT_READY', exitCode: 3});
		expect(done).toEqual(['build, 0 tasks ran', 'tried']);
		expect(reported.find(({event}) => event === 'findings')).toMatchObject({
			step: 'image',
			findings: [{rule: 'image/other-kedro', severity: 'error', file: 'Dockerfile'}],
		});
		expect(states(reported)).toEqual(['image failed']);
		expect(api.state().pipelines).toEqual([]);
	});

	printed('IMAGE_NOT_READY', 'lets the deploy go on: the rule is ignored, or the image is not tried', async () => {
		const {next} = await errorOf((await deployment(tried)).run());
		const [ignore = {}, noSmoke = {}] = next
			.slice(0, 2)
			.map(({command}) => parse(['deploy', ...(splitWords(command) ?? [])], {}, 'x').invocation.options);
		expect(await (await deployment({...tried, options: noSmoke})).run()).toMatchObject({run: {started: true}});
		const {run, reported} = await deployment({...tried, options: {...tried.options, ...ignore}});
		expect(await run()).toMatchObject({run: {started: true}});
		expect(reported.find(({event}) => event === 'findings')).toBeUndefined();
		expect(reported).toContainEqual(
			expect.objectContaining({event: 'note', message: expect.stringContaining('was tried')}),
		);
	});
});

describe('a rehearsal while a plan is applied', () => {
	it('as processes comes before the image', async () => {
		const {run, reported, done, ran} = await deployment({options: on('rehearse')});
		expect(await run()).toMatchObject({tasks: [{state: 'succeeded'}, {state: 'succeeded'}]});
		expect(states(reported).slice(0, 2)).toEqual(['rehearsal done', 'image done']);
		expect(done).toEqual(['build, 2 tasks ran']);
		expect(await ran()).toEqual(['kedro', 'kedro']);
	});

	it('in containers comes once, after the build and before the end of the image step', async () => {
		const {run, reported, done, ran} = await deployment({options: container});
		expect(await run()).toMatchObject({tasks: {length: 2}});
		expect(states(reported)).toEqual([
			'rehearsal done',
			'image done',
			'secret skipped',
			'spec done',
			'upload done',
			'run done',
		]);
		expect(done).toEqual(['build, 0 tasks ran']);
		expect(await ran()).toEqual(['docker', 'docker']);
	});

	it('that fails stops the deploy: a failed process has changed nothing that could be resumed', async () => {
		const {run, api, done} = await deployment({options: on('rehearse'), exitCode: 1});
		const error = await errorOf(run());
		expect(error).toMatchObject({kind: 'run', code: 'REHEARSAL_FAILED', changed: []});
		expect(error.next.map(({command}) => command)).not.toContain(rerun);
		expect(done).toEqual([]);
		expect(api.state().pipelines).toEqual([]);
	});

	it('that fails in containers reports the image that was built', async () => {
		const {run, api} = await deployment({options: container, exitCode: 1});
		const error = await errorOf(run());
		expect(error).toMatchObject({
			code: 'REHEARSAL_FAILED',
			changed: ['built ghcr.io/acme/demo:abc'],
			outcome: {tasks: {length: 2}},
		});
		expect(error.next.at(-1)?.command).toBe(rerun);
		expect(api.state().pipelines).toEqual([]);
	});
});
