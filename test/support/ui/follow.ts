// A program that follows a scripted run of 60 tasks: `follow.js MODE`. Its clock runs 30 times as fast. There is an image
// that cannot be pulled for a while, an API that is away for a minute, one 401, and a task that fails; with `hold` it
// stays in the middle until somebody detaches.
import type {FollowedRun} from '../../../src/follow/read-run.ts';
import {followInUi} from '../../../src/follow/keys.ts';
import {Run} from '../../../src/kfp/schemas.ts';
import type {KfpClient} from '../../../src/kfp/client.ts';
import type {Cluster} from '../../../src/kubernetes/kubectl.ts';
import type {KubectlOptions} from '../../../src/kubernetes/program.ts';
import {sleep} from '../../../src/system/clock.ts';
import {asWizardError, WizardError} from '../../../src/system/errors.ts';
import {openStage} from './stage.ts';

const [mode = 'ink', hold = ''] = process.argv.slice(2);
const {ui} = openStage(mode, '0', 'kind-dev / kubeflow');
const speed = 30;
const begun = Date.now();
/** Seconds of the run. */
const passed = (): number => ((Date.now() - begun) / 1000) * speed;
const time = (second: number): string => new Date(begun + second * 1000).toISOString();
const names = Array.from({length: 60}, (_, index) => `task-${index}`);
const length = 240;
/** Tasks in a row of ten, each 24 s after the ten before. */
const starts = (index: number): number => Math.floor(index / 10) * 24;

function row(name: string, state: string, start: number, end: number | undefined): object {
	return {
		display_name: name,
		...(state === '' ? {} : {state}),
		start_time: time(start),
		end_time: end === undefined ? '0001-01-01T00:00:00Z' : time(end),
		child_tasks: [{pod_name: 'wf-1'}],
	};
}

function runAt(now: number): Run {
	const over = hold === '' && now >= length;
	const rows = [row('wf', 'RUNNING', 0, undefined), row('root', 'RUNNING', 0, undefined)];
	names.forEach((name, index) => {
		const [start, end] = [starts(index), starts(index) + 20];
		if (now < start && !over) return;
		const failed = index === 55;
		const ended = now >= end && (hold === '' || index < 10);
		rows.push(row(`${name}-driver`, 'SUCCEEDED', start, start + 3));
		rows.push(
			row(
				name,
				ended || over ? (failed ? 'FAILED' : 'SUCCEEDED') : 'RUNNING',
				start + 3,
				ended || over ? end : undefined,
			),
		);
	});
	return Run.parse({
		run_id: 'run-1',
		display_name: 'tide of 14:02',
		state: over ? 'FAILED' : 'RUNNING',
		created_at: time(0),
		finished_at: over ? time(length) : '1970-01-01T00:00:00Z',
		run_details: {task_details: rows},
	});
}

let refused = false;
const client = {
	getRun: async () => {
		const now = passed();
		if (now > 70 && now < 130)
			throw new WizardError('outside', 'Nothing answers at localhost:8080: connection refused', {code: 'HTTP_REFUSED'});
		if (now > 140 && !refused) {
			refused = true;
			throw new WizardError('denied', 'access was refused (HTTP 401)', {code: 'KFP_DENIED'});
		}
		return runAt(now);
	},
	getVersion: async () => undefined,
	listRuns: async () => [],
	serverTime: (time: Date) => time,
} as unknown as KfpClient;

const pod = (name: string, phase: string, main: object): object => ({
	metadata: {
		name: `wf-${name}`,
		annotations: {'workflows.argoproj.io/node-name': `wf(0).root(0).${name}(0).executor(0)`},
	},
	status: {
		phase,
		initContainerStatuses: [{name: 'init', state: {terminated: {exitCode: 0}}}],
		containerStatuses: [{name: 'main', state: main}],
	},
});
const refusal =
	'failed to pull and unpack image "ghcr.io/nordsjo/tide:1": unexpected status from HEAD request: 401 Unauthorized';
const cluster = {
	context: 'kind-dev',
	server: 'https://cluster.test',
	namespace: 'kubeflow',
	run: async (args: readonly string[], {onOutput}: KubectlOptions = {}) => {
		const now = passed();
		const items = [
			...(now > 28 && (now < 60 || hold !== '')
				? [pod('task-10', 'Pending', {waiting: {reason: 'ErrImagePull', message: refusal}})]
				: []),
			...(now > 28 && hold !== '' ? [pod('task-11', 'Running', {running: {}})] : []),
			...(now > 130 ? [pod('task-55', 'Failed', {terminated: {exitCode: 1}})] : []),
		];
		if (args[0] === 'logs')
			await onOutput?.(args.includes('--follow') ? 'Loading data from high_raw (CSVDataset)' : "KeyError: 'height'");
		return {exitCode: 0, stdout: JSON.stringify({items: args[1] === 'pods' ? items : []}), stderr: ''};
	},
} as unknown as Cluster;

const followed: FollowedRun = {
	client,
	pageOf: id => `http://localhost:8080/#/runs/details/${id}`,
	comparePageOf: ids => `http://localhost:8080/#/compare?runlist=${ids.join(',')}`,
	cluster,
	run: runAt(0),
	explain: () => undefined,
};
const clock = {
	uptime: () => begun + passed() * 1000,
	monotonic: () => passed() * 1000,
	sleep: (milliseconds: number, signal?: AbortSignal) => sleep(milliseconds / speed, signal),
};
ui.begin({title: 'kfp-wizard status', steps: [{id: 'follow', title: 'Follow'}]});
ui.emit({event: 'step', step: 'follow', state: 'active'});
try {
	const outcome = await followInUi(followed, ui, {clock, canDetach: true});
	ui.emit({event: 'result', ok: true, exitCode: 0, ...outcome});
} catch (thrown) {
	const {code, message, detail, next, exitCode, outcome} = asWizardError(thrown);
	const error = {
		code,
		message,
		...(detail === undefined ? {} : {detail}),
		changed: [],
		next: next.map(one => ({...one})),
	};
	ui.emit({event: 'result', ok: false, exitCode, error, ...outcome});
	process.exitCode = exitCode;
}
await ui.close();
