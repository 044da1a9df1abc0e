// `terminate` and `retry` against the fake server.
import {describe, expect, it} from 'vitest';
import {retry} from '../../../../src/commands/runs/retry.ts';
import {terminate} from '../../../../src/commands/runs/terminate.ts';
import {parse} from '../../../../src/cli/parse.ts';
import {splitWords} from '../../../../src/system/split-words.ts';
import {testContext} from '../../../support/context.ts';
import {deployed, projectVariables} from '../../../support/deployed.ts';
import {errorOf} from '../../../support/error-of.ts';
import {scriptedUi} from '../../../support/scripted-ui.ts';

describe('terminate', () => {
	it('the run is shown, terminated after a question, and waited for', async () => {
		const {cwd, flags, start} = await deployed({lifecycle: ['RUNNING']});
		const {run_id} = await start('night');
		const {ui, asked, reported} = scriptedUi([['plan', {do: 'go'}]]);
		const outcome = await terminate({options: flags, args: ['latest']}, testContext(ui, {cwd}));
		expect(asked[0]).toMatchObject({kind: 'plan', flag: '--yes', plan: {changes: [{what: 'run', name: 'night'}]}});
		expect(outcome.run).toMatchObject({id: run_id, action: 'terminated', state: 'FAILED', started: false});
		expect(outcome.run?.url).toBe(`http://localhost:8080/#/runs/details/${run_id}`);
		expect(reported.map(event => ('detail' in event ? event.detail : ''))).toContainEqual(
			expect.stringMatching(/^terminating night: CANCELING, /),
		);
	});

	it('nothing is terminated when the plan is declined, or only shown', async () => {
		const {api, cwd, flags, start} = await deployed();
		await start('night');
		const {ui} = scriptedUi([['plan', {do: 'cancel'}]]);
		expect(await errorOf(terminate({options: flags, args: ['night']}, testContext(ui, {cwd})))).toMatchObject({
			kind: 'declined',
		});
		const dry = scriptedUi([]);
		const options = {...flags, dryRun: {value: true, source: '--dry-run'}};
		expect(await terminate({options, args: ['night']}, testContext(dry.ui, {cwd}))).toEqual({});
		expect(api.state().runs.map(({state}) => state)).toEqual(['PENDING']);
	});

	it('F28: Ctrl-C while it ends names the run by its id, so that the printed command is about no later one', async () => {
		const {api, cwd, flags, start} = await deployed();
		const {run_id} = await start('night');
		const {ui} = scriptedUi([['plan', {do: 'go'}]]);
		const stop = new AbortController();
		api.interrupt(({path}) => (path.endsWith(':terminate') ? {moment: 'after', act: () => stop.abort()} : undefined));
		const stopping = testContext({...ui, signal: stop.signal}, {cwd});
		const error = await errorOf(terminate({options: flags, args: ['latest']}, stopping));
		expect(error).toMatchObject({kind: 'cancelled', changed: ['Perhaps terminated the run night']});
		await start('later');
		api.interrupt(() => undefined);
		api.finishRun(run_id, 'FAILED');
		const [, ...words] = splitWords(error.next[0]?.command ?? '') ?? [];
		const {command: again, invocation} = parse(words, projectVariables, 'x');
		expect(again.name).toBe('terminate');
		const outcome = await terminate(invocation, testContext(scriptedUi([]).ui, {cwd}));
		expect(outcome.run).toMatchObject({id: run_id, action: 'unchanged'});
		expect(api.state().runs.map(({name, state}) => `${name} ${state}`)).toEqual(['night FAILED', 'later PENDING']);
	});

	it('a run that has ended is left as it is', async () => {
		const {api, cwd, flags, start} = await deployed();
		const {run_id} = await start('night');
		api.finishRun(run_id, 'SUCCEEDED');
		const {ui} = scriptedUi([]);
		const outcome = await terminate({options: flags, args: [run_id.slice(0, 8)]}, testContext(ui, {cwd}));
		expect(outcome.run).toMatchObject({action: 'unchanged', state: 'SUCCEEDED'});
	});

	it('a run that ends between the plan and the call counts as terminated', async () => {
		const {api, cwd, flags, start} = await deployed();
		const {run_id} = await start('night');
		const {ui} = scriptedUi([
			[
				'plan',
				() => {
					api.finishRun(run_id, 'FAILED');
					return {do: 'go'};
				},
			],
		]);
		const outcome = await terminate({options: flags, args: ['night']}, testContext(ui, {cwd}));
		expect(outcome.run).toMatchObject({state: 'FAILED'});
	});

	it('a run whose Workflow is gone never ends, and that is said', async () => {
		const {api, client, cwd, flags, pipeline, version} = await deployed();
		const schedule = await client.createRecurringRun({
			name: 'nightly',
			description: '',
			pipelineId: pipeline.pipeline_id,
			versionId: version.pipeline_version_id,
			trigger: {is: 'every', seconds: 60},
			concurrency: 1,
			catchUp: false,
		});
		const run = api.fire(schedule.recurring_run_id);
		await client.deleteRecurringRun(schedule.recurring_run_id);
		const {ui} = scriptedUi([['plan', {do: 'go'}]]);
		expect(await errorOf(terminate({options: flags, args: [run]}, testContext(ui, {cwd})))).toMatchObject({
			kind: 'outside',
			code: 'RUN_WORKFLOW_GONE',
		});
	});
});

