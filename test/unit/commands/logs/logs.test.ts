// `logs` against the fake server and a stand-in kubectl.
import {Writable} from 'node:stream';
import {describe, expect, it} from 'vitest';
import {logs} from '../../../../src/commands/logs/logs.ts';
import {testContext} from '../../../support/context.ts';
import {deployed} from '../../../support/deployed.ts';
import {errorOf} from '../../../support/error-of.ts';
import {scriptedUi} from '../../../support/scripted-ui.ts';
import {podOf, standInKubectl} from '../../../support/cluster-kubectl.ts';

const ended = {terminated: {exitCode: 0}};
const glog = 'I1122 23:29:59.512381      17 main.go:67] publish success.';
const pods = [podOf('clean', 'Succeeded', ended), podOf('train', 'Succeeded', ended)];
const log = {'demo-clean-1': `${glog}\nclean line\n`, 'demo-train-1': `train line\n${glog}\n`};
const on = {value: true, source: 'test'} as const;

async function finished() {
	const world = await deployed();
	const {run_id} = await world.start('night');
	world.api.finishRun(run_id, 'SUCCEEDED');
	const kubectl = await standInKubectl(world.cwd, {pods, logs: log});
	const print = async (args: readonly string[], more: object = {}): Promise<string> => {
		const context = testContext(scriptedUi([]).ui, {cwd: world.cwd, env: {PATH: kubectl.path}});
		await logs({options: {...world.flags, ...more}, args}, context);
		return context.printed();
	};
	return {...world, run_id, kubectl, print};
}

describe('logs', () => {
	it("prints each task's own lines with its name before them", async () => {
		const {print} = await finished();
		expect(await print([])).toBe('clean | clean line\ntrain | train line\n');
	});

	it('prints one task without a name, raw with all lines', async () => {
		const {print} = await finished();
		expect(await print(['night', 'clean'])).toBe('clean line\n');
		expect(await print(['night', 'clean'], {raw: on})).toBe(`${glog}\nclean line\n`);
	});

	it('stops without an error once the reader of its output is gone', async () => {
		const {cwd, flags, kubectl} = await finished();
		const lines = 'line\n'.repeat(100_000);
		kubectl.set({pods, logs: {'demo-clean-1': lines, 'demo-train-1': lines}});
		let written = 0;
		const stdout = new Writable({
			write: (_, __, done) => done(++written > 10 ? Object.assign(new Error('closed'), {code: 'EPIPE'}) : null),
		});
		const context = testContext(scriptedUi([]).ui, {cwd, env: {PATH: kubectl.path}, stdout});
		expect(await logs({options: flags, args: []}, context)).toBe(0);
		expect(kubectl.calls.some(call => call.includes('logs demo-train-1'))).toBe(false);
	});

	it('takes a first word that is no run for a node of the newest run', async () => {
		const {print} = await finished();
		expect(await print(['train'])).toBe('train line\n');
	});

	it('prints JSON lines', async () => {
		const {print} = await finished();
		const [first = ''] = (await print([], {json: on})).split('\n');
		expect(JSON.parse(first)).toEqual({task: 'clean', title: 'clean', pod: 'demo-clean-1', line: 'clean line'});
	});

	it('F26: follows the log of a run that goes on until its end', async () => {
		const {api, print, run_id, kubectl, start} = await finished();
		const {run_id: second} = await start('day');
		expect(second).not.toBe(run_id);
		api.finishRun(second, 'RUNNING');
		kubectl.set({pods: [podOf('clean', 'Running', {running: {}})], logs: log});
		const printing = print(['day'], {follow: on});
		setTimeout(() => api.finishRun(second, 'SUCCEEDED'), 500);
		expect(await printing).toBe('clean | clean line\n');
	});

	it('F26: ends where the run that it follows is deleted', async () => {
		const {api, print, kubectl, start} = await finished();
		const {run_id: second} = await start('day');
		api.finishRun(second, 'RUNNING');
		kubectl.set({pods: [podOf('clean', 'Running', {running: {}})], logs: log});
		const body = '{"code": 5, "message": "not found", "details": []}';
		// The first answers are for what is followed.
		const printing = errorOf(print(['day'], {follow: on}));
		setTimeout(() => api.fault({path: /\/runs\//}, {kind: 'answer', status: 404, body}, 9), 200);
		expect(await printing).toMatchObject({code: 'RUN_GONE', next: [{command: 'kfp-wizard runs'}]});
	});

	it('names the nodes that there are for one that there is not', async () => {
		const {print} = await finished();
		const error = await errorOf(print(['night', 'tran']));
		expect(error).toMatchObject({kind: 'usage', code: 'UNKNOWN_NAME', detail: 'It has: clean, train'});
		expect(error.message).toContain('train');
	});

	it('reads what the launcher stored where the pod and the archive are gone, and the Workflow is there', async () => {
		const {api, print, kubectl} = await finished();
		const uri = 'minio://mlpipeline/v2/artifacts/tide-prod/run-1/clean/30a2/executor-logs';
		const input = JSON.stringify({outputs: {artifacts: {'executor-logs': {artifacts: [{uri}]}}}});
		const value = JSON.stringify({containers: [{command: ['launch', '--executor_input', input]}]});
		const nodes = {
			one: {name: 'demo-x(0).root(0).train(0)'},
			two: {name: 'demo-x(0).root(0).clean(0)', inputs: {parameters: [{name: 'pod-spec-patch', value}]}},
		};
		kubectl.set({workflows: [{metadata: {name: 'demo-x'}, status: {nodes}}]});
		api.fault({path: /^\/artifacts\/get$/}, {kind: 'answer', status: 200, body: 'stored line\n'});
		expect(await print(['night', 'clean'])).toBe('stored line\n');
		expect(api.requests().at(-1)?.query).toBe(
			`?source=minio&bucket=mlpipeline&key=${encodeURIComponent('v2/artifacts/tide-prod/run-1/clean/30a2/executor-logs-0')}`,
		);
		expect(await errorOf(print(['night', 'train']))).toMatchObject({code: 'LOGS_GONE'});
	});

	it('says so when there is no log any more', async () => {
		const {print, kubectl, run_id} = await finished();
		kubectl.set({});
		expect(await errorOf(print(['night', 'clean']))).toMatchObject({
			code: 'LOGS_GONE',
			next: [{command: `kfp-wizard status ${run_id}`}],
		});
	});
});
