// What can happen to a command: a signal at a side effect, or a server that fails.
import {setTimeout as wait} from 'node:timers/promises';
import type {Fault as KfpFault} from '../fakes/kfp-api.ts';
import type {World} from '../e2e/world.ts';
import type {Random} from './random.ts';
import {type CommandName, commands} from './rounds.ts';

/** A side effect: a request to a server, or a call of the container engine. */
type Effect = {
	readonly of: CommandName;
	readonly on: 'kfp' | 'kubernetes' | 'docker';
	readonly method: string;
	readonly path: RegExp;
};

const effect = (of: CommandName, on: Effect['on'], method: string, path: RegExp): Effect => ({of, on, method, path});

const effects: readonly Effect[] = [
	effect('deploy', 'docker', 'build', /^/),
	effect('deploy', 'docker', 'push', /^/),
	effect('deploy', 'kubernetes', 'PATCH', /\/secrets\//),
	effect('deploy', 'kfp', 'POST', /\/pipelines$/),
	effect('deploy', 'kfp', 'POST', /upload_version/),
	effect('deploy', 'kfp', 'POST', /\/experiments$/),
	effect('deploy', 'kfp', 'POST', /\/runs$/),
	effect('run', 'kfp', 'POST', /\/runs$/),
	effect('schedule', 'kfp', 'POST', /\/recurringruns$/),
	effect('changed', 'docker', 'push', /^/),
	effect('changed', 'kfp', 'POST', /upload_version/),
	effect('changed', 'kfp', 'POST', /\/runs$/),
	effect('changed', 'kfp', 'POST', /\/recurringruns$/),
	effect('changed', 'kfp', 'DELETE', /\/recurringruns\//),
	effect('teardown', 'kfp', 'POST', /:terminate$/),
	effect('teardown', 'kfp', 'DELETE', /\/runs\//),
	effect('teardown', 'kfp', 'DELETE', /\/recurringruns\//),
	effect('teardown', 'kfp', 'DELETE', /\/versions\//),
	effect('teardown', 'kfp', 'DELETE', /\/pipelines\/[^/]+$/),
	effect('teardown', 'kubernetes', 'DELETE', /\/secrets\//),
	effect('teardown', 'docker', 'rmi', /^/),
];

type Phase = 'before' | 'during' | 'after';
const signals = ['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP'] as const;

export type Disturbance = {
	readonly of: CommandName;
	readonly words: string;
	/** Prepares the servers. Ends when the process is to get the signal, where one is given. */
	readonly arm: (world: World) => {readonly signal?: NodeJS.Signals; readonly moment: () => Promise<boolean>};
};

/** A kill before, during and after each side effect, once each. */
export const kills = (random: Random): readonly Disturbance[] =>
	random.shuffled(
		effects.flatMap(one =>
			(['before', 'during', 'after'] as const).map(phase => killAt(one, phase, random.oneOf(['SIGKILL', ...signals]))),
		),
	);

function killAt(one: Effect, phase: Phase, signal: NodeJS.Signals): Disturbance {
	const {of, on, method, path} = one;
	return {
		of,
		words: `${signal} ${phase} ${method} ${path.source} (${on})`,
		arm: world => {
			const seen = watch(world, one);
			if (on === 'kfp') {
				const fault: KfpFault =
					phase === 'during' ? {kind: 'slow', milliseconds: 400} : {kind: phase === 'before' ? 'reset' : 'lost'};
				world.kfp.fault({method, path}, fault);
			}
			if (on === 'kubernetes' && phase !== 'during')
				world.kubernetes.fail({
					method,
					path,
					code: 503,
					body: 'gone',
					...(phase === 'after' ? {afterwards: true} : {}),
				});
			return {
				signal,
				moment: async () => {
					if (!(await seen())) return false;
					if (on !== 'kfp') await wait({before: 0, during: 60, after: 300}[phase]);
					return true;
				},
			};
		},
	};
}

/** Whether the side effect was begun since now. */
function watch(world: World, {on, method, path}: Effect): () => Promise<boolean> {
	if (on === 'docker') {
		const verb = new RegExp(`^docker (?:buildx )?(?:image )?${method}\\b`);
		const count = async (): Promise<number> => (await world.calls()).filter(call => verb.test(call)).length;
		const before = count();
		return async () => (await count()) > (await before);
	}
	const count = (): number =>
		(on === 'kfp' ? world.kfp : world.kubernetes).requests().filter(one => one.method === method && path.test(one.path))
			.length;
	const before = count();
	return () => Promise.resolve(count() > before);
}

const faults: readonly [KfpFault, ...KfpFault[]] = [
	{kind: 'reset'},
	{kind: 'lost'},
	{kind: 'slow', milliseconds: 3000},
	{kind: 'answer', status: 500, body: 'broken'},
	{kind: 'answer', status: 502, body: '<html>Bad Gateway</html>'},
	{kind: 'answer', status: 429, body: '', headers: {'retry-after': '1'}},
	{kind: 'answer', status: 401, body: '<html>sign in</html>'},
	{kind: 'answer', status: 200, body: '{"runs":[{"run_id":'},
	{kind: 'login-page'},
];

const anyCommand = (random: Random): CommandName => random.oneOf(commands);

/** A server that fails, or a signal at any time. */
export function anyDisturbance(random: Random): Disturbance {
	const kind = random.oneOf(['kfp', 'kfp', 'kubernetes', 'signal']);
	if (kind === 'signal') {
		const [signal, after] = [random.oneOf(signals), random.integer(5000)];
		return {
			of: anyCommand(random),
			words: `${signal} after ${after} ms`,
			arm: () => {
				const end = wait(after, true);
				return {signal, moment: () => Promise.race([end, wait(20, false)])};
			},
		};
	}
	const method = random.oneOf(['GET', 'POST', 'DELETE', 'PATCH']);
	if (kind === 'kubernetes') {
		const [code, afterwards] = [random.oneOf([500, 503, 429, 403]), random.oneOf([true, false])];
		return {
			of: random.oneOf(['deploy', 'changed', 'teardown']),
			words: `Kubernetes answers ${method} with ${code}${afterwards ? ' after the work' : ''}`,
			arm: world => {
				world.kubernetes.fail({method, path: /secrets/, code, body: 'broken', ...(afterwards ? {afterwards} : {})});
				return {moment: never};
			},
		};
	}
	const [fault, times] = [random.oneOf(faults), random.oneOf([1, 1, 2, 5])];
	return {
		of: anyCommand(random),
		words: `Kubeflow Pipelines meets ${method} with ${JSON.stringify(fault)}, ${times} times`,
		arm: world => {
			world.kfp.fault({method}, fault, times);
			return {moment: never};
		},
	};
}

const never = (): Promise<boolean> => Promise.resolve(false);
