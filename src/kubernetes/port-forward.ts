// A supervised `kubectl port-forward`: it keeps its local port, comes back when it drops, and ends with this process.
import type {Attached} from '../system/attached.ts';
import {sleep} from '../system/clock.ts';
import {defined} from '../system/defined.ts';
import {type NextCommand, WizardError} from '../system/errors.ts';
import {answersHttp} from '../system/http-probe.ts';
import {kubectlFailure} from './kubectl-failures.ts';
import {kubectlCommand} from './kubectl-command.ts';
import type {Cluster} from './kubectl.ts';
import type {Service} from './services.ts';

export type PortForward = {
	readonly service: Service;
	/** The address on this machine now. It changes only if its port is taken while the port-forward is down. */
	readonly url: () => URL;
	/**
	 * The address, once kubectl forwards it. `check`: an answer must come through first, since kubectl notices that the pod
	 * is gone only at the next connection.
	 * @throws WizardError `PORT_FORWARD_LOST` with the cause when it does not come back in time, `cancelled`.
	 */
	readonly reach: (check: boolean, signal?: AbortSignal) => Promise<URL>;
	readonly close: () => void;
};

export type PortForwardOptions = {
	/** Milliseconds that kubectl waits for a running pod of the service; default 10,000. */
	readonly podTimeout?: number;
	/** Milliseconds that `reach` waits for a dropped port-forward; default 60,000. */
	readonly patience?: number;
	/** Milliseconds between two starts of kubectl: this, then twice as long each time, at most 30 times this; default 500. */
	readonly pause?: number;
};

/** One start of kubectl. */
type Attempt = {
	/** The local port; rejects when kubectl ends before it forwards. */
	readonly port: Promise<number>;
	readonly ended: Promise<void>;
	readonly end: () => void;
};

/** By context, namespace and service: an interview that runs again uses the same one. */
const open = new Map<string, Promise<PortForward>>();

/**
 * Forwards a free port of this machine to a service. A second call for the same service gives the same port-forward.
 * @throws WizardError when it cannot be opened: no permission, no such service, no running pod behind it.
 */
export async function openPortForward(
	cluster: Cluster,
	service: Service,
	options: PortForwardOptions = {},
): Promise<PortForward> {
	const key = JSON.stringify([cluster.server, cluster.context, service]);
	const known = open.get(key);
	if (known !== undefined) return known;
	const opening = supervise(cluster, service, options, () => open.delete(key));
	open.set(key, opening);
	opening.catch(() => open.delete(key));
	return opening;
}

async function supervise(
	cluster: Cluster,
	service: Service,
	{podTimeout = 10_000, patience = 60_000, pause = 500}: PortForwardOptions,
	onClose: () => void,
): Promise<PortForward> {
	let current = start(cluster, service, undefined, podTimeout);
	let port = await current.port;
	let isUp = true;
	let upSince = performance.now();
	let isClosed = false;
	let failure: unknown;
	/** Resolves at the next change: up, or another failed start. */
	let change = signalled();
	let wake = signalled();

	const keep = async (): Promise<void> => {
		for (let failures = 0; ;) {
			await current.ended;
			if (isClosed) return;
			// One that drops at once is not restarted in a tight loop.
			if (isUp) failures = performance.now() - upSince > 2000 ? 0 : failures + 1;
			isUp = false;
			if (failures > 0) {
				const wait = Math.min(pause * 2 ** (failures - 1), pause * 30);
				await Promise.race([sleep(wait), wake.done]);
			}
			if (isClosed) return;
			// Another program may have taken the port meanwhile.
			current = start(cluster, service, failures % 3 === 2 ? undefined : port, podTimeout);
			try {
				port = await current.port;
				isUp = true;
				upSince = performance.now();
			} catch (error) {
				failure = error;
				failures++;
			}
			const before = change;
			change = signalled();
			before.fire();
		}
	};
	void keep();

	const urlNow = (): URL => new URL(`http://127.0.0.1:${port}`);

	return {
		service,
		url: urlNow,
		reach: async (check, signal) => {
			const deadline = performance.now() + patience;
			for (;;) {
				const tried = current;
				if (isUp && (!check || (await answersHttp(urlNow(), 5000, signal)))) return urlNow();
				// It hangs, or forwards to a pod that is gone.
				if (isUp && current === tried) tried.end();
				const next = change.done;
				wake.fire();
				wake = signalled();
				const left = deadline - performance.now();
				if (left <= 0 || isClosed) throw lost(cluster, service, failure);
				await Promise.race([next, sleep(Math.min(left, 1000), signal)]);
			}
		},
		close: () => {
			isClosed = true;
			onClose();
			current.end();
			wake.fire();
		},
	};
}

