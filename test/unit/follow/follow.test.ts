// Following a run: the events that every UI mode shows, its ends, and the keys of the rich UI mode.
import {describe, expect, it} from 'vitest';
import type {FollowedRun} from '../../../src/follow/read-run.ts';
import {followRun} from '../../../src/follow/follow.ts';
import {followInUi} from '../../../src/follow/keys.ts';
import type {Event} from '../../../src/schema/event.ts';
import {RunTask} from '../../../src/schema/outcome.ts';
import {WizardError} from '../../../src/system/errors.ts';
import type {KeyAction, Ui} from '../../../src/ui/ui.ts';
import {pipelineSpec} from '../../../src/pipeline-spec/kfp/pipeline-spec.ts';
import {deployed} from '../../support/deployed.ts';
import {errorOf} from '../../support/error-of.ts';
import {imports} from '../../support/import-tasks.ts';
import {pipeline, specInput} from '../../support/spec-samples.ts';
import {type Line, scriptedUi} from '../../support/scripted-ui.ts';
import {scriptedClock} from '../../support/scripted-run.ts';
import {specText} from '../../support/spec-text.ts';

async function started(script: readonly Line[] = [], spec = specText.withPlatform) {
	const {api, client, start, upload} = await deployed();
	const run = await start('night', {}, await upload('v2', spec), 130);
	const followed: FollowedRun = {
		client,
		pageOf: id => `${api.url}/#/runs/details/${id}`,
		comparePageOf: ids => `${api.url}/#/compare?runlist=${ids.join(',')}`,
		cluster: undefined,
		run,
		explain: () => undefined,
	};
	const {ui, reported, asked} = scriptedUi(script);
	const events = (): readonly string[] =>
		reported.flatMap((event: Event) => (event.event === 'task' ? [`${event.task} ${event.state}`] : []));
	const clock = scriptedClock();
	/** Does the next of these at each pause. */
	const steps = (...work: readonly (() => void)[]) => {
		const left = [...work];
		return {
			...clock,
			sleep: async (pause: number, signal?: AbortSignal) => {
				left.shift()?.();
				await clock.sleep(pause, signal);
			},
		};
	};
	return {api, client, run, followed, ui, reported, asked, events, steps};
}

