// Grouping: the tasks of each way to group, their names, and the rules that hold for any pipeline and any way.
import {describe, expect, it} from 'vitest';
import type {Task} from '../../../src/schema/graph.ts';
import type {KedroNode, Pipeline} from '../../../src/schema/project.ts';
import {oneTaskPerNode} from '../../../src/tasks/build-graph.ts';
import {groupings} from '../../../src/tasks/group-by.ts';
import {groupTasks, groupWithNotes} from '../../../src/tasks/group-tasks.ts';
import {node} from '../../support/facts.ts';
import {diamond, line, pipelineOf} from '../../support/pipeline-of.ts';
import {random, shuffled} from '../../support/random.ts';
import {everythingBefore} from '../../support/spec-samples.ts';

const never = (): boolean => false;
const always = (): boolean => true;
const titles = (
	from: Pipeline,
	by: string,
	isMemory: (name: string) => boolean = never,
): Record<string, readonly string[]> =>
	Object.fromEntries(groupTasks(from, by, isMemory).tasks.map(task => [task.title, task.nodes]));

describe('--group-by node', () => {
	it('every node is a task, as in oneTaskPerNode', () => {
		expect(groupTasks(pipelineOf(diamond), 'node', always)).toEqual(oneTaskPerNode(pipelineOf(diamond)));
	});
});

describe('--group-by all', () => {
	it('all nodes are one task, in the order in which they run', () => {
		const graph = groupTasks(pipelineOf([...diamond].reverse()), 'all', never);
		expect(graph.tasks).toEqual([
			{key: 'all', title: 'all (5 nodes)', nodes: ['a', 'b', 'c', 'd', 'e'], dependsOn: []},
		]);
	});

	it('a single node keeps its own name', () => {
		expect(titles(pipelineOf(['only: -> x']), 'all')).toEqual({only: ['only']});
	});
});

describe('--group-by chain', () => {
	it('nodes in series are one task, and nodes that can run in parallel stay apart', () => {
		expect(titles(pipelineOf(line), 'chain')).toEqual({'a +2': ['a', 'b', 'c']});
		expect(titles(pipelineOf(diamond), 'chain')).toEqual({a: ['a'], b: ['b'], c: ['c'], 'd +1': ['d', 'e']});
	});

	it('a dependency that a longer path implies does not divide a chain', () => {
		expect(titles(pipelineOf(['a: -> x', 'b: x -> y', 'c: x, y -> z']), 'chain')).toEqual({
			'a +2': ['a', 'b', 'c'],
		});
	});

	it('chains make no run longer, whatever time the nodes take', () => {
		const next = random(11);
		for (let round = 0; round < 40; round++) {
			const from = randomPipeline(1 + Math.floor(next() * 60), next);
			const work = new Map(from.nodes.map(each => [each.name, Math.ceil(next() * 9)]));
			const chained = length(groupTasks(from, 'chain', never).tasks, work);
			expect(chained).toBe(length(oneTaskPerNode(from).tasks, work));
		}
	});
});

/** How long a run takes when all that can runs at once. */
function length(tasks: readonly Task[], work: ReadonlyMap<string, number>): number {
	const ends = new Map<string, number>();
	for (const {key, nodes, dependsOn} of tasks) {
		const start = Math.max(0, ...dependsOn.map(other => ends.get(other) ?? Number.NaN));
		ends.set(
			key,
			nodes.reduce((time, name) => time + (work.get(name) ?? 0), start),
		);
	}
	return Math.max(...ends.values());
}

describe('--group-by memory', () => {
	const isMemory = (name: string): boolean => name === 'y';

	it('the writer and all readers of a dataset in memory are one task', () => {
		expect(titles(pipelineOf([...line, 'd: y -> ']), 'memory', isMemory)).toEqual({
			a: ['a'],
			'b +2': ['b', 'c', 'd'],
		});
		expect(titles(pipelineOf(line), 'memory', never)).toEqual({a: ['a'], b: ['b'], c: ['c']});
	});

	it('readers of a dataset that no node writes stay apart', () => {
		expect(titles(pipelineOf(['a: y -> ', 'b: y -> ']), 'memory', isMemory)).toEqual({a: ['a'], b: ['b']});
	});

	it('the names of a transcoded dataset count as one', () => {
		const from = pipelineOf(['a: -> y@spark', 'b: y@pandas -> '], {b: {dependencies: ['a']}});
		expect(titles(from, 'memory', name => name === 'y@pandas')).toEqual({'a +1': ['a', 'b']});
	});

	it('groups that would form a cycle are merged with the nodes between them, and a note says so', () => {
		const from = pipelineOf(['A: -> file, y', 'B: file -> file2', 'C: y, file2 -> ']);
		const {graph, notes} = groupWithNotes(from, 'memory', isMemory);
		expect(graph.tasks).toEqual([{key: 'a-c', title: 'A +2', nodes: ['A', 'B', 'C'], dependsOn: []}]);
		expect(notes).toEqual(['A … C + B would form a cycle: merged into one task of 3 nodes']);
	});
});

