// The supervised port-forward, with a stand-in for kubectl that drops, hangs and refuses as the real one does.
import {createServer} from 'node:http';
import {createServer as createTcpServer} from 'node:net';
import {describe, expect, it, onTestFinished} from 'vitest';
import {openCluster} from '../../../src/kubernetes/kubectl.ts';
import {openPortForward, type PortForwardOptions} from '../../../src/kubernetes/port-forward.ts';
import {fakeKubectl} from '../../fakes/kubectl.ts';
import type {FakeService} from '../../fakes/kubectl-answers.ts';
import {errorOf} from '../../support/error-of.ts';
import {listening} from '../../support/servers.ts';

const service = {name: 'ml-pipeline-ui', namespace: 'kubeflow', port: 80};

async function setUp(more: Partial<FakeService> = {}, forbidden: readonly string[] = []) {
	const target = await listening(createServer((_, response) => response.end('hello')));
	const running: FakeService = {...service, target, pod: 'first', ...more};
	const kubectl = await fakeKubectl({services: [running], forbidden});
	const cluster = await openCluster({namespace: 'kubeflow', cache: false, yes: true, env: kubectl.env});
	const open = async (options: PortForwardOptions = {}) => {
		const forward = await openPortForward(cluster, service, {pause: 50, ...options});
		onTestFinished(() => forward.close());
		return forward;
	};
	return {kubectl, cluster, running, open};
}

const textAt = async (url: URL): Promise<string> => (await fetch(url)).text();

describe('a port-forward', () => {
	it('forwards a free port of 127.0.0.1 to the service', async () => {
		const {kubectl, open} = await setUp();
		const forward = await open();
		expect(forward.url().hostname).toBe('127.0.0.1');
		expect(await textAt(await forward.reach(false))).toBe('hello');
		expect((await kubectl.calls()).at(-1)).toEqual([
			'--context=kind-dev',
			'port-forward',
			'--namespace=kubeflow',
			'--address=127.0.0.1',
			'--pod-running-timeout=10s',
			'svc/ml-pipeline-ui',
			':80',
		]);
	});

	it('is the same one for a second caller, until it is closed', async () => {
		const {open} = await setUp();
		const forward = await open();
		expect(await open()).toBe(forward);
		forward.close();
		expect(await open()).not.toBe(forward);
	});

	it('F18: two for the same service in two programs have ports of their own', async () => {
		const [one, other] = await Promise.all([setUp(), setUp()]);
		const first = await one.open();
		// Another program has its own list of port-forwards; here another context stands for it.
		await other.kubectl.set({contexts: ['other'], current: 'other'});
		const cluster = await openCluster({namespace: 'kubeflow', cache: false, yes: true, env: other.kubectl.env});
		const second = await openPortForward(cluster, service);
		onTestFinished(() => second.close());
		expect(second.url().port).not.toBe(first.url().port);
		expect(await textAt(second.url())).toBe('hello');
	});

	it('F18: comes back on the same port when its pod is replaced, noticed at the next check', async () => {
		const {kubectl, running, open} = await setUp();
		const forward = await open();
		const before = forward.url().href;
		await kubectl.set({services: [{...running, pod: 'second'}]});
		expect((await forward.reach(true)).href).toBe(before);
		expect(await textAt(forward.url())).toBe('hello');
	});

	it('comes back by itself, and waits for a pod that starts late', async () => {
		const {kubectl, running, open} = await setUp();
		const forward = await open({podTimeout: 1000});
		const {pod: _, ...without} = running;
		await kubectl.set({services: [without]});
		await fetch(forward.url()).catch(() => undefined);
		const reached = forward.reach(true);
		setTimeout(() => void kubectl.set({services: [{...running, pod: 'second'}]}), 1500);
		expect(await textAt(await reached)).toBe('hello');
	});

	it('F18: takes another port when its own was taken while it was down', async () => {
		const {kubectl, running, open} = await setUp();
		const forward = await open({podTimeout: 1000});
		const before = Number(forward.url().port);
		const {pod: _, ...without} = running;
		await kubectl.set({services: [without]});
		await fetch(forward.url()).catch(() => undefined);
		const thief = createTcpServer();
		await expect
			.poll(
				() =>
					new Promise(resolve => {
						thief.once('error', () => resolve(false));
						thief.listen(before, '127.0.0.1', () => resolve(true));
					}),
			)
			.toBe(true);
		onTestFinished(() => void thief.close());
		await kubectl.set({services: [{...running, pod: 'second'}]});
		const url = await forward.reach(true);
		expect(Number(url.port)).not.toBe(before);
		expect(await textAt(url)).toBe('hello');
	});

	it('is started again when no answer comes through it', {timeout: 20_000}, async () => {
		const {kubectl, running, open} = await setUp({hangs: true});
		const forward = await open();
		const reached = forward.reach(true);
		setTimeout(() => void kubectl.set({services: [{...running, hangs: false}]}), 300);
		expect(await textAt(await reached)).toBe('hello');
	});
});

describe('a port-forward that cannot be opened', () => {
	it('names the missing permission', async () => {
		const {open} = await setUp({}, ['services']);
		expect(await errorOf(open())).toMatchObject({kind: 'denied', code: 'FORBIDDEN'});
	});
});
