// The predicted time of a run, held against whole runs of a real server.
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {viewRun} from '../../src/follow/run-view.ts';
import type {Run} from '../../src/kfp/schemas.ts';
import {argoTimes, type ClusterTimes, kfpTimes, predictedTime} from '../../src/tasks/predicted-time.ts';
import type {TaskGraph} from '../../src/schema/graph.ts';
import {bed} from '../bed/bed.ts';
import {describeWith} from '../bed/part.ts';
import {runSeries} from '../support/recorded-runs.ts';

/**
 * The runs of several tasks that succeeded, but for `subdag`: its first task took 76 s, because twelve other runs began in
 * the same minute.
 */
const runs: readonly [name: string, cluster: ClusterTimes][] = [
	['tide', kfpTimes],
	['tide-shared', kfpTimes],
	['wide30', kfpTimes],
	['v1-tide-v1', argoTimes],
];

describeWith(await bed.recordings(), 'predicted times of recorded runs', recordings => {
	it.each(runs)('%s is within a quarter', (name, cluster) => {
		const folder = join(recordings, 'runs', name);
		const run = runSeries(join(folder, 'run-series.json')).at(-1)?.run;
		if (run === undefined) throw new Error(`${name} was not recorded`);
		const seconds = (Date.parse(run.finished_at ?? '') - Date.parse(run.created_at ?? '')) / 1000;
		const graph = tasksOf(folder, run);
		expect(graph.tasks).toHaveLength(name === 'wide30' ? 30 : 11);
		const predicted = predictedTime(graph, () => 1, cluster);
		expect(predicted / seconds).toBeGreaterThan(0.75);
		expect(predicted / seconds).toBeLessThan(1.25);
	});
});

type DagTask = {readonly name: string; readonly depends?: string; readonly dependencies?: readonly string[]};
type Workflow = {readonly spec: {readonly templates: readonly {readonly dag?: {readonly tasks: readonly DagTask[]}}[]}};

/** From the largest graph of the recorded Workflow; where it was not recorded, the tasks of the run wait for nothing. */
function tasksOf(folder: string, run: Run): TaskGraph {
	const file = join(folder, 'workflow.json');
	const graphs = existsSync(file)
		? (JSON.parse(readFileSync(file, 'utf8')) as readonly Workflow[])
				.flatMap(({spec}) => spec.templates)
				.flatMap(({dag}) => dag?.tasks ?? [])
		: viewRun(run, [], undefined).tasks.map(({task}): DagTask => ({name: task}));
	const awaited = new Map(graphs.map(task => [task.name, namesIn(task)]));
	const tasks = graphs.filter(({name}) => !/-driver$|^root$|^executor$/.test(name));
	return {
		pipeline: 'recorded',
		tasks: tasks.map(({name}) => ({
			key: name,
			title: name,
			nodes: [name],
			dependsOn: (awaited.get(`${name}-driver`) ?? awaited.get(name) ?? []).slice(),
		})),
	};
}

const namesIn = ({depends = '', dependencies = []}: DagTask): readonly string[] => [
	...dependencies,
	...[...depends.matchAll(/([\w-]+)\.Succeeded/g)].map(([, name = '']) => name),
];