describe('--group-by namespace', () => {
	const inNamespace = (namespace: string): Partial<KedroNode> => ({namespace});

	it('each top-level namespace is one task with its name', () => {
		const from = pipelineOf(['n.a: -> x', 'n.m.b: x -> y', 'c: y -> z'], {
			'n.a': inNamespace('n'),
			'n.m.b': inNamespace('n.m'),
		});
		expect(groupTasks(from, 'namespace', never).tasks).toEqual([
			{key: 'n', title: 'n (2 nodes)', nodes: ['n.a', 'n.m.b'], dependsOn: []},
			{key: 'c', title: 'c', nodes: ['c'], dependsOn: ['n']},
		]);
	});

	it('an interrupted namespace is merged with the nodes that interrupt it, and has both names', () => {
		const from = pipelineOf(['n.a: -> x', 'B: x -> y', 'n.c: y -> z'], {
			'n.a': inNamespace('n'),
			'n.c': inNamespace('n'),
		});
		const {graph, notes} = groupWithNotes(from, 'namespace', never);
		expect(graph.tasks.map(({key, title, nodes}) => ({key, title, nodes}))).toEqual([
			{key: 'b-n', title: 'B + n (3 nodes)', nodes: ['n.a', 'B', 'n.c']},
		]);
		expect(notes).toEqual(['B + n would form a cycle: merged into one task of 3 nodes']);
	});

	it('a namespace and a node of the same name have different keys', () => {
		const from = pipelineOf(['n: -> x', 'n.a: x -> y', 'n.b: x -> z'], {
			'n.a': inNamespace('n'),
			'n.b': inNamespace('n'),
		});
		const {tasks} = groupTasks(from, 'namespace', never);
		expect(tasks.map(({title}) => title)).toEqual(['n', 'n (2 nodes)']);
		expect(tasks[0]?.key).toBe('n');
		expect(tasks[1]?.key).toMatch(/^n-[0-9a-f]{6}$/);
	});

	it('a note says that no node has a namespace', () => {
		expect(groupWithNotes(pipelineOf(line), 'namespace', never).notes).toEqual([
			'No node of __default__ has a namespace: one task per node',
		]);
	});
});

describe('--group-by tag', () => {
	const tagged = (...tags: string[]): Partial<KedroNode> => ({tags});

	it('nodes with one tag are one task; with a prefix only matching tags count', () => {
		const from = pipelineOf(line, {a: tagged('group.x', 'Z'), b: tagged('group.x'), c: tagged('Z')});
		expect(titles(from, 'tag:group.')).toEqual({'group.x (2 nodes)': ['a', 'b'], c: ['c']});
		expect(groupWithNotes(from, 'tag:group.', never).notes).toEqual([]);
	});

	it('of several tags the first by name counts, and a note says so', () => {
		const from = pipelineOf(line, {a: tagged('t', 's'), b: tagged('t'), c: tagged('s')});
		const {graph, notes} = groupWithNotes(from, 'tag', never);
		expect(notes[0]).toBe('1 node with several of these tags: the first tag by name counts: a with s (of s, t)');
		expect(graph.tasks.map(({title}) => title)).toEqual(['s + t (3 nodes)']);
	});

	it('a note says that no node has a matching tag', () => {
		expect(groupWithNotes(pipelineOf(line), 'tag:x', never).notes).toEqual([
			'No node of __default__ has a tag that begins with x: one task per node',
		]);
		const from = pipelineOf(line, {a: tagged('cleaning')});
		expect(groupWithNotes(from, 'tag:claning', never).notes[0]).toMatch(/; did you mean cleaning\?$/);
	});
});

/**
 * A random DAG with what the groupings look at: datasets of which some are in memory (`m…`) or transcoded, namespaces that
 * are often interrupted, tags, and names that clash once they are safe for Kubernetes.
 */
