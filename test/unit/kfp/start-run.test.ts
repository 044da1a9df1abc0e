// Starting a run: an active run is reused, and a lost answer never starts a second one.
import {beforeEach, describe, expect, it, onTestFinished, vi} from 'vitest';
import type {KfpClient} from '../../../src/kfp/client.ts';
import {runMarks} from '../../../src/kfp/description-markers.ts';
import {type StartedRun, type StartRun, startRun} from '../../../src/kfp/start-run.ts';
import type {KfpApi} from '../../fakes/kfp-api.ts';
import {specText} from '../../support/spec-text.ts';
import {withApi} from '../../support/with-api.ts';
import {errorOf} from '../../support/error-of.ts';

let api: KfpApi;
let client: KfpClient;
let run: StartRun;

beforeEach(async () => {
	({api, client} = await withApi());
	const pipeline = await client.createPipeline({name: 'demo', description: ''});
	const version = await client.uploadVersion({
		pipelineId: pipeline.pipeline_id,
		name: 'v',
		description: '',
		spec: specText.withPlatform,
	});
	run = {
		deployment: 'abcdef012345',
		name: 'demo base',
		experiment: 'kedro',
		pipelineId: pipeline.pipeline_id,
		versionId: version.pipeline_version_id,
		newRun: false,
		searchAfter: [1, 1, 20, 50],
	};
});

/** Another deploy that starts its run once this one has looked, or once this one has started its own. */
function besides(when: 'before' | 'after', start: () => Promise<unknown>): KfpClient {
	return {
		...client,
		createRun: async request => {
			if (when === 'before') await start();
			const made = await client.createRun(request);
			if (when === 'after') await start();
			return made;
		},
	};
}

const activeRuns = () => api.state().runs.filter(({state}) => state === 'PENDING');

const creations = (): number =>
	api.requests().filter(({method, path}) => method === 'POST' && path.endsWith('/runs')).length;

