// What is wrong with the tasks of a run, from a kubectl that is scripted: which log is read again, and whose pod is whose.
import {expect, it} from 'vitest';
import {problemFinder} from '../../../src/follow/problems.ts';
import {viewRun} from '../../../src/follow/run-view.ts';
import type {Cluster} from '../../../src/kubernetes/kubectl.ts';
import type {KubectlOptions} from '../../../src/kubernetes/program.ts';
import {lastLines} from '../../../src/kubernetes/logs.ts';
import {linesOf} from '../../../src/system/text.ts';
import {podOf} from '../../support/cluster-kubectl.ts';
import {scriptedRun} from '../../support/scripted-run.ts';

/** `logs` are the answers to `kubectl logs`, one after the other; the last one stays. */
function scriptedCluster(pods: readonly unknown[], logs: readonly string[], workflows: readonly unknown[] = []) {
	const left = [...logs];
	const calls: (readonly string[])[] = [];
	const cluster = {
		context: 'kind-dev',
		namespace: 'kubeflow',
		run: async (args: readonly string[], {onOutput}: KubectlOptions = {}) => {
			calls.push(args);
			const items = args[1] === 'pods' ? pods : args[1] === 'events' ? [] : workflows;
			const stdout = args[0] === 'get' ? JSON.stringify({items}) : ((left.length > 1 ? left.shift() : left[0]) ?? '');
			linesOf(onOutput === undefined ? '' : stdout).forEach(line => onOutput?.(line));
			return {exitCode: 0, stdout, stderr: ''};
		},
	} as unknown as Cluster;
	return {cluster, logs: () => calls.filter(([verb]) => verb === 'logs').map(([, pod]) => pod)};
}

const failedPod = (task: string) => podOf(task, 'Failed', {terminated: {exitCode: 1}});
const planned = (task: string) => ({task, title: task, nodes: [task], dependsOn: []});

it('a log without a line has no lines', async () => {
	expect(await lastLines(scriptedCluster([], ['']).cluster, {pod: 'x', tail: 9})).toEqual([]);
	expect(await lastLines(scriptedCluster([], ['\n']).cluster, {pod: 'x', tail: 9})).toEqual(['']);
});

it('the log of a pod that has just failed is read again until it has lines, then no more', async () => {
	const {cluster, logs} = scriptedCluster([failedPod('clean')], ['', "KeyError: 'height'\n"]);
	const finder = problemFinder(cluster, 'run-1', {environment: 'base'}, () => {});
	const pods = await finder.pods();
	const view = viewRun(scriptedRun('RUNNING', [['clean', 'FAILED']]), pods, [planned('clean')]);
	const lines: unknown[] = [];
	for (const elapsed of [0, 3000, 6000])
		lines.push((await finder.find(view, pods, elapsed)).get('clean')?.lines ?? 'none');
	expect(lines).toEqual(['none', ["KeyError: 'height'"], ["KeyError: 'height'"]]);
	expect(logs()).toHaveLength(2);
});

it('what Argo says of a task whose name ends in -driver is said of that task', async () => {
	const message =
		'pods "wf-1" is forbidden: exceeded quota: team, requested: limits.memory=8Gi, used: 60Gi, limited: 64Gi';
	const nodes = {one: {name: 'wf(0).root(0).truck-driver(0)', message}};
	const {cluster} = scriptedCluster([], [''], [{metadata: {name: 'wf'}, status: {nodes}}]);
	const finder = problemFinder(cluster, 'run-1', {environment: 'base'}, () => {});
	const view = viewRun(scriptedRun('RUNNING', [['truck-driver-driver', 'RUNNING']]), [], [planned('truck-driver')]);
	await finder.find(view, [], 0);
	const found = await finder.find(view, [], 30_000);
	expect(found.get('truck-driver')?.diagnosis?.cause).toBe('quota');
});