describe('followRun', () => {
	it('lists the tasks, reports each change, and ends with the run', async () => {
		const {api, run, followed, ui, reported, events, steps} = await started();
		const clock = steps(
			() => api.finishRun(run.run_id, 'RUNNING'),
			() => api.setTask(run.run_id, 'clean', 'SUCCEEDED'),
			() => api.finishRun(run.run_id, 'SUCCEEDED'),
		);
		const outcome = await followRun(followed, ui, {clock});
		expect(reported.find(({event}) => event === 'tasks')).toMatchObject({
			step: 'follow',
			tasks: [
				{task: 'clean', dependsOn: []},
				{task: 'train', dependsOn: ['clean']},
			],
		});
		expect(events()).toEqual(['clean starting', 'train starting', 'clean succeeded', 'train succeeded']);
		expect(reported.at(-1)).toMatchObject({
			event: 'step',
			step: 'follow',
			state: 'done',
			detail: expect.stringMatching(/^night succeeded in .* \(predicted 2 min 10 s\)$/),
		});
		expect(outcome).toMatchObject({run: {id: run.run_id, state: 'SUCCEEDED', started: false, predicted: 130}});
		for (const task of outcome.runTasks ?? []) RunTask.strict().parse(task);
	});

	it('shows the imports of datasets with their states, and leaves them out of the timeline', async () => {
		const spec = pipelineSpec(specInput(pipeline({clean: [], train: ['clean']}), {imports}));
		const {api, run, followed, ui, reported, events, steps} = await started([], spec);
		const clock = steps(
			() => api.finishRun(run.run_id, 'RUNNING'),
			() => api.setTask(run.run_id, 'import-raw', 'SUCCEEDED'),
			() => api.finishRun(run.run_id, 'SUCCEEDED'),
		);
		const outcome = await followRun(followed, ui, {clock});
		expect(reported.find(({event}) => event === 'tasks')).toMatchObject({
			tasks: [
				{task: 'clean'},
				{task: 'train'},
				{task: 'import-raw', title: 'import raw', dependsOn: []},
				{task: 'import-model', title: 'import model', dependsOn: ['train']},
			],
		});
		expect(events()).toContain('import-raw starting');
		expect(events().slice(-4).toSorted()).toEqual([
			'clean succeeded',
			'import-model succeeded',
			'import-raw succeeded',
			'train succeeded',
		]);
		expect(outcome.runTasks).toMatchObject([{nodes: ['clean']}, {}, {imports: true}, {imports: true, nodes: []}]);
		for (const task of outcome.timeline?.critical ?? []) expect(['clean', 'train']).toContain(task);
	});

	it('does not wait for the last good run, and says how long it took once that is known', async () => {
		const {api, client, run, followed, ui, reported, steps} = await started();
		let found: (runs: []) => void = () => {};
		const listRuns = () => new Promise<[]>(resolve => (found = resolve));
		const times = {created_at: '2026-11-23T14:00:00Z', finished_at: '2026-11-23T14:02:15Z'};
		const good = {...run, ...times, run_id: 'good', state: 'SUCCEEDED'};
		const clock = steps(
			() => {
				expect(reported.some(({event}) => event === 'tasks')).toBe(true);
				found([good] as never);
			},
			() => {},
			() => api.finishRun(run.run_id, 'SUCCEEDED'),
		);
		const outcome = await followRun({...followed, client: {...client, listRuns}}, ui, {clock});
		expect(outcome.run?.compare).toBe(`${api.url}/#/compare?runlist=good,${run.run_id}`);
		const details = reported.flatMap(event => (event.event === 'step' ? [event.detail] : []));
		expect([details[0], details.at(-2)]).toEqual([
			'night: PENDING',
			expect.stringContaining(', last good run took 2 min 15 s'),
		]);
	});

	it('fails with the run, naming its tasks and the next commands', async () => {
		const {api, run, followed, ui, reported, steps} = await started();
		const clock = steps(() => {
			api.finishRun(run.run_id, 'FAILED');
			api.setTask(run.run_id, 'train', '');
		});
		const error = await errorOf(followRun(followed, ui, {clock}));
		expect(error).toMatchObject({kind: 'run', code: 'RUN_FAILED', message: 'Run night failed: 1 of 2 tasks failed'});
		expect(error.next.map(({command}) => command)).toEqual([
			`kfp-wizard logs ${run.run_id} clean`,
			`kfp-wizard retry ${run.run_id}`,
		]);
		expect(error.outcome.runTasks?.map(({state}) => state)).toEqual(['failed', 'skipped']);
		expect(reported.at(-1)).toMatchObject({event: 'step', step: 'follow', state: 'failed'});
	});

	it('tells a run that was terminated from one that failed', async () => {
		const {api, client, run, followed, ui, steps} = await started();
		const clock = steps(
			() => api.finishRun(run.run_id, 'RUNNING'),
			() => void client.terminateRun(run.run_id),
			() => {},
			() => api.finishRun(run.run_id, 'CANCELING'),
			() => api.finishRun(run.run_id, 'FAILED'),
		);
		expect(await errorOf(followRun(followed, ui, {clock}))).toMatchObject({kind: 'run', code: 'RUN_TERMINATED'});
	});

	it('leaves the run to itself on Ctrl-C, and says so', async () => {
		const {followed, ui, run, steps} = await started();
		const controller = new AbortController();
		const clock = steps(() => controller.abort());
		const error = await errorOf(followRun(followed, {...ui, signal: controller.signal}, {clock}));
		expect(error).toMatchObject({kind: 'cancelled', message: 'Stopped following; the run night goes on'});
		expect(error.next[0]?.command).toBe(`kfp-wizard status ${run.run_id} --follow`);
	});
});