describe('starting a run', () => {
	it('startRun creates the experiment, marks the run with its deployment and gives its state', async () => {
		const started = await startRun(client, run);
		expect(started).toMatchObject({name: 'demo base', started: true, state: 'PENDING'});
		expect(api.state().experiments.map(({name}) => name)).toContain('kedro');
		const [made] = api.state().runs;
		expect(made).toMatchObject({id: started.runId, versionId: run.versionId});
		expect(runMarks(made?.description ?? '')?.deployment).toBe('abcdef012345');
	});

	it("a run has the requested service account, else the server's", async () => {
		const accounts = async (): Promise<readonly string[]> => {
			const answer = await fetch(new URL('/apis/v2beta1/runs', client.host));
			const {runs} = (await answer.json()) as {runs: {service_account: string}[]};
			return runs.map(one => one.service_account);
		};
		await startRun(client, {...run, serviceAccount: 'trainer'});
		expect(await accounts()).toEqual(['trainer']);
		await startRun(client, {...run, newRun: true});
		expect((await accounts()).toSorted()).toEqual(['pipeline-runner', 'trainer']);
	});

	it.each(['PENDING', 'RUNNING', ''])('a run of the same deployment is reused while it is %j', async state => {
		const first = await startRun(client, run);
		api.finishRun(first.runId, state);
		const second = await startRun(client, run);
		expect(second).toMatchObject({runId: first.runId, started: false, state: state === '' ? null : state});
		expect(creations()).toBe(1);
	});

	it.each(['SUCCEEDED', 'FAILED', 'CANCELED', 'SKIPPED', 'CANCELING'])('a new run is started after %s', async state => {
		const first = await startRun(client, run);
		api.finishRun(first.runId, state);
		const second = await startRun(client, run);
		expect(second.started).toBe(true);
		expect(second.runId).not.toBe(first.runId);
	});

	it('a run is started with the values of its inputs, which the server checks', async () => {
		const spec = specText.withPlatform.replace(
			/^root:\n/m,
			'root:\n  inputDefinitions: {parameters: {alpha: {parameterType: NUMBER_DOUBLE, defaultValue: 0.5, isOptional: true}}}\n',
		);
		expect(spec).toContain('alpha');
		const version = await client.uploadVersion({pipelineId: run.pipelineId, name: 'v2', description: '', spec});
		const own = {...run, versionId: version.pipeline_version_id};
		await startRun(client, {...own, inputs: {alpha: 2}});
		const sent = api.requests().find(({method, path}) => method === 'POST' && path.endsWith('/runs'));
		expect(JSON.stringify(sent)).toMatch(/runtime_config.{1,6}parameters.{1,6}alpha.{1,3}2/);
		await expect(startRun(client, {...own, newRun: true, inputs: {beta: 2}})).rejects.toThrow('beta');
	});

	it('a run of another deployment is not reused', async () => {
		await startRun(client, {...run, deployment: '999999999999'});
		await expect(startRun(client, run)).resolves.toMatchObject({started: true});
	});

	it('newRun always starts a run', async () => {
		const first = await startRun(client, run);
		const second = await startRun(client, {...run, newRun: true});
		expect(second.started).toBe(true);
		expect(second.runId).not.toBe(first.runId);
	});

	it.each([false, true])(
		'F19: the run of the same attempt is reused after it has ended, with newRun: %s',
		async newRun => {
			const attempt = '0123abcd';
			const first = await startRun(client, {...run, newRun, attempt});
			api.finishRun(first.runId, 'SUCCEEDED');
			const again = await startRun(client, {...run, newRun, attempt});
			expect(again).toMatchObject({runId: first.runId, started: false, state: 'SUCCEEDED'});
			const others = [
				{...run, newRun, attempt: '4567cdef'},
				{...run, newRun, attempt, deployment: '999999999999'},
			];
			for (const other of others) await expect(startRun(client, other)).resolves.toMatchObject({started: true});
		},
	);

	it('F19: newRun reuses no older run where that of its attempt never came', async () => {
		const first = await startRun(client, run);
		api.fault({method: 'POST', path: /runs$/}, {kind: 'reset'});
		const again = {...run, newRun: true, attempt: '0123abcd', searchAfter: [1]};
		expect(await errorOf(startRun(client, again))).toMatchObject({code: 'KFP_RUN_UNCERTAIN'});
		const second = await startRun(client, again);
		expect(second).toMatchObject({started: true});
		expect(second.runId).not.toBe(first.runId);
	});

	it('an existing experiment is used, whatever its case', async () => {
		await client.createExperiment({name: 'Kedro'});
		await startRun(client, run);
		expect(api.state().experiments.map(({name}) => name)).toEqual(['Default', 'Kedro']);
	});

	it('F19: a run whose answer was lost is found, and the creation is sent once', async () => {
		api.fault({method: 'POST', path: /runs$/}, {kind: 'lost'});
		const started = await startRun(client, run);
		expect(started).toMatchObject({runId: api.state().runs[0]?.id, started: true});
		expect(api.state().runs).toHaveLength(1);
		expect(creations()).toBe(1);
	});

	it('newRun does not mistake an older run for the one whose answer was lost', async () => {
		const first = await startRun(client, run);
		api.fault({method: 'POST', path: /runs$/}, {kind: 'reset'});
		const error = await errorOf(startRun(client, {...run, newRun: true, searchAfter: [1, 1]}));
		expect(error).toMatchObject({kind: 'outside', code: 'KFP_RUN_UNCERTAIN'});
		expect(api.state().runs.map(({id}) => id)).toEqual([first.runId]);
		expect(creations()).toBe(2);
	});

	it('a run that appears only after the timeout is found', async () => {
		api.fault({method: 'POST', path: /runs$/}, {kind: 'slow', milliseconds: 300});
		const started = await startRun(client, {...run, timeout: 60, searchAfter: Array.from({length: 100}, () => 20)});
		expect(started).toMatchObject({runId: api.state().runs[0]?.id, started: true});
		expect(creations()).toBe(1);
	});

	it('F19: a slow creation is not cut off', async () => {
		api.fault({method: 'POST', path: /runs$/}, {kind: 'slow', milliseconds: 700});
		await expect(startRun(client, run)).resolves.toMatchObject({started: true});
		expect(creations()).toBe(1);
	});

	it.each([502, 503, 504])('F19: the creation is not repeated after a %i, and no run is found', async status => {
		api.fault({method: 'POST', path: /runs$/}, {kind: 'answer', status, body: '<html>gateway</html>'});
		const error = await errorOf(startRun(client, run));
		expect(error).toMatchObject({code: 'KFP_RUN_UNCERTAIN'});
		expect(error.changed[0]).toContain('demo base');
		expect(creations()).toBe(1);
	});

	it('what shows whether a run exists is another command where the same one would start a second run', async () => {
		const lookUp = {command: 'kfp-wizard runs', when: 'to see whether it was started'};
		api.fault({method: 'POST', path: /runs$/}, {kind: 'reset'}, 2);
		const lost = await errorOf(startRun(client, {...run, newRun: true, lookUp, searchAfter: [1]}));
		const controller = new AbortController();
		const options = {...run, newRun: true, lookUp, searchAfter: [60_000], signal: controller.signal};
		const stopping = errorOf(startRun(client, options));
		await vi.waitFor(() => expect(creations()).toBe(2));
		controller.abort();
		const stopped = await stopping;
		for (const error of [lost, stopped]) {
			expect(error).toMatchObject({changed: [`Perhaps the run ${run.name}`], next: [lookUp]});
			expect(error.detail ?? '').not.toContain('rerun');
		}
	});

	it('the search for a run goes on while the server does not answer', async () => {
		api.fault({method: 'POST', path: /runs$/}, {kind: 'lost'});
		// Reads are tried four times each, so the first look fails as a whole.
		api.fault(
			{method: 'GET', path: /runs$/},
			{kind: 'answer', status: 500, body: '{"code":13,"message":"not yet"}'},
			1,
		);
		await startRun(client, {...run, newRun: true});
		expect(creations()).toBe(1);
		expect(api.state().runs).toHaveLength(1);
	});

	it('a clear refusal is reported at once', async () => {
		const error = await errorOf(startRun(client, {...run, versionId: '11111111-2222-3333-4444-555555555555'}));
		expect(error).toMatchObject({kind: 'outside', code: 'KFP_FAILED'});
		expect(error.message).toBe(
			"Kubeflow Pipelines can't start the run demo base: PipelineVersion 11111111-2222-3333-4444-555555555555 not found",
		);
		expect(api.state().runs).toEqual([]);
	});

	it('F28: Ctrl-C reports that a run may exist', async () => {
		const stop = new AbortController();
		const {connect} = await import('../../../src/kfp/client.ts');
		const own = await connect({host: client.host, signal: stop.signal});
		api.fault({method: 'POST', path: /runs$/}, {kind: 'slow', milliseconds: 2000});
		const going = errorOf(startRun(own, run));
		await expect.poll(creations).toBe(1);
		stop.abort();
		const error = await going;
		expect(error.kind).toBe('cancelled');
		expect(error.changed[0]).toContain('Perhaps the run demo base');
	});

	it('B21: characters that the server cannot store are refused', async () => {
		const error = await errorOf(startRun(client, {...run, name: 'demo 🚀'}));
		expect(error).toMatchObject({kind: 'usage', code: 'KFP_WIDE_CHARACTER'});
		expect(creations()).toBe(0);
	});
});