/** `port`: the local port to use; without it a free one. */
function start(cluster: Cluster, service: Service, port: number | undefined, podTimeout: number): Attempt {
	const words: string[] = [];
	let attached: Attached | undefined;
	const ended = signalled();
	const opened = new Promise<number>((resolve, reject) => {
		attached = cluster.attach(
			[
				'port-forward',
				`--namespace=${service.namespace}`,
				// On 127.0.0.1 alone: with both addresses kubectl says nothing when the port is taken on one of them.
				'--address=127.0.0.1',
				`--pod-running-timeout=${Math.ceil(podTimeout / 1000)}s`,
				`svc/${service.name}`,
				`${port ?? ''}:${service.port}`,
			],
			{
				onLine: line => {
					const forwarded = /^Forwarding from 127\.0\.0\.1:(\d+) -> \d+/.exec(line)?.[1];
					if (forwarded !== undefined) resolve(Number(forwarded));
					else if (!line.startsWith('Handling connection') && words.length < 20) words.push(line);
				},
				onEnd: () => {
					// Its last lines may still be on their way.
					setTimeout(() => {
						reject(notOpened(cluster, service, words.join('\n')));
						ended.fire();
					}, 20);
				},
			},
		);
	});
	opened.catch(() => {});
	return {port: opened, ended: ended.done, end: () => attached?.end()};
}

function notOpened(cluster: Cluster, service: Service, stderr: string): WizardError {
	const {context, server} = cluster;
	const name = `svc/${service.name} in namespace ${service.namespace}`;
	const doing = `open a port-forward to ${name}`;
	if (/timed out waiting for the condition|without a selector|pod is not running/.test(stderr)) {
		return new WizardError('outside', `Can't ${doing}: no running pod is behind it`, {
			code: 'PORT_FORWARD_NO_POD',
			next: [look(cluster, service, 'pods')],
		});
	}
	if (/services "[^"]+" not found/.test(stderr))
		return new WizardError('outside', `Can't ${doing}: there is no such service`, {
			code: 'PORT_FORWARD_NO_SERVICE',
			next: [look(cluster, service, 'services')],
		});
	return kubectlFailure({exitCode: 1, stdout: '', stderr}, {context, server, namespace: service.namespace, doing});
}

const look = ({context}: Cluster, {namespace}: Service, what: 'pods' | 'services'): NextCommand => ({
	command: kubectlCommand({context, namespace}, `get ${what}`),
	when: `to look at the ${what} there`,
});

function lost(cluster: Cluster, service: Service, cause: unknown): WizardError {
	const why = cause instanceof WizardError ? cause : undefined;
	return new WizardError('outside', `The port-forward to svc/${service.name} dropped and does not come back`, {
		code: 'PORT_FORWARD_LOST',
		...defined({detail: why?.message}),
		next: why === undefined || why.next.length === 0 ? [look(cluster, service, 'pods')] : why.next,
		cause,
	});
}

type Signalled = {readonly done: Promise<void>; readonly fire: () => void};

function signalled(): Signalled {
	let fire = (): void => {};
	const done = new Promise<void>(resolve => (fire = resolve));
	return {done, fire: () => fire()};
}
