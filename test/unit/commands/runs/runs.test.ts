// `runs` and `runs diff` against the fake server.
import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {runs} from '../../../../src/commands/runs/runs.ts';
import type {Options} from '../../../../src/options/options.ts';
import type {Environment} from '../../../../src/system/environment.ts';
import {testContext} from '../../../support/context.ts';
import {deployed, mark} from '../../../support/deployed.ts';
import {errorOf} from '../../../support/error-of.ts';
import {formerMark, markerOf} from '../../../support/identity.ts';
import {endWithMetrics, specWithMetrics} from '../../../support/reported-metrics.ts';
import {scriptedUi} from '../../../support/scripted-ui.ts';
import {specText} from '../../../support/spec-text.ts';
import {utf8} from '../../../support/ui/texts.ts';

const json: Options = {json: {value: true, source: '--json'}};

async function world(env: Environment = {}) {
	const all = await deployed();
	const list = async (options: Options = {}, ...args: readonly string[]) => {
		const {ui, reported} = scriptedUi([]);
		const context = testContext(ui, {env, cwd: all.cwd, now: () => new Date(Date.now() + 90_000)});
		const exitCode = await runs({options: {...all.flags, ...options}, args}, context);
		return {exitCode, printed: context.printed(), reported};
	};
	const document = async (...args: readonly string[]) =>
		JSON.parse((await list(json, ...args)).printed) as Record<string, unknown>;
	return {...all, list, document};
}

