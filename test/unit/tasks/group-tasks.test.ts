// Grouping: what each way puts together, how groups are called, and what holds for any pipeline and any way.
import {describe, expect, it} from 'vitest';
import type {Task} from '../../../src/schema/graph.ts';
import type {KedroNode, Pipeline} from '../../../src/schema/project.ts';
import {costOf} from '../../../src/tasks/run-size.ts';
import {crossing} from '../../../src/tasks/data-between-tasks.ts';
import {buildTasks} from '../../../src/tasks/build-graph.ts';
import {group, groupByProblem, groupings, groupTasks} from '../../../src/tasks/group-tasks.ts';
import {node} from '../../support/facts.ts';
import {everythingBefore, random, shuffled} from '../../support/spec-samples.ts';

/** Nodes as `name: inputs -> outputs`; what waits for what follows from the datasets. */
function pipeline(lines: readonly string[], more: Readonly<Record<string, Partial<KedroNode>>> = {}): Pipeline {
	const nodes = lines.map(line => node(line));
	return {
		name: '__default__',
		nodes: nodes.map(each => ({
			...each,
			dependencies: nodes.filter(other => other.outputs.some(name => each.inputs.includes(name))).map(({name}) => name),
			...more[each.name],
		})),
	};
}

const never = (): boolean => false;
const always = (): boolean => true;
const titles = (
	from: Pipeline,
	by: string,
	isMemory: (name: string) => boolean = never,
): Record<string, readonly string[]> =>
	Object.fromEntries(groupTasks(from, by, isMemory).tasks.map(task => [task.title, task.nodes]));

const line = ['a: -> x', 'b: x -> y', 'c: y -> z'];
/** a → b → d, a → c → d, d → e. */
const diamond = ['a: -> x', 'b: x -> y', 'c: x -> z', 'd: y, z -> w', 'e: w -> v'];

describe('node', () => {
	it('is one task per node, as buildTasks makes it', () => {
		expect(groupTasks(pipeline(diamond), 'node', always)).toEqual(buildTasks(pipeline(diamond)));
	});
});

describe('all', () => {
	it('is one task of all nodes in the order in which they run', () => {
		const graph = groupTasks(pipeline([...diamond].reverse()), 'all', never);
		expect(graph.tasks).toEqual([
			{key: 'all', title: 'all (5 nodes)', nodes: ['a', 'b', 'c', 'd', 'e'], dependsOn: []},
		]);
	});

	it('calls a single node by its name', () => {
		expect(titles(pipeline(['only: -> x']), 'all')).toEqual({only: ['only']});
	});
});

