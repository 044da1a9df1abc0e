// `--group-by auto`: the tasks with the least predicted time of a run.
import {describe, expect, it} from 'vitest';
import type {TaskGraph} from '../../../../src/schema/graph.ts';
import type {KedroNode, Pipeline} from '../../../../src/schema/project.ts';
import type {TimeFacts} from '../../../../src/tasks/auto/by-auto.ts';
import {groupings} from '../../../../src/tasks/group-by.ts';
import {groupWithNotes} from '../../../../src/tasks/group-tasks.ts';
import {argoTimes, kfpTimes, predictedTime, runTime} from '../../../../src/tasks/predicted-time.ts';
import {node} from '../../../support/facts.ts';
import {diamond, line, pipelineOf} from '../../../support/pipeline-of.ts';
import {random} from '../../../support/random.ts';

const never = (): boolean => false;
type Seconds = Readonly<Record<string, number>>;

const factsOf = (seconds: Seconds, more: Partial<TimeFacts> = {}): TimeFacts => ({
	secondsOf: name => seconds[name] ?? 1,
	kindOf: () => '',
	mayShare: () => true,
	cluster: kfpTimes,
	...more,
});

const auto = (from: Pipeline, facts: TimeFacts, isMemory: (name: string) => boolean = never): TaskGraph =>
	groupWithNotes(from, 'auto', isMemory, undefined, facts).graph;

const nodesOf = ({tasks}: TaskGraph): readonly string[] => tasks.map(({nodes}) => nodes.join(' ')).toSorted();

/** A random graph with times of nodes that are short, long, or both. */
function randomCase(size: number, seed: number): {readonly from: Pipeline; readonly seconds: Seconds} {
	const next = random(seed);
	const density = [0.15, 0.3, 0.6][seed % 3] ?? 0;
	const time = [() => 1, () => 2 + next() * 40, () => 20 + next() * 200, () => Math.exp(next() * 6)][seed % 4] ?? next;
	const nodes: KedroNode[] = Array.from({length: size}, (_, index) => node(`n${String(index).padStart(5, '0')}: -> d`));
	const linked = nodes.map((each, index) => ({
		...each,
		dependencies: nodes.slice(Math.max(0, index - 12), index).flatMap(({name}) => (next() < density ? [name] : [])),
	}));
	return {
		from: {name: 'p', nodes: linked},
		seconds: Object.fromEntries(nodes.map(({name}) => [name, time()])),
	};
}

/** The least predicted time of all divisions of the nodes. */
function leastTime({nodes}: Pipeline, seconds: Seconds, cluster: TimeFacts['cluster']): number {
	const index = new Map(nodes.map(({name}, place) => [name, place]));
	const before = nodes.map(({dependencies}) => dependencies.map(name => index.get(name) ?? 0));
	const groupOf: number[] = [];
	let least = Number.POSITIVE_INFINITY;
	const place = (at: number, groups: number): void => {
		if (at < nodes.length) {
			for (let group = 0; group <= groups; group++) {
				groupOf[at] = group;
				place(at + 1, Math.max(groups, group + 1));
			}
			return;
		}
		const work = Array.from({length: groups}, () => 0);
		const awaited: number[][] = work.map(() => []);
		for (const [unit, {name}] of nodes.entries()) {
			const group = groupOf[unit] ?? 0;
			work[group] = (work[group] ?? 0) + (seconds[name] ?? 1);
			for (const other of before[unit] ?? []) if (groupOf[other] !== group) awaited[group]?.push(groupOf[other] ?? 0);
		}
		least = Math.min(least, runTime(work, awaited, cluster));
	};
	place(0, 0);
	return least;
}

