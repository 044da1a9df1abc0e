// The predicted time of a run, against runs that were measured.
import {describe, expect, it} from 'vitest';
import {groupTasks} from '../../../src/tasks/group-tasks.ts';
import {
	argoTimes,
	assumedSeconds,
	type ClusterTimes,
	kfpTimes,
	predictedTime,
	runTime,
} from '../../../src/tasks/predicted-time.ts';
import {pipelineOf} from '../../support/pipeline-of.ts';
import {random, shuffled} from '../../support/random.ts';
import {pipeline} from '../../support/spec-samples.ts';

const never = (): boolean => false;
const second = (): number => assumedSeconds;

/** Eleven short nodes on five levels. */
const tide = pipelineOf([
	'split: -> high, low',
	'seed: -> stations',
	'clean_low: low -> low_clean',
	'clean_high: high -> high_clean',
	'fit: low_clean, high_clean -> model',
	'predict: model -> table',
	'audit: table, stations -> report',
	'north.load: -> north_raw',
	'north.rank: north_raw -> north_rank',
	'south.load: -> south_raw',
	'south.rank: south_raw -> south_rank',
]);
const wide = pipelineOf(Array.from({length: 30}, (_, index) => `n${index + 10}: -> d${index}`));

describe('is within a quarter of what was measured', () => {
	/** Seconds from the creation of the run to its end. */
	const measured: readonly [what: string, by: string, from: typeof tide, cluster: ClusterTimes, seconds: number][] = [
		['11 nodes, a quiet cluster', 'node', tide, kfpTimes, 143],
		['their chains', 'chain', tide, kfpTimes, 111],
		['all of them in one', 'all', tide, kfpTimes, 40],
		['11 nodes with a component each', 'node', tide, kfpTimes, 152],
		['11 nodes with one component', 'node', tide, kfpTimes, 131],
		['11 nodes as an Argo Workflow', 'node', tide, argoTimes, 102],
		['30 nodes side by side', 'node', wide, kfpTimes, 164],
	];

	it.each(measured)('%s: %s', (_, by, from, cluster, seconds) => {
		const ratio = predictedTime(groupTasks(from, by, never), second, cluster) / seconds;
		expect(ratio).toBeGreaterThan(0.8);
		expect(ratio).toBeLessThan(1.2);
	});
});

describe('the predicted time', () => {
	const cluster = {begin: 10, task: 20, next: 4};

	it('of one task is its start, its pods and its nodes one after the other', () => {
		const line = groupTasks(pipelineOf(['a: -> x', 'b: x -> y']), 'all', never);
		expect(predictedTime(line, name => (name === 'a' ? 5 : 7), cluster)).toBe(42);
		expect(predictedTime(groupTasks(pipeline({}), 'node', never), second, cluster)).toBe(0);
	});

	it('grows with each level, and a little with each task beside another', () => {
		expect(runTime([1, 1], [[], [0]], cluster)).toBe(10 + 21 + 21);
		expect(runTime([1, 1, 1], [[], [], []], cluster)).toBe(10 + 8 + 21);
		expect(runTime([100, 1, 1], [[], [], []], cluster)).toBe(10 + 120);
	});

	it('counts a dependency that is there twice once, and has no end for a cycle', () => {
		expect(runTime([1, 1], [[], [0, 0]], cluster)).toBe(52);
		expect(runTime([1, 1, 1], [[], [2], [1]], cluster)).toBe(Number.POSITIVE_INFINITY);
	});

	it('does not depend on the order of the nodes', () => {
		const next = random(3);
		const seconds = new Map(tide.nodes.map(({name}) => [name, Math.ceil(next() * 50)]));
		const timeOf = (nodes: typeof tide.nodes) =>
			predictedTime(groupTasks({...tide, nodes}, 'node', never), name => seconds.get(name) ?? 0, cluster);
		const time = timeOf(tide.nodes);
		for (let round = 0; round < 5; round++) expect(timeOf(shuffled(tide.nodes, next))).toBe(time);
	});

	it('is quick for ten thousand tasks', () => {
		const size = 10_000;
		const before = Array.from({length: size}, (_, index) => (index < 100 ? [] : [index - 100, index - 99]));
		const begin = performance.now();
		expect(
			runTime(
				before.map(() => 1),
				before,
				cluster,
			),
		).toBeGreaterThan(size);
		expect(performance.now() - begin).toBeLessThan(2000);
	});
});