function randomPipeline(size: number, next: () => number): Pipeline {
	const pick = <T>(items: readonly T[]): T | undefined => items[Math.floor(next() * items.length)];
	const spaces = Array.from({length: 1 + Math.floor(next() * 8)}, (_, index) => `Space_${index >> 1}.${index}`);
	const near = next() < 0.5 ? 5 : size;
	const nodes: KedroNode[] = [];
	for (let index = 0; index < size; index++) {
		const namespace = next() < 0.6 ? (pick(spaces) ?? null) : null;
		const name = `${namespace === null ? '' : `${namespace}.`}${pick(['step_', 'step-', 'Step ', 'größe']) ?? ''}${index}`;
		const sources = Array.from({length: Math.floor(next() * 4)}, () => pick(nodes.slice(-near)));
		const inputs = new Set(sources.flatMap(source => source?.outputs[0] ?? []));
		const output = `${next() < 0.3 ? 'm' : 'd'}${index}`;
		nodes.push({
			...node(`${name}: -> ${output}`),
			namespace,
			tags: ['ü', 'b', 'a'].filter(() => next() < 0.3),
			inputs: [...inputs, 'params:p'].map(input => (next() < 0.1 && input !== 'params:p' ? `${input}@pandas` : input)),
			dependencies: [...new Set(sources.flatMap(source => source?.name ?? []))],
		});
	}
	return {name: '__default__', nodes};
}

const isMemory = (name: string): boolean => name.startsWith('m');

describe('any pipeline, any grouping', () => {
	const ways = [...groupings.map(({by}) => by), 'tag:a', 'tag:none'];
	it.each(ways)('--group-by %s: no cycle, each node once, every dependency, names unique and stable', by => {
		const next = random(ways.indexOf(by) + 1);
		for (let round = 0; round < 25; round++) {
			const from = randomPipeline(Math.floor(next() ** 2 * 301), next);
			const {graph, notes} = groupWithNotes(from, by, isMemory);
			expectSound(graph.tasks, from);
			// The same whatever the order of the nodes and of what they wait for.
			const nodes = shuffled(from.nodes, next).map(each => ({
				...each,
				tags: shuffled(each.tags, next),
				dependencies: shuffled(each.dependencies, next),
			}));
			expect(groupWithNotes({...from, nodes}, by, isMemory)).toEqual({graph, notes});
			// A node that has nothing to do with the others changes no task but its own, save where all are one or the fastest run counts.
			if (by === 'all' || by === 'auto') continue;
			const stranger = {...node('zz unrelated: -> zz'), dependencies: []};
			const {tasks} = groupTasks({...from, nodes: [stranger, ...from.nodes]}, by, isMemory);
			expect(byKey(tasks.filter(({title}) => title !== stranger.name))).toEqual(byKey(graph.tasks));
		}
	});

	it('a chain of thousands of nodes can be grouped', () => {
		const lines = Array.from({length: 4000}, (_, index) => node(`n${index}: d${index} -> d${index + 1}`));
		const nodes = lines.map((each, index) => ({...each, dependencies: index === 0 ? [] : [`n${index - 1}`]}));
		for (const {by} of groupings) {
			const {tasks} = groupTasks({name: 'p', nodes}, by, always);
			expect(tasks.flatMap(task => task.nodes).length).toBe(4000);
		}
	});
});

/** The order of tasks is that of the nodes. */
const byKey = (tasks: readonly Task[]): readonly Task[] =>
	tasks.toSorted((one, other) => (one.key < other.key ? -1 : 1));

function expectSound(tasks: readonly Task[], from: Pipeline): void {
	const keys = tasks.map(({key}) => key);
	expect(new Set(keys).size).toBe(keys.length);
	expect(new Set(tasks.map(({title}) => title)).size).toBe(keys.length);
	for (const key of keys) expect(key).toMatch(/^[a-z](?:[a-z0-9-]{0,98}[a-z0-9])?$/);
	const names = tasks.flatMap(({nodes}) => nodes);
	expect([...names].sort()).toEqual(from.nodes.map(({name}) => name).sort());
	const seen = new Set<string>();
	for (const {key, dependsOn} of tasks) {
		expect(new Set(dependsOn).size).toBe(dependsOn.length);
		expect(dependsOn.every(other => seen.has(other))).toBe(true);
		seen.add(key);
	}
	const before = everythingBefore(tasks);
	const home = new Map(tasks.flatMap(({key, nodes}) => nodes.map((name, index) => [name, {key, index}] as const)));
	const awaited = new Set<string>();
	for (const {name, dependencies} of from.nodes) {
		const own = home.get(name);
		for (const dependency of dependencies) {
			const other = home.get(dependency);
			if (own === undefined || other === undefined) throw new Error(`${name} is nowhere`);
			if (own.key === other.key) expect(other.index).toBeLessThan(own.index);
			else expect(before.get(own.key)?.has(other.key)).toBe(true);
			awaited.add(`${own.key} ${other.key}`);
		}
	}
	// And nothing is waited for that no node waits for.
	const waits = tasks.flatMap(({key, dependsOn}) => dependsOn.map(other => `${key} ${other}`));
	expect(waits.filter(pair => !awaited.has(pair))).toEqual([]);
}