describe('the tasks of --group-by auto', () => {
	it('are one where the nodes are shorter than what a task costs', () => {
		expect(nodesOf(auto(pipelineOf(diamond), factsOf({})))).toEqual(['a b c d e']);
	});

	it('keep long nodes apart that can run at the same time', () => {
		expect(nodesOf(auto(pipelineOf(diamond), factsOf({b: 300, c: 200})))).toEqual(['a', 'b', 'c', 'd e']);
		expect(nodesOf(auto(pipelineOf(line), factsOf({a: 300, b: 300})))).toEqual(['a b c']);
	});

	it('take about a tenth more than the best division at most', () => {
		for (const [size, seed] of [5, 6, 6, 6, 7, 7, 7, 8].map((nodes, index) => [nodes, index] as const)) {
			const {from, seconds} = randomCase(size, seed);
			const cluster = seed % 2 === 0 ? kfpTimes : argoTimes;
			const graph = auto(from, factsOf(seconds, {cluster}));
			const time = predictedTime(graph, name => seconds[name] ?? 0, cluster);
			expect(time / leastTime(from, seconds, cluster), `seed ${seed}`).toBeLessThan(1.1);
		}
	});

	it('are never slower than those of another grouping', () => {
		for (let seed = 0; seed < 5; seed++) {
			const {from, seconds} = randomCase(5 + seed * 3, seed);
			const secondsOf = (name: string): number => seconds[name] ?? 0;
			const time = predictedTime(auto(from, factsOf(seconds)), secondsOf, kfpTimes);
			for (const {by} of groupings) {
				const {graph} = groupWithNotes(from, by, never, undefined, factsOf(seconds));
				expect(time, `${by}, seed ${seed}`).toBeLessThanOrEqual(predictedTime(graph, secondsOf, kfpTimes));
			}
		}
	});

	it('with --max-tasks are at most so many, and never slower than those of another grouping', () => {
		for (const [size, seed, most] of [
			[10, 3, 2],
			[24, 6, 4],
		] as const) {
			const {from, seconds} = randomCase(size, seed);
			const secondsOf = (name: string): number => seconds[name] ?? 0;
			const limit = {most, kinds: {same: () => '', combined: () => ''}};
			const limited = (by: string): TaskGraph => groupWithNotes(from, by, never, limit, factsOf(seconds)).graph;
			const found = limited('auto');
			expect(found.tasks.length).toBeLessThanOrEqual(most);
			expect(auto(from, factsOf(seconds)).tasks.length).toBeGreaterThan(most);
			for (const {by} of groupings)
				expect(predictedTime(found, secondsOf, kfpTimes), `${by}, seed ${seed}`).toBeLessThanOrEqual(
					predictedTime(limited(by), secondsOf, kfpTimes),
				);
		}
	});

	it('stay mostly as they are when the times change by a tenth', () => {
		let same = 0;
		for (let seed = 0; seed < 8; seed++) {
			const {from, seconds} = randomCase(10, seed);
			const next = random(seed + 100);
			const changed = Object.fromEntries(
				Object.entries(seconds).map(([name, value]) => [name, value * (0.9 + next() * 0.2)]),
			);
			const tasks = nodesOf(auto(from, factsOf(seconds))).join();
			if (tasks === nodesOf(auto(from, factsOf(changed))).join()) same += 1;
		}
		expect(same).toBeGreaterThanOrEqual(7);
	});

	it('have the writer and the readers of a dataset in memory together', () => {
		const fork = pipelineOf(['a: -> x, y', 'b: x -> v', 'c: y -> w']);
		const facts = factsOf({b: 300, c: 300});
		expect(nodesOf(auto(fork, facts))).toEqual(['a', 'b', 'c']);
		const {tasks} = auto(fork, facts, name => name === 'x');
		expect(tasks.find(({nodes}) => nodes.includes('a'))?.nodes).toContain('b');
	});

	it('keep nodes apart whose settings contradict each other, also in a long row', () => {
		const facts = factsOf({}, {kindOf: name => (name === 'b' ? 'gpu' : ''), mayShare: () => false});
		expect(nodesOf(auto(pipelineOf(line), facts))).toEqual(['a', 'b', 'c']);
		const {from, seconds} = randomCase(30, 1);
		const kindOf = (name: string): string => String(Number(name.slice(1)) % 3);
		const mayShare = (kind: string, other: string): boolean => kind !== '2' && other !== '2';
		for (const {nodes} of auto(from, factsOf(seconds, {kindOf, mayShare})).tasks)
			expect(new Set(nodes.map(name => kindOf(name) === '2')).size).toBe(1);
	});

	it('have at most as many nodes as their names fit into an argument', () => {
		const names = Array.from({length: 300}, (_, index) => `${'x'.repeat(1000)}${index}`);
		const nodes = names.map((name, index) => ({...node('a: -> b'), name, dependencies: names.slice(index - 1, index)}));
		const {tasks} = auto({name: 'p', nodes}, factsOf({}));
		expect(Math.max(...tasks.map(task => task.nodes.join().length))).toBeLessThan(100_000);
		expect(tasks.length).toBeLessThan(10);
	});

	it('are at most as many as a run takes, in a short time for a large pipeline', () => {
		const {from, seconds} = randomCase(3000, 2);
		const begin = process.cpuUsage();
		expect(auto(from, factsOf(seconds)).tasks.length).toBeLessThanOrEqual(400);
		// Of the processor: other processes on a busy machine do not count.
		expect(process.cpuUsage(begin).user / 1000).toBeLessThan(5000);
	});
});
