// `status` against the fake server and a stand-in kubectl.
import {describe, expect, it} from 'vitest';
import {status} from '../../../../src/commands/status/status.ts';
import {RunStatus} from '../../../../src/schema/run-status.ts';
import {testContext} from '../../../support/context.ts';
import {deployed} from '../../../support/deployed.ts';
import {errorOf} from '../../../support/error-of.ts';
import {scriptedUi} from '../../../support/scripted-ui.ts';
import {specText} from '../../../support/spec-text.ts';
import {podOf, standInKubectl} from '../../../support/cluster-kubectl.ts';

const on = {value: true, source: '--json'} as const;
const pulling = {
	waiting: {
		reason: 'ImagePullBackOff',
		message:
			'Back-off pulling image "ghcr.io/acme/demo:1": ErrImagePull: failed to pull and unpack image "ghcr.io/acme/demo:1": failed to resolve reference "ghcr.io/acme/demo:1": unexpected status from HEAD request: 401 Unauthorized',
	},
};

describe('status', () => {
	it('prints the newest run as one document', async () => {
		const {api, cwd, flags, start, upload} = await deployed();
		await start('yesterday');
		const {run_id} = await start('today', {}, await upload('v2', specText.withPlatform), 130);
		api.finishRun(run_id, 'SUCCEEDED');
		const context = testContext(scriptedUi([]).ui, {cwd});
		expect(await status({options: {...flags, json: on}, args: []}, context)).toBe(0);
		const document = RunStatus.strict().parse(JSON.parse(context.printed()));
		expect(document).toMatchObject({
			id: run_id,
			name: 'today',
			state: 'SUCCEEDED',
			outcome: 'succeeded',
			predicted: 130,
		});
		const words = testContext(scriptedUi([]).ui, {cwd});
		await status({options: flags, args: []}, words);
		expect(words.printed()).toMatch(/^today {2}SUCCEEDED {2}.* s, predicted 2 min 10 s\n/);
		expect(document.tasks.map(({task, dependsOn, state}) => [task, dependsOn, state])).toEqual([
			['clean', [], 'succeeded'],
			['train', ['clean'], 'succeeded'],
		]);
		expect(document.url).toBe(`http://localhost:8080/#/runs/details/${run_id}`);
	});

	it('F24: says why a task does not start while the run is RUNNING', async () => {
		const {cwd, flags, start, api} = await deployed();
		const {run_id} = await start('night');
		api.finishRun(run_id, 'RUNNING');
		const {path} = await standInKubectl(cwd, {pods: [podOf('clean', 'Pending', pulling)]});
		const context = testContext(scriptedUi([]).ui, {cwd, env: {PATH: path}});
		await status({options: {...flags, json: on}, args: ['night']}, context);
		const document = RunStatus.parse(JSON.parse(context.printed()));
		expect(document).toMatchObject({state: 'RUNNING'});
		expect(document.tasks[0]).toMatchObject({state: 'pulling', cause: 'image-unauthorized', pod: 'demo-clean-1'});
		expect(document.tasks[0]?.fix?.at(-1)).toContain('image_pull_secrets: [registry-login]');
		const words = testContext(scriptedUi([]).ui, {cwd, env: {PATH: path}});
		await status({options: flags, args: ['night']}, words);
		expect(words.printed()).toMatch(/clean +.*cannot pull ghcr.io\/acme\/demo:1: ghcr.io refuses access/);
		expect(words.printed()).toContain('image_pull_secrets: [registry-login]');
	});

	it('shows the last own lines of a failed task, and the rule that knows it', async () => {
		const {cwd, flags, start, api} = await deployed();
		const {run_id} = await start('night');
		api.finishRun(run_id, 'FAILED');
		api.setTask(run_id, 'train', '');
		const pod = podOf('clean', 'Failed', {terminated: {exitCode: 1, reason: 'Error'}});
		const log = [
			'time=2026-11-23T14:00:00Z level=INFO msg="capturing logs" argo=true',
			'loading',
			'ImportError: Please install gcsfs to access Google Storage',
			'I1122 23:29:59.512381      17 main.go:67] publish success.',
			'',
		].join('\n');
		const {path} = await standInKubectl(cwd, {pods: [pod], logs: {'demo-clean-1': log}});
		const context = testContext(scriptedUi([]).ui, {cwd, env: {PATH: path}});
		await status({options: {...flags, json: on}, args: []}, context);
		const [clean] = RunStatus.parse(JSON.parse(context.printed())).tasks;
		expect(clean).toMatchObject({
			state: 'failed',
			rule: 'requirements/missing',
			lines: ['loading', 'ImportError: Please install gcsfs to access Google Storage'],
		});
		expect(clean?.message).toContain('The package gcsfs is not installed in the image');
	});

	it('works without kubectl, and says what it does not look at', async () => {
		const {cwd, flags, start} = await deployed();
		await start('night');
		const {ui, reported} = scriptedUi([]);
		const context = testContext(ui, {cwd});
		await status({options: flags, args: []}, context);
		expect(context.printed()).toMatch(/^night {2}PENDING/);
		expect(reported).toContainEqual(expect.objectContaining({event: 'note', level: 'warning'}));
	});

	it('refuses a run that is not one of this project', async () => {
		const {cwd, flags} = await deployed();
		const context = testContext(scriptedUi([]).ui, {cwd});
		expect(await errorOf(status({options: flags, args: ['nope']}, context))).toMatchObject({code: 'RUN_NOT_FOUND'});
	});
});