describe('the list', () => {
	it('a run has its state, duration, version and the parameters that are not the default', async () => {
		const {document, list, start} = await world();
		const {run_id} = await start('night', {model_depth: 5, rate: 0.5});
		const {runs: rows} = await document();
		expect(rows).toMatchObject([
			{
				id: run_id,
				name: 'night',
				state: 'PENDING',
				terminated: false,
				finished: null,
				pipeline: 'tide-prod',
				version: 'tide-prod-aaaaaaaaaaaa',
				startedBy: 'kfp-wizard',
				schedule: null,
				parameters: {model_depth: 5, rate: 0.5},
				changed: {'model.depth': 5},
				url: `http://localhost:8080/#/runs/details/${run_id}`,
			},
		]);
		const {printed} = await list();
		expect(printed.split('\n')[0]).toMatch(/^ID +NAME +STATE +STARTED \(\S+\) +TOOK +VERSION +PARAMETERS$/);
		expect(printed).toMatch(
			new RegExp(
				`${run_id.slice(0, 8)} +night +PENDING +[-0-9]+ [:0-9]+ +1 min [0-9]+ s +aaaaaaaaaaaa +model.depth=5\n`,
			),
		);
	});

	it('a run whose time was predicted has the prediction beside what it took', async () => {
		const {document, list, start, version} = await world();
		await start('night');
		await start('day', {}, version, 130);
		expect(await document()).toMatchObject({
			runs: [
				{name: 'day', predicted: 130},
				{name: 'night', predicted: null},
			],
		});
		const [heads, day, night] = (await list()).printed.split('\n');
		expect(heads).toMatch(/ TOOK +PREDICTED +VERSION/);
		expect(day).toMatch(/ 1 min [0-9]+ s +2 min 10 s +a/);
		expect(night).toMatch(/ 1 min [0-9]+ s +aaaaaaaaaaaa/);
	});

	it('on a narrow terminal the duration is whole', async () => {
		const {cwd, flags, start} = await world();
		await start('a run of the night with a long name');
		const context = testContext(scriptedUi([]).ui, {cwd, now: () => new Date(Date.now() + 90_000)});
		await runs({options: flags, args: []}, {...context, stdout: {...context.stdout, isTTY: true, columns: 60}});
		const lines = context.printed().trimEnd().split('\n');
		expect(lines[1]).toMatch(/ {2}1 min [0-9]+ s {2}/);
		expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(60);
	});

	it('the host is found in kfp.yml', async () => {
		const {api, cwd, start} = await world();
		await mkdir(join(cwd, 'conf', 'base'), {recursive: true});
		await writeFile(join(cwd, 'conf/base/kfp.yml'), `host: ${api.url}\nproject_id: git-0123456789ab\n`);
		const {run_id} = await start('night');
		const context = testContext(scriptedUi([]).ui, {cwd});
		await runs({options: json, args: []}, context);
		expect(JSON.parse(context.printed())).toMatchObject({runs: [{id: run_id}]});
	});

	it('a pipeline of another project of the same name is named with its id, and its runs are not listed', async () => {
		const {api, client, cwd} = await world();
		const id = 'git-ba9876543210';
		await client.createPipeline({
			name: 'tide-dev',
			description: `Kedro project Tide, pipeline __default__, environment dev. ${markerOf(id)}`,
		});
		const {ui, reported} = scriptedUi([]);
		const options = {...json, host: {value: api.url, source: '--host'}};
		await runs({options, args: []}, testContext(ui, {cwd}));
		expect(reported).toContainEqual({
			event: 'note',
			level: 'warning',
			message: `The pipeline tide-dev was created for another project of this name. If it is this project, use --project-id ${id}`,
		});
	});

	it('another pipeline of the project is not taken for one of another project', async () => {
		const {client, list} = await world();
		const description = `Kedro project Tide, pipeline __default__, environment dev. ${mark}`;
		await client.createPipeline({name: 'by another name', description});
		const {reported} = await list({env: {value: 'none', source: '--env'}});
		const warnings = reported.flatMap(event =>
			event.event === 'note' && event.level === 'warning' ? [event.message] : [],
		);
		expect(warnings).toEqual([expect.stringMatching(/^This project has no pipeline tide-none .*by another name/)]);
	});

	it('a pipeline of 0.1.0 for a project of this name is listed, and named as one', async () => {
		const {client, list} = await world();
		const made = {name: 'tide-old', description: markerOf(formerMark('tide'))};
		await client.createPipeline(made);
		const {reported} = await list();
		expect(reported).toContainEqual({
			event: 'note',
			level: 'info',
			message:
				'tide-old: created by kfp-wizard 0.1.0 for a project of this name. The next deploy marks what it uploads with the id of this project',
		});
	});

	it('runs of a schedule and runs started by hand are listed, those of other pipelines are not', async () => {
		const {api, client, document, pipeline, start, version} = await world();
		const source = {pipelineId: pipeline.pipeline_id, versionId: version.pipeline_version_id};
		await client.createRun({...source, name: 'by hand', description: ''});
		const schedule = await client.createRecurringRun({
			...source,
			name: 'nightly',
			description: mark,
			trigger: {is: 'every', seconds: 60},
			concurrency: 1,
			catchUp: false,
		});
		api.fire(schedule.recurring_run_id);
		await start('mine');
		const other = await client.createPipeline({name: 'other', description: ''});
		const foreign = await client.uploadVersion({
			pipelineId: other.pipeline_id,
			name: 'v',
			description: '',
			spec: specText.plain,
		});
		await client.createRun({
			pipelineId: other.pipeline_id,
			versionId: foreign.pipeline_version_id,
			name: 'foreign',
			description: '',
		});
		const {runs: rows} = await document();
		expect(rows).toHaveLength(3);
		expect(rows).toContainEqual(expect.objectContaining({name: 'by hand', startedBy: 'other'}));
		expect(rows).toContainEqual(expect.objectContaining({startedBy: 'schedule', schedule: 'nightly'}));
		expect(rows).toContainEqual(expect.objectContaining({name: 'mine', startedBy: 'kfp-wizard'}));
	});

	it('at most as many as asked for are listed', async () => {
		const {document, start, list} = await world();
		for (const name of ['a', 'b', 'c']) await start(name);
		const {printed} = await list({...json, limit: {value: 2, source: '--limit'}});
		expect((JSON.parse(printed) as {runs: unknown[]}).runs).toHaveLength(2);
		expect((await document())['runs']).toHaveLength(3);
	});

	it('a run that failed because it was terminated says so', async () => {
		const {api, client, document, start} = await world();
		const {run_id} = await start('night');
		api.finishRun(run_id, 'RUNNING');
		await client.terminateRun(run_id);
		api.finishRun(run_id, 'FAILED');
		expect((await document())['runs']).toMatchObject([{state: 'FAILED', terminated: true}]);
	});

	it('a project without runs has an empty list', async () => {
		const {document, list} = await world();
		expect(await document()).toMatchObject({ok: true, exitCode: 0, runs: []});
		expect((await list()).reported).toMatchObject([{event: 'note', message: 'This project has no runs'}]);
	});
});