describe('chain', () => {
	it('joins nodes in series and leaves what can run side by side', () => {
		expect(titles(pipeline(line), 'chain')).toEqual({'a … c (3 nodes)': ['a', 'b', 'c']});
		expect(titles(pipeline(diamond), 'chain')).toEqual({a: ['a'], b: ['b'], c: ['c'], 'd … e (2 nodes)': ['d', 'e']});
	});

	it('does not mind what only repeats a longer way round', () => {
		expect(titles(pipeline(['a: -> x', 'b: x -> y', 'c: x, y -> z']), 'chain')).toEqual({
			'a … c (3 nodes)': ['a', 'b', 'c'],
		});
	});

	it('makes no run longer, for any costs of the nodes', () => {
		const next = random(11);
		for (let round = 0; round < 40; round++) {
			const from = randomPipeline(1 + Math.floor(next() * 60), next);
			const work = new Map(from.nodes.map(each => [each.name, Math.ceil(next() * 9)]));
			const chained = length(groupTasks(from, 'chain', never).tasks, work);
			expect(chained).toBe(length(buildTasks(from).tasks, work));
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

describe('memory', () => {
	const isMemory = (name: string): boolean => name === 'y';

	it('joins writers and all readers of what is in memory', () => {
		expect(titles(pipeline([...line, 'd: y -> ']), 'memory', isMemory)).toEqual({
			a: ['a'],
			'b … d (3 nodes)': ['b', 'c', 'd'],
		});
		expect(titles(pipeline(line), 'memory', never)).toEqual({a: ['a'], b: ['b'], c: ['c']});
	});

	it('does not join those who read what nobody writes', () => {
		expect(titles(pipeline(['a: y -> ', 'b: y -> ']), 'memory', isMemory)).toEqual({a: ['a'], b: ['b']});
	});

	it('goes by the base name of what is transcoded', () => {
		const from = pipeline(['a: -> y@spark', 'b: y@pandas -> '], {b: {dependencies: ['a']}});
		expect(titles(from, 'memory', name => name === 'y@pandas')).toEqual({'a … b (2 nodes)': ['a', 'b']});
	});

	it('takes in what lies between, instead of a circle, and says so', () => {
		const from = pipeline(['A: -> file, y', 'B: file -> file2', 'C: y, file2 -> ']);
		const {graph, notes} = group(from, 'memory', isMemory);
		expect(graph.tasks).toEqual([{key: 'a-c', title: 'A … C (3 nodes)', nodes: ['A', 'B', 'C'], dependsOn: []}]);
		expect(notes).toEqual(['A … C + B would wait for each other in a circle: they are one task of 3 nodes']);
	});
});

describe('namespace', () => {
	const inNamespace = (namespace: string): Partial<KedroNode> => ({namespace});

	it('is one task for each first part of a namespace, called like it', () => {
		const from = pipeline(['n.a: -> x', 'n.m.b: x -> y', 'c: y -> z'], {
			'n.a': inNamespace('n'),
			'n.m.b': inNamespace('n.m'),
		});
		expect(groupTasks(from, 'namespace', never).tasks).toEqual([
			{key: 'n', title: 'n (2 nodes)', nodes: ['n.a', 'n.m.b'], dependsOn: []},
			{key: 'c', title: 'c', nodes: ['c'], dependsOn: ['n']},
		]);
	});

	it('joins an interrupted namespace with what interrupts it, and names both', () => {
		const from = pipeline(['n.a: -> x', 'B: x -> y', 'n.c: y -> z'], {
			'n.a': inNamespace('n'),
			'n.c': inNamespace('n'),
		});
		const {graph, notes} = group(from, 'namespace', never);
		expect(graph.tasks.map(({key, title, nodes}) => ({key, title, nodes}))).toEqual([
			{key: 'b-n', title: 'B + n (3 nodes)', nodes: ['n.a', 'B', 'n.c']},
		]);
		expect(notes).toEqual(['B + n would wait for each other in a circle: they are one task of 3 nodes']);
	});

	it('keeps a namespace apart from a node of the same name', () => {
		const from = pipeline(['n: -> x', 'n.a: x -> y', 'n.b: x -> z'], {
			'n.a': inNamespace('n'),
			'n.b': inNamespace('n'),
		});
		const {tasks} = groupTasks(from, 'namespace', never);
		expect(tasks.map(({title}) => title)).toEqual(['n', 'n (2 nodes)']);
		expect(tasks[0]?.key).toBe('n');
		expect(tasks[1]?.key).toMatch(/^n-[0-9a-f]{6}$/);
	});

	it('says so where there is none', () => {
		expect(group(pipeline(line), 'namespace', never).notes).toEqual([
			'No node of __default__ has a namespace: each stays a task of its own',
		]);
	});
});

describe('tag', () => {
	const tagged = (...tags: string[]): Partial<KedroNode> => ({tags});

	it('puts nodes with a tag together; with a prefix only tags that begin so count', () => {
		const from = pipeline(line, {a: tagged('group.x', 'Z'), b: tagged('group.x'), c: tagged('Z')});
		expect(titles(from, 'tag:group.')).toEqual({'group.x (2 nodes)': ['a', 'b'], c: ['c']});
		expect(group(from, 'tag:group.', never).notes).toEqual([]);
	});

	it('takes the first of several tags by name, and says so', () => {
		const from = pipeline(line, {a: tagged('t', 's'), b: tagged('t'), c: tagged('s')});
		const {graph, notes} = group(from, 'tag', never);
		expect(notes[0]).toBe('1 node with several of these tags went with the first by name: a with s (of s, t)');
		expect(graph.tasks.map(({title}) => title)).toEqual(['s + t (3 nodes)']);
	});

	it('says so where no node has one', () => {
		expect(group(pipeline(line), 'tag:x', never).notes).toEqual([
			'No node of __default__ has a tag that begins with x: each stays a task of its own',
		]);
	});
});

describe('groupByProblem', () => {
	it('takes every choice and a tag with a prefix', () => {
		for (const {by} of groupings) expect(groupByProblem(by)).toBeUndefined();
		expect(groupByProblem('tag:deploy.')).toBeUndefined();
	});

	it.each([
		['nodes', /did you mean node\?/],
		['', /node, memory, chain, namespace, tag, tag:PREFIX and all/],
		['tag:', /needs the beginning of a tag/],
		['namespace:x', /is no way to group/],
	])('refuses %j', (text, problem) => {
		expect(groupByProblem(text)).toMatch(problem);
	});
});

describe('costs and crossings', () => {
	it('counts two pods a task and twenty seconds a level', () => {
		expect(costOf(groupTasks(pipeline(diamond), 'node', never))).toEqual({tasks: 5, pods: 10, levels: 4, waiting: 80});
		expect(costOf(groupTasks(pipeline(diamond), 'all', never))).toEqual({tasks: 1, pods: 2, levels: 1, waiting: 20});
		expect(costOf({pipeline: 'p', tasks: []})).toEqual({tasks: 0, pods: 0, levels: 0, waiting: 0});
	});

	it('lists what one task writes and others read', () => {
		const from = pipeline([...diamond, 'f: w@spark, params:p -> '], {f: {dependencies: ['d']}});
		expect(crossing(groupTasks(from, 'chain', never), from)).toEqual([
			{dataset: 'x', from: 'a', to: ['b', 'c']},
			{dataset: 'y', from: 'b', to: ['d']},
			{dataset: 'z', from: 'c', to: ['d']},
			{dataset: 'w', from: 'd', to: ['e', 'f']},
		]);
		expect(crossing(groupTasks(from, 'all', never), from)).toEqual([]);
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
	it.each(ways)('--group-by %s: no circle, each node once, every dependency, names unique and stable', by => {
		const next = random(ways.indexOf(by) + 1);
		for (let round = 0; round < 25; round++) {
			const from = randomPipeline(Math.floor(next() ** 2 * 301), next);
			const {graph, notes} = group(from, by, isMemory);
			expectSound(graph.tasks, from);
			// The same whatever the order of the nodes and of what they wait for.
			const nodes = shuffled(from.nodes, next).map(each => ({
				...each,
				tags: shuffled(each.tags, next),
				dependencies: shuffled(each.dependencies, next),
			}));
			expect(group({...from, nodes}, by, isMemory)).toEqual({graph, notes});
			// A node that has nothing to do with the others changes no task but its own, save where all are one.
			if (by === 'all') continue;
			const stranger = {...node('zz unrelated: -> zz'), dependencies: []};
			const {tasks} = groupTasks({...from, nodes: [stranger, ...from.nodes]}, by, isMemory);
			expect(new Set(tasks.filter(({title}) => title !== stranger.name))).toEqual(new Set(graph.tasks));
		}
	});

	it('takes thousands of nodes in a row', () => {
		const lines = Array.from({length: 4000}, (_, index) => node(`n${index}: d${index} -> d${index + 1}`));
		const nodes = lines.map((each, index) => ({...each, dependencies: index === 0 ? [] : [`n${index - 1}`]}));
		for (const {by} of groupings) {
			const {tasks} = groupTasks({name: 'p', nodes}, by, always);
			expect(tasks.flatMap(task => task.nodes).length).toBe(4000);
		}
	});
});

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
	for (const {key, dependsOn} of tasks)
		for (const other of dependsOn) expect(awaited.has(`${key} ${other}`)).toBe(true);
}