describe('which run', () => {
	it('a name, the beginning of an id and a whole id name a run', async () => {
		const {api, cwd, flags, start} = await deployed();
		const {run_id} = await start('night');
		await start('day');
		for (const run of api.state().runs) api.finishRun(run.id, 'SUCCEEDED');
		for (const wanted of ['night', run_id.slice(0, 13), run_id]) {
			const {ui} = scriptedUi([]);
			const {run} = await terminate({options: flags, args: [wanted]}, testContext(ui, {cwd}));
			expect(run?.id).toBe(run_id);
		}
	});

	it('a name of two runs is refused with their ids', async () => {
		const {cwd, flags, start} = await deployed();
		const [first, second] = [await start('night'), await start('night')];
		const {ui} = scriptedUi([]);
		const error = await errorOf(terminate({options: flags, args: ['night']}, testContext(ui, {cwd})));
		expect(error).toMatchObject({kind: 'usage', code: 'RUN_AMBIGUOUS'});
		expect(error.detail).toContain(first.run_id);
		expect(error.detail).toContain(second.run_id);
	});

	it('a run of another pipeline is not found, and a near name is suggested', async () => {
		const {client, cwd, flags, start} = await deployed();
		await start('nightly');
		const other = await client.createPipeline({name: 'other', description: ''});
		const {specText} = await import('../../../support/spec-text.ts');
		const {pipeline_version_id: versionId} = await client.uploadVersion({
			pipelineId: other.pipeline_id,
			name: 'v',
			description: '',
			spec: specText.plain,
		});
		const {run_id} = await client.createRun({name: 'x', description: '', pipelineId: other.pipeline_id, versionId});
		for (const wanted of [run_id, 'nigthly']) {
			const {ui} = scriptedUi([]);
			const error = await errorOf(terminate({options: flags, args: [wanted]}, testContext(ui, {cwd})));
			expect(error).toMatchObject({kind: 'usage', code: 'RUN_NOT_FOUND'});
			if (wanted === 'nigthly') expect(error.message).toContain('did you mean nightly');
		}
	});

	it('--pipeline alone is refused', async () => {
		const {cwd, flags} = await deployed();
		const {ui} = scriptedUi([]);
		const options = {...flags, pipeline: {value: 'ports', source: '--pipeline'}};
		expect(await errorOf(terminate({options, args: ['latest']}, testContext(ui, {cwd})))).toMatchObject({
			code: 'MISSING_ANSWER',
		});
	});
});

describe('retry', () => {
	it('a failed run runs again', async () => {
		const {api, cwd, flags, start} = await deployed();
		const {run_id} = await start('night');
		api.finishRun(run_id, 'FAILED');
		const {ui} = scriptedUi([['plan', {do: 'go'}]]);
		const {run} = await retry({options: flags, args: ['night']}, testContext(ui, {cwd}));
		expect(run).toMatchObject({action: 'retried', state: 'RUNNING'});
	});

	it.each([
		['RUNNING', 'kfp-wizard terminate'],
		['SUCCEEDED', 'kfp-wizard run'],
	])('a run that is %s is refused', async (state, next) => {
		const {api, cwd, flags, start} = await deployed();
		const {run_id} = await start('night');
		api.finishRun(run_id, state);
		const {ui} = scriptedUi([]);
		const error = await errorOf(retry({options: flags, args: ['night']}, testContext(ui, {cwd})));
		expect(error).toMatchObject({kind: 'failed', code: 'RUN_NOT_FAILED'});
		expect(error.message).toContain(state);
		expect(error.next[0]?.command).toContain(next);
	});
});