describe('metrics', () => {
	async function twoRuns(env?: Environment) {
		const all = await world(env);
		const version = await all.upload('tide-prod-bbbbbbbbbbbb', specWithMetrics);
		const [a, b] = [await all.start('first', {}, version), await all.start('second', {}, version)];
		await endWithMetrics(all.api, a, {clean: {rows: 14}, train: {mae: 12, rmse: 19.8}});
		await endWithMetrics(all.api, b, {clean: {rows: 14}, train: {mae: 11.4, rmse: 19.8, r2: 0.9}});
		return {...all, a, b};
	}

	it('are columns of the list', async () => {
		const {document, list} = await twoRuns();
		const {printed} = await list();
		const [titles = '', second = '', first = ''] = printed.split('\n');
		expect(titles).toMatch(/ TOOK +rows +mae +rmse +r2 +VERSION/);
		expect(second).toMatch(/ second .* 14 +11\.4 +19\.8 +0\.9 +bbbb/);
		expect(first).toMatch(/ first .* 14 +12\.0 +19\.8 +bbbb/);
		const {runs: rows} = await document();
		expect(rows).toMatchObject([
			{name: 'second', metrics: [{key: 'rows'}, {task: 'train', artifact: 'metrics', key: 'mae', value: 11.4}, {}, {}]},
			{name: 'first', metrics: [{}, {value: 12}, {value: 19.8}]},
		]);
	});

	it.each([
		[utf8, '−'],
		[{LANG: 'C'}, '-'],
	])('that changed are in the difference: %j', async (env, minus) => {
		const {document, list} = await twoRuns(env);
		const {differences} = await document('diff', 'first', 'second');
		const metric = {what: 'metric', name: 'train metrics mae', a: '12.0', b: '11.4', change: '−0.6'};
		expect((differences as readonly {what: string}[]).filter(({what}) => what === 'metric')).toEqual([
			metric,
			{what: 'metric', name: 'train metrics r2', a: null, b: '0.9'},
		]);
		expect((await list({}, 'diff', 'first', 'second')).printed).toMatch(
			new RegExp(`metric +train metrics mae +12\\.0 +11\\.4 \\(${minus}0\\.6\\)\n`),
		);
	});

	it('are asked for only where a task hands some over', async () => {
		const {api, document, start} = await world();
		const run = await start('plain');
		await endWithMetrics(api, run, {train: {mae: 12}});
		expect(await document()).toMatchObject({runs: [{metrics: []}]});
		expect(api.requests().filter(({path}) => path.includes('v1alpha1'))).toEqual([]);
	});
});

describe('the difference of two runs', () => {
	it('version, image, commit, parameters and tasks are compared', async () => {
		const {api, document, list, start, upload} = await world();
		const a = await start('first', {model_depth: 3});
		const next = await upload(
			'tide-prod-bbbbbbbbbbbb',
			specText.withInputs.replace('alpine', 'ghcr.io/acme/tide:2'),
			'Pipeline x, git commit 0123abc-dirty, 2 tasks.',
		);
		const b = await start('second', {model_depth: 5}, next);
		for (const {run_id} of [a, b]) api.finishRun(run_id, 'RUNNING');
		api.finishRun(a.run_id, 'SUCCEEDED');
		api.setTask(b.run_id, 'clean', 'SUCCEEDED');
		api.setTask(b.run_id, 'train', 'FAILED');
		api.finishRun(b.run_id, 'FAILED');
		const {differences} = await document('diff', 'first', 'second');
		expect(differences).toEqual(
			expect.arrayContaining([
				{what: 'state', name: '', a: 'SUCCEEDED', b: 'FAILED'},
				{what: 'version', name: '', a: 'tide-prod-aaaaaaaaaaaa', b: 'tide-prod-bbbbbbbbbbbb'},
				{what: 'image', name: '', a: 'alpine', b: 'ghcr.io/acme/tide:2'},
				{what: 'commit', name: '', a: null, b: '0123abc-dirty'},
				{what: 'parameter', name: 'model.depth', a: '3', b: '5'},
				expect.objectContaining({what: 'task', name: 'train', b: expect.stringContaining('FAILED') as string}),
			]),
		);
		expect(differences).not.toContainEqual(expect.objectContaining({name: 'rate'}));
		const {printed} = await list({}, 'diff', 'first', 'second');
		expect(printed).toMatch(/parameter +model\.depth +3 +5\n/);
		const address = `http://localhost:8080/#/compare?runlist=${a.run_id},${b.run_id}`;
		expect(printed).toContain(`\nCompare  ${address}\n`);
		expect(await document('diff', 'first', 'second')).toMatchObject({compare: address});
	});

	it('a run does not differ from itself', async () => {
		const {document, start} = await world();
		await start('night');
		expect((await document('diff', 'latest', 'night'))['differences']).toEqual([]);
	});

	it.each([[['diff']], [['diff', 'a']], [['diff', 'a', 'b', 'c']], [['show']]])('%j is refused', async args => {
		const {list} = await world();
		expect(await errorOf(list({}, ...args))).toMatchObject({kind: 'usage', code: 'USAGE'});
	});
});

it('a mistyped environment or name is told from one without a pipeline', async () => {
	const {list} = await world();
	const notes = async (options: Options): Promise<readonly unknown[]> =>
		(await list(options)).reported.flatMap(event => (event.event === 'note' ? [event.message] : []));
	expect(await notes({env: {value: 'prdo', source: '--env'}})).toEqual([
		'This project has no pipeline tide-prdo on this server; did you mean tide-prod?',
		'This project has no such pipeline on this server',
	]);
	expect((await notes({kfpName: {value: 'nightly', source: '--kfp-name'}}))[0]).toBe(
		'This project has no pipeline nightly on this server; it has tide-prod',
	);
});