describe('followInUi', () => {
	/** The keys that are offered at a moment. */
	function withKeys(ui: Ui) {
		let offered: readonly KeyAction[] = [];
		const rich: Ui = {...ui, offer: actions => void (offered = actions)};
		const press = (key: string): void => offered.find(action => action.key === key)?.press('clean');
		return {rich, press, labels: () => offered.map(({key, label}) => `${key} ${label}`)};
	}

	it('ends without an error when the user detaches', async () => {
		const {followed, ui, run, steps, reported} = await started();
		const {rich, press, labels} = withKeys(ui);
		let seen: readonly string[] = [];
		const clock = steps(
			() => (seen = labels()),
			() => press('d'),
		);
		const outcome = await followInUi(followed, rich, {clock, canDetach: true});
		expect(seen).toEqual(['d detach', 'l log', 't terminate']);
		expect(outcome).toMatchObject({
			run: {id: run.run_id},
			next: [{command: `kfp-wizard status ${run.run_id} --follow`}],
		});
		expect(reported.at(-1)).toMatchObject({step: 'follow', state: 'skipped', detail: 'detached; night goes on'});
		expect(labels()).toEqual([]);
	});

	it('opens the page of the run', async () => {
		const {api, run, followed, ui, steps} = await started();
		const {rich, press} = withKeys(ui);
		const opened: string[] = [];
		const clock = steps(
			() => press('o'),
			() => api.finishRun(run.run_id, 'SUCCEEDED'),
		);
		const openPage = async (runId: string) => void opened.push(runId);
		await followInUi({...followed, openPage}, rich, {clock, canDetach: true});
		expect(opened).toEqual([run.run_id]);
	});

	it('offers no detaching where the exit code is wanted', async () => {
		const {api, followed, ui, run, steps} = await started();
		const {rich, labels} = withKeys(ui);
		let seen: readonly string[] = [];
		const clock = steps(() => {
			seen = labels();
			api.finishRun(run.run_id, 'SUCCEEDED');
		});
		await followInUi(followed, rich, {clock, canDetach: false});
		expect(seen).toEqual(['l log', 't terminate']);
	});

	it('terminates after a question only', async () => {
		const {api, followed, ui, run, asked, steps} = await started([
			['terminate', false],
			['terminate', true],
			['after-run', 'end'],
		]);
		const {rich, press} = withKeys(ui);
		const clock = steps(
			() => api.finishRun(run.run_id, 'RUNNING'),
			() => press('t'),
			() => expect(api.state().runs[0]?.state).toBe('RUNNING'),
			() => press('t'),
			() => {},
			() => {},
			() => api.finishRun(run.run_id, 'FAILED'),
		);
		await errorOf(followInUi(followed, rich, {clock, canDetach: true}));
		expect(asked.filter(({name}) => name === 'terminate')).toHaveLength(2);
		expect(api.requests().some(({path}) => path.endsWith(':terminate'))).toBe(true);
	});

	it('F21: asks when the login has expired, and goes on once it was renewed', async () => {
		const refusal = new WizardError('denied', 'access was refused (HTTP 401)', {code: 'KFP_DENIED'});
		const {client, api, run, followed, ui, asked, steps} = await started([
			['login', 'again'],
			['login', 'leave'],
		]);
		let accepted = false;
		const getRun: typeof client.getRun = async id => (accepted ? client.getRun(id) : Promise.reject(refusal));
		const again: Ui = {...ui, ask: async question => ui.ask(question).finally(() => (accepted = true))};
		const withLogin = {...followed, client: {...client, getRun}};
		const outcome = await followInUi(withLogin, again, {
			clock: steps(
				() => {},
				() => api.finishRun(run.run_id, 'SUCCEEDED'),
			),
			canDetach: true,
		});
		expect(outcome.run).toMatchObject({state: 'SUCCEEDED'});
		accepted = false;
		const left = await errorOf(followInUi(withLogin, ui, {clock: steps(), canDetach: true}));
		expect(left).toMatchObject({code: 'KFP_DENIED', exitCode: 4});
		expect(asked.map(({message}) => message)[1]).toContain('The run goes on');
	});

	it('does not ask once more where the user left the question that renews the login', async () => {
		const refusal = new WizardError('denied', 'The login was left', {code: 'LOGIN_LEFT'});
		const {client, followed, ui, asked, steps} = await started();
		const refused = {...followed, client: {...client, getRun: async () => Promise.reject(refusal)}};
		const error = await errorOf(followInUi(refused, ui, {clock: steps(), canDetach: true}));
		expect([error.code, asked]).toEqual(['LOGIN_LEFT', []]);
	});

	it('retries a failed run where the user wants it, and follows it again', async () => {
		const {api, followed, ui, run, events, steps} = await started([['after-run', 'retry']]);
		const clock = steps(
			() => {
				api.finishRun(run.run_id, 'FAILED');
				api.setTask(run.run_id, 'train', '');
			},
			() => api.finishRun(run.run_id, 'SUCCEEDED'),
		);
		const outcome = await followInUi(followed, ui, {clock, canDetach: true});
		expect(outcome.run).toMatchObject({state: 'SUCCEEDED'});
		expect(api.requests().some(({path}) => path.endsWith(':retry'))).toBe(true);
		expect(events()).toContain('clean failed');
		expect(events().at(-1)).toBe('train succeeded');
	});
});
