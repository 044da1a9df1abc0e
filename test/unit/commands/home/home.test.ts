// The screen of `kfp-wizard` alone, against the fake server: what it says, what its choices do, and when it does not come up.
import {mkdir, utimes, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {home} from '../../../../src/commands/home/home.ts';
import {lookWhileReading, patience} from '../../../../src/commands/home/look.ts';
import {newReadings} from '../../../../src/deploy/interview/readings.ts';
import type {Options} from '../../../../src/options/options.ts';
import {rememberNames, savedFile} from '../../../../src/system/known-names.ts';
import type {SelectQuestion} from '../../../../src/ui/ui.ts';
import {testContext} from '../../../support/context.ts';
import {flag} from '../../../support/deploy-parts.ts';
import {deployed} from '../../../support/deployed.ts';
import {errorOf} from '../../../support/error-of.ts';
import {endWithMetrics, specWithMetrics} from '../../../support/reported-metrics.ts';
import {back, type Line, scriptedUi, unattendedUi} from '../../../support/scripted-ui.ts';

async function world() {
	const all = await deployed();
	const env = {XDG_CACHE_HOME: join(all.cwd, '.cache')};
	const open = async (script: readonly Line[], more: Options = {}) => {
		const scripted = scriptedUi(script);
		const context = testContext(scripted.ui, {env, cwd: all.cwd, now: () => new Date(Date.now() + 90_000)});
		const outcome = await home({options: {...all.flags, ...more}, args: []}, context, {
			...patience,
			forMetrics: 30_000,
		});
		expect(scripted.left()).toEqual([]);
		return {...scripted, outcome, printed: context.printed()};
	};
	return {...all, open, env};
}

const valuesOf = (question: unknown): readonly string[] => (question as SelectQuestion).choices.map(({value}) => value);

it('says what is there, and offers what comes next', async () => {
	const {api, open, start} = await world();
	const {run_id} = await start('night');
	api.finishRun(run_id, 'SUCCEEDED');
	const {asked, headers, outcome} = await open([['home', 'leave']]);
	expect(outcome).toEqual({});
	expect(headers.at(-1)?.about).toMatch(/^Tide · /);
	expect(asked[0]?.help).toMatch(
		/^Pipeline {2}tide-prod\nVersion {3}aaaaaaaaaaaa, uploaded .*\nLast run {2}.*, SUCCEEDED, .* s, version aaaaaaaaaaaa$/,
	);
	expect(valuesOf(asked[0])).toEqual(['deploy', 'again', 'runs', 'logs', 'schedule', 'remove', 'leave']);
	expect(asked[0]).toMatchObject({initial: 'deploy'});
});

it('says how the first metric of the last run has changed', async () => {
	const {api, open, start, upload} = await world();
	const version = await upload('tide-prod-bbbbbbbbbbbb', specWithMetrics);
	await endWithMetrics(api, await start('first', {}, version), {train: {mae: 12}});
	await endWithMetrics(api, await start('second', {}, version), {train: {mae: 11.4}});
	const {asked} = await open([['home', 'leave']]);
	expect((asked[0] as SelectQuestion).choices.find(({value}) => value === 'runs')?.hint).toBe(
		'newest first, mae 12.0 → 11.4',
	);
});

it('a run that goes on can be followed, and a schedule is shown with its next time', async () => {
	const {open, start} = await world();
	await start('night');
	const {asked, said} = await open([
		['home', 'schedule'],
		['home-schedule', 'add'],
		['schedule', '0 3 * * *'],
		['plan', {do: 'go'}],
		['home', 'leave'],
	]);
	expect(said()[0]).toBe('home=follow');
	expect(asked.at(-1)?.help).toMatch(/\nSchedule {2}tide-prod, 0 3 \* \* \*, next in \d+/);
});

it('names the files that changed since the version, and not those that an image does not get', async () => {
	const {cwd, open} = await world();
	const later = new Date(Date.now() + 60_000);
	for (const path of ['src/nodes.py', 'logs/run.log']) {
		await mkdir(join(cwd, path, '..'), {recursive: true});
		await writeFile(join(cwd, path), 'x = 1\n');
		await utimes(join(cwd, path), later, later);
	}
	await writeFile(join(cwd, 'tide.yaml'), '# Written by kfp-wizard\n');
	const {asked} = await open([['home', 'leave']]);
	expect(asked[0]).toMatchObject({
		choices: expect.arrayContaining([
			expect.objectContaining({
				value: 'deploy',
				hint: 'src/nodes.py changed since that version, the spec differs',
			}),
		]) as unknown,
	});
});

it('says that nothing changed where only the options of the deploy were saved, until their file is edited', async () => {
	const {cwd, open, env} = await world();
	const path = 'conf/prod/kfp.yml';
	const later = new Date(Date.now() + 60_000);
	const write = async (text: string): Promise<unknown> => {
		await mkdir(join(cwd, path, '..'), {recursive: true});
		await writeFile(join(cwd, path), text);
		await utimes(join(cwd, path), later, later);
		return ((await open([['home', 'leave']])).asked[0] as SelectQuestion).choices[0]?.hint;
	};
	await rememberNames(cwd, {saved: [savedFile(path, 'host: http://a\n')]}, env);
	expect(await write('host: http://a\n')).toBe('nothing changed since that version');
	expect(await write('host: http://b\n')).toBe(`${path} changed since that version`);
});

it('shows the runs, and comes back with that choice under the cursor', async () => {
	const {open, start} = await world();
	const {run_id} = await start('night');
	const {printed, said} = await open([
		['home', 'runs'],
		['home', 'leave'],
	]);
	expect(printed).toContain(run_id.slice(0, 8));
	expect(said().at(-1)).toBe('home=runs');
});

it('shows what goes wrong with an action that only reads, and comes back', async () => {
	const {open, start} = await world();
	await start('night');
	const {reported} = await open([
		['home', 'logs'],
		['home', 'leave'],
	]);
	expect(reported).toContainEqual(
		expect.objectContaining({event: 'note', message: 'There are no logs of the run night'}),
	);
});

it('runs the version of the last run again', async () => {
	const {api, open, start, upload} = await world();
	await start('night');
	await upload('tide-prod-bbbbbbbbbbbb');
	const {outcome} = await open(
		[
			['home', 'again'],
			['plan', {do: 'go'}],
		],
		{detach: {value: true, source: 'KFP_WIZARD_DETACH'}},
	);
	expect(outcome).toMatchObject({version: {name: 'tide-prod-aaaaaaaaaaaa'}, run: {started: true}});
	expect(api.state().runs).toHaveLength(2);
});

it('Esc and a declined plan lead back, and change nothing', async () => {
	const {api, open, start} = await world();
	await start('night');
	await open([
		['home', 'again'],
		['plan', back],
		['home', 'again'],
		['plan', {do: 'cancel'}],
		['home', 'schedule'],
		['home-schedule', 'add'],
		['schedule', '@daily'],
		['plan', back],
		['schedule', back],
		['home-schedule', back],
		['home', 'remove'],
		['resources', back],
		['home', 'leave'],
	]);
	expect(api.state()).toMatchObject({runs: {length: 1}, recurringRuns: []});
});

it('does not come up for a project that was never deployed: the deploy begins', async () => {
	const {client, open, pipeline, version} = await world();
	await client.deleteVersion(pipeline.pipeline_id, version.pipeline_version_id);
	expect(await errorOf(open([]))).toMatchObject({code: 'PYTHON_MISSING'});
});

it('does not wait for a server that does not answer', async () => {
	const {api, cwd, flags} = await world();
	api.fault({path: /healthz/}, {kind: 'slow', milliseconds: 5000});
	const {ui, reported} = scriptedUi([]);
	const begun = performance.now();
	expect(await lookWhileReading(flags, testContext(ui, {cwd}), newReadings(), {...patience, soon: 30})).toBeUndefined();
	expect(performance.now() - begun).toBeLessThan(2000);
	expect(reported.filter(({event}) => event === 'note')).toEqual([]);
});

it('waits longer for a server where runs of the project are known', async () => {
	const {api, cwd, flags, env} = await world();
	const open = async (): Promise<unknown> => {
		api.fault({path: /healthz/}, {kind: 'slow', milliseconds: 150});
		return lookWhileReading(flags, testContext(scriptedUi([]).ui, {cwd, env}), newReadings(), {
			...patience,
			soon: 20,
			forKnownRuns: 3000,
		});
	};
	expect(await open()).toBeUndefined();
	api.removeFaults();
	await rememberNames(cwd, {runs: ['1 night']}, env);
	expect(await open()).toMatchObject({pipeline: {display_name: 'tide-prod'}});
});

it('does not come up where a flag says how to deploy', async () => {
	const {open} = await world();
	expect(await errorOf(open([], {image: flag('ghcr.io/acme/demo', '--image')}))).toMatchObject({
		code: 'PYTHON_MISSING',
	});
});

it('does not come up where nothing can be asked', async () => {
	const {cwd, flags} = await world();
	const {ui, asked} = unattendedUi();
	expect(await errorOf(home({options: flags, args: []}, testContext(ui, {cwd})))).toMatchObject({
		code: 'MISSING_ANSWER',
	});
	expect(asked).toEqual([]);
});
