// `--max-tasks`: which tasks are merged, and the rules that hold for any pipeline and any limit.
import {describe, expect, it} from 'vitest';
import type {Task} from '../../../../src/schema/graph.ts';
import type {Pipeline} from '../../../../src/schema/project.ts';
import {groupTasks, groupWithNotes} from '../../../../src/tasks/group-tasks.ts';
import type {Limit} from '../../../../src/tasks/max-tasks/limit-groups.ts';
import {levels} from '../../../../src/tasks/run-size.ts';
import {errorOf} from '../../../support/error-of.ts';
import {diamond, line, pipelineOf} from '../../../support/pipeline-of.ts';
import {randomInteger, shuffled, random} from '../../../support/random.ts';
import {everythingBefore, node, pipeline, randomPipeline} from '../../../support/spec-samples.ts';

const never = (): boolean => false;
const alike: Limit['kinds'] = {same: () => '', combined: () => ''};

const limited = (from: Pipeline, most: number, kinds: Limit['kinds'] = alike, by = 'node') =>
	groupTasks(from, by, never, {most, kinds});
const nodesOf = (tasks: readonly Task[]): readonly string[] => tasks.map(({nodes}) => nodes.join(' '));
const sizes = (tasks: readonly Task[]): readonly number[] => tasks.map(({nodes}) => nodes.length);

const tried = async <T>(work: () => T): Promise<T> => work();

const many = (count: number, nodes: (index: number) => readonly (readonly [string, readonly string[]])[]): Pipeline =>
	pipeline(Object.fromEntries(Array.from({length: count}, (_, index) => nodes(index)).flat()));
const numbered = (index: number): string => String(index).padStart(4, '0');
const wide = (count: number): Pipeline => many(count, index => [[`n${numbered(index)}`, []]]);
/** Pipelines that have nothing to do with each other, each a diamond. */
const diamonds = (count: number): Pipeline =>
	many(count, index => {
		const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(name => `p${numbered(index)}.${name}`) as [
			string,
			string,
			string,
			string,
		];
		return [
			[a, []],
			[b, [a]],
			[c, [a]],
			[d, [b, c]],
		];
	});
/** Each node waits for two of the level before. */
function layered(depth: number, width: number): Pipeline {
	const below = randomInteger(4);
	const name = (level: number, index: number): string => `l${numbered(level)}.n${numbered(index)}`;
	return many(depth * width, index => {
		const level = Math.floor(index / width);
		const awaited = level === 0 ? [] : [name(level - 1, below(width)), name(level - 1, below(width))];
		return [[name(level, index % width), [...new Set(awaited)]]];
	});
}

describe('what is merged', () => {
	it('nothing where there are no more tasks', () => {
		const from = pipelineOf(diamond);
		expect(groupWithNotes(from, 'node', never, {most: 5, kinds: alike})).toEqual(groupWithNotes(from, 'node', never));
	});

	it('what is in series first: it never runs at the same time', () => {
		expect(nodesOf(limited(pipelineOf(line), 2).tasks)).toEqual(['a b c']);
		expect(nodesOf(limited(pipelineOf(diamond), 4).tasks)).toEqual(['a', 'b', 'c', 'd e']);
	});

	it('then nodes that could run at the same time, alike many in each task, without another level', () => {
		const {tasks} = limited(wide(200), 30);
		expect(tasks).toHaveLength(30);
		expect(Math.min(...sizes(tasks))).toBeGreaterThanOrEqual(4);
		expect(Math.max(...sizes(tasks))).toBeLessThanOrEqual(9);
		expect(levels(limited(layered(10, 50), 100))).toBe(10);
	});

	it('small pipelines that have nothing to do with each other stay whole: one level', () => {
		const graph = limited(diamonds(100), 50);
		expect([graph.tasks.length, levels(graph)]).toEqual([50, 1]);
		expect(sizes(graph.tasks).every(size => size % 4 === 0)).toBe(true);
	});

	it('more levels than tasks: consecutive levels share a task', () => {
		const graph = limited(layered(40, 5), 10);
		expect(graph.tasks.length).toBeLessThanOrEqual(10);
		expect(levels(graph)).toBeLessThanOrEqual(10);
	});

	it('at most one task is always possible where all nodes are alike', () => {
		expect(nodesOf(limited(pipelineOf(diamond), 1).tasks)).toEqual(['a b c d e']);
	});

	it('what the grouping put together stays together, and keeps its name', () => {
		const from = {
			...wide(4),
			nodes: wide(4).nodes.map((each, index) => ({...each, namespace: index < 2 ? 'eu' : 'us'})),
		};
		expect(limited(from, 1, alike, 'namespace').tasks.map(({title}) => title)).toEqual(['eu + us (4 nodes)']);
	});

	it('nodes that pass each other a dataset in memory share a task', () => {
		const from = pipelineOf(['a: -> x', 'b: -> y', 'c: x, y -> z', 'd: -> v', 'e: -> w']);
		const {tasks} = groupTasks(from, 'node', name => name === 'y', {most: 4, kinds: alike});
		expect(nodesOf(tasks)).toEqual(['a', 'd', 'e', 'b c']);
	});

	it('a note says how many, and how many nodes the largest task has', () => {
		expect(groupWithNotes(pipelineOf(line), 'node', never, {most: 1, kinds: alike}).notes).toEqual([
			'3 tasks merged into 1 (--max-tasks): at most 3 nodes in one',
		]);
	});

	it('node names of more than one argument are divided', () => {
		const long = (index: number): string => `n${numbered(index)}${'x'.repeat(495)}`;
		const from = many(500, index => [[long(index), index === 0 ? [] : [long(index - 1)]]]);
		const {tasks} = limited(from, 10);
		expect(tasks.length).toBeLessThanOrEqual(10);
		expect(Math.max(...tasks.map(({nodes}) => nodes.join(',').length))).toBeLessThan(100_000);
	});
});

