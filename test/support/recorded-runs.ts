// Whole runs as they were recorded from a real server: what the API said over time, and the pods.
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {Run} from '../../src/kfp/schemas.ts';
import {type Pod, parsePod} from '../../src/kubernetes/pods.ts';

/** `t`: seconds after the run was created. */
export type RecordedRun = {readonly t: number; readonly run: Run};
type PodChange = {readonly t: number; readonly pod: string; readonly node: string; readonly status: string};

const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

/** The paths of all series of runs. */
export const recordedRuns = (recordings: string): readonly string[] =>
	readdirSync(join(recordings, 'runs'), {recursive: true, encoding: 'utf8'})
		.filter(path => /\/run-series(-[^/]*)?\.json$/.test(path))
		.map(path => join(recordings, 'runs', path))
		.toSorted();

export const runSeries = (series: string): readonly RecordedRun[] =>
	(read(series) as {t: number; status?: number; run?: unknown}[])
		.filter(({run}) => Run.safeParse(run).success)
		.map(({t, run}) => ({t, run: Run.parse(run)}));

/** The pods as they were at a time, made from the changes of their states: `Pending init=terminated:Completed:0 main=running`. */
export function podsAt(series: string, t: number): readonly Pod[] {
	const file = series.replace('run-series', 'pod-series');
	const changes = (existsSync(file) ? read(file) : []) as readonly PodChange[];
	const created = Date.parse(runSeries(series)[0]?.run.created_at ?? '');
	const at = (second: number): string => new Date(created + second * 1000).toISOString();
	type Seen = {first: number; running?: number; ended?: number; change: PodChange};
	const pods = new Map<string, Seen>();
	for (const change of changes.filter(one => one.t <= t)) {
		const pod: Seen = pods.get(change.pod) ?? {first: change.t, change};
		const main = / main=(\w+)/.exec(change.status)?.[1];
		if (main === 'running') pod.running ??= change.t;
		if (main === 'terminated') pod.ended ??= change.t;
		pods.set(change.pod, {...pod, change});
	}
	return [...pods].flatMap(([name, {first, running, ended, change}]) => {
		const [phase = 'Pending', ...containers] = change.status.split(' ');
		const statuses = containers.map(text => {
			const [container = '', state = ''] = text.split('=');
			const [kind, reason, code] = state.split(':');
			const of = container === 'main' ? {startedAt: at(running ?? t), finishedAt: at(ended ?? t)} : {};
			return {
				name: container,
				state:
					kind === 'terminated'
						? {terminated: {reason, exitCode: Number(code ?? 0), ...of}}
						: kind === 'running'
							? {running: of}
							: {waiting: {reason}},
			};
		});
		const isInit = (container: string): boolean => /^(init|kfp-launcher)$/.test(container);
		return (
			parsePod({
				metadata: {
					name,
					creationTimestamp: at(first),
					annotations: {'workflows.argoproj.io/node-name': change.node},
				},
				status: {
					phase,
					initContainerStatuses: statuses.filter(one => isInit(one.name)),
					containerStatuses: statuses.filter(one => !isInit(one.name)),
				},
			}) ?? []
		);
	});
}