describe('two deploys at the same time', () => {
	it.each(['before', 'after'] as const)(
		'F30: one run stays where the other deploy starts its run %s this one',
		async when => {
			// Both in one second of the server: what starts in a later one with `newRun` stays beside this run.
			vi.useFakeTimers({toFake: ['Date']});
			onTestFinished(() => void vi.useRealTimers());
			const other = {...run, name: 'other', settling: 1};
			let older: StartedRun | undefined;
			const start = async () => (older = await startRun(client, {...other, newRun: true}));
			const own = await startRun(besides(when, start), {...run, settling: 1});
			// The deploy that was there with `newRun` looks at no other run: this one ends.
			expect(own).toMatchObject({runId: older?.runId, name: 'other', started: false, terminated: 'demo base'});
			expect(activeRuns().map(({id}) => id)).toEqual([older?.runId]);
		},
	);

	it('F30: one run stays where three look at the same time, and each names it', async () => {
		for (let round = 0; round < 3; round++) {
			let looked = 0;
			const createRun: typeof client.createRun = async wanted => {
				looked++;
				await expect.poll(() => looked).toBe(3);
				return client.createRun(wanted);
			};
			const all = await Promise.all([1, 2, 3].map(() => startRun({...client, createRun}, {...run, settling: 100})));
			const [stays, ...more] = activeRuns();
			expect(more).toEqual([]);
			expect(new Set(all.map(({runId}) => runId))).toEqual(new Set([stays?.id]));
			api.finishRun(stays?.id ?? '', 'SUCCEEDED');
		}
	});

	it('a run that has started is the result, whatever goes wrong afterwards', async () => {
		const start = () => startRun(client, {...run, newRun: true});
		const failing = {...besides('before', start), terminateRun: () => Promise.reject(new Error('no'))};
		const own = await startRun(failing, {...run, settling: 1});
		expect(own).toMatchObject({name: 'demo base', started: true});
	});
});