describe('settings of nodes', () => {
	/** The first letter is what a node needs; `a` and `b` can be combined. */
	const kinds: Limit['kinds'] = {
		same: name => name.slice(0, 1),
		combined: name => (name.startsWith('c') ? 'c' : 'ab'),
	};
	const mixed = pipeline({a1: [], a2: [], b1: ['a1', 'a2'], b2: ['a1', 'a2'], c1: [], c2: []});

	it('nodes that need the same are merged, where that is enough', () => {
		expect(nodesOf(limited(mixed, 3, kinds).tasks)).toEqual(['a1 a2', 'c1 c2', 'b1 b2']);
	});

	it('one task more goes to the same nodes, whatever their order', () => {
		const {nodes} = pipeline({a1: [], a2: [], a3: [], c1: [], c2: [], c3: []});
		for (const order of [nodes, nodes.toReversed()])
			expect(limited({name: 'p', nodes: order}, 3, kinds).tasks.map(each => each.nodes.length)).toEqual([1, 2, 3]);
	});

	it('else nodes whose settings can be combined', () => {
		expect(nodesOf(limited(mixed, 2, kinds).tasks)).toEqual(['a1 a2 b1 b2', 'c1 c2']);
	});

	it('contradicting settings are never combined: the error names what is possible, and it is', async () => {
		const error = await errorOf(tried(() => limited(mixed, 1, kinds)));
		expect(error).toMatchObject({kind: 'project', code: 'MAX_TASKS', next: [{command: '--max-tasks 2'}]});
		expect(error.message).toBe('kfp-wizard cannot merge the nodes into 1 task');
		const alternating = pipeline({a1: [], c1: ['a1'], a2: ['c1'], c2: ['a2'], d: []});
		const {next} = await errorOf(tried(() => limited(alternating, 2, kinds)));
		const possible = Number(/\d+/.exec(next[0]?.command ?? '')?.[0]);
		expect(limited(alternating, possible, kinds).tasks.length).toBeLessThanOrEqual(possible);
	});
});

it('any pipeline, any limit: no cycle, each node once, every dependency, never more tasks than wanted', () => {
	const next = random(7);
	const below = randomInteger(8);
	for (let round = 0; round < 25; round++) {
		const from = randomPipeline(1 + below(60), next);
		const most = 1 + below(20);
		const before = everythingBefore(groupTasks(from, 'node', never).tasks.map(keyed));
		const {tasks} = limited(from, most);
		expect(tasks.length).toBeLessThanOrEqual(most);
		expect(tasks.flatMap(({nodes}) => nodes).sort()).toEqual(from.nodes.map(({name}) => name).sort());
		const taskOf = new Map(tasks.flatMap(({key, nodes}) => nodes.map(name => [name, key] as const)));
		const ahead = everythingBefore(tasks);
		for (const {name} of from.nodes)
			for (const other of before.get(name) ?? []) {
				const [own, awaited] = [taskOf.get(name) ?? '', taskOf.get(other) ?? ''];
				expect(own === awaited || ahead.get(own)?.has(awaited)).toBe(true);
			}
		expect(limited({...from, nodes: shuffled(from.nodes, next)}, most)).toEqual(limited(from, most));
	}
});

const keyed = ({nodes: [name = ''], dependsOn}: Task, _: number, all: readonly Task[]) => ({
	key: name,
	dependsOn: dependsOn.map(key => all.find(task => task.key === key)?.nodes[0] ?? ''),
});

it.each([
	['wide', wide(300), 30],
	['small pipelines', diamonds(75), 30],
	['layered', layered(10, 30), 60],
] as const)('%s: a node that has nothing to do with the others leaves most tasks as they are', (_, from, most) => {
	const known = new Set(nodesOf(limited(from, most).tasks));
	const {tasks} = limited({...from, nodes: [...from.nodes, node('lonely')]}, most);
	expect(nodesOf(tasks).filter(nodes => known.has(nodes)).length).toBeGreaterThan(0.7 * most);
});
