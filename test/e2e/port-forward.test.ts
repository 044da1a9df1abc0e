// The built program reaches Kubeflow Pipelines by a port-forward of its own, and leaves no kubectl behind, however it ends.
import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {delimiter, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {expect, it, onTestFinished} from 'vitest';
import {startKfpApi} from '../fakes/kfp-api.ts';
import {type FakeKubectl, fakeKubectl} from '../fakes/kubectl.ts';
import {program} from './world.ts';

const project = fileURLToPath(new URL('../../examples/bike-share', import.meta.url));

async function setUp() {
	const api = await startKfpApi({ui: 'ready'});
	onTestFinished(() => api.stop());
	const target = Number(new URL(api.url).port);
	const kubectl = await fakeKubectl({
		services: [{name: 'ml-pipeline-ui', namespace: 'kubeflow', port: 80, pod: 'ui-1', target}],
	});
	const start = (...args: readonly string[]): ChildProcess =>
		spawn(process.execPath, [program, ...args, '--project', project], {
			env: {...kubectl.env, PATH: [kubectl.env.PATH, process.env['PATH']].join(delimiter)},
			cwd: join(project, '..'),
			stdio: ['ignore', 'pipe', 'pipe'],
		});
	return {api, kubectl, start};
}

async function isGone(kubectl: FakeKubectl): Promise<boolean> {
	const pids = await kubectl.forwards();
	expect(pids.length).toBeGreaterThan(0);
	return pids.every(pid => {
		try {
			process.kill(pid, 0);
			return false;
		} catch {
			return true;
		}
	});
}

it('a command without --host goes through it, also two at the same time', async () => {
	const {kubectl, start} = await setUp();
	const both = [start('runs', '--json'), start('runs', '--json')];
	const ended = await Promise.all(both.map(async child => once(child, 'exit')));
	expect(ended).toEqual([
		[0, null],
		[0, null],
	]);
	expect(await kubectl.forwards()).toHaveLength(2);
	await expect.poll(() => isGone(kubectl), {timeout: 10_000}).toBe(true);
});

it.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)('F18: no kubectl is left after %s', async signal => {
	const {api, kubectl, start} = await setUp();
	api.fault({path: /pipelines/}, {kind: 'slow', milliseconds: 20_000});
	const child = start('runs', '--json');
	await expect.poll(() => api.requests().some(({path}) => path.includes('pipelines')), {timeout: 20_000}).toBe(true);
	expect(await isGone(kubectl)).toBe(false);
	child.kill(signal);
	await once(child, 'exit');
	await expect.poll(() => isGone(kubectl), {timeout: 10_000}).toBe(true);
});
