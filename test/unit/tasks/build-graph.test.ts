import {describe, expect, it} from 'vitest';
import {buildTasks, levels} from '../../../src/tasks/build-graph.ts';
import {pipeline, random, randomPipeline, shuffled} from '../../support/spec-samples.ts';

describe('buildTasks', () => {
	it('makes a task of each node, by depth and name, with exact dependencies', () => {
		const graph = buildTasks(
			pipeline({report: ['train', 'clean_raw'], train: ['clean_raw', 'b'], clean_raw: [], b: []}),
		);
		expect(graph).toEqual({
			pipeline: '__default__',
			tasks: [
				{key: 'b', title: 'b', nodes: ['b'], dependsOn: []},
				{key: 'clean-raw', title: 'clean_raw', nodes: ['clean_raw'], dependsOn: []},
				{key: 'train', title: 'train', nodes: ['train'], dependsOn: ['b', 'clean-raw']},
				{key: 'report', title: 'report', nodes: ['report'], dependsOn: ['clean-raw', 'train']},
			],
		});
	});

	it('is topological and the same whatever the order of the nodes', () => {
		const next = random(3);
		for (let round = 0; round < 20; round++) {
			const from = randomPipeline(1 + Math.floor(next() * 80), next);
			const graph = buildTasks(from);
			const nodes = shuffled(from.nodes, next).map(node => ({
				...node,
				dependencies: shuffled(node.dependencies, next),
			}));
			expect(buildTasks({...from, nodes})).toEqual(graph);
			const done = new Set<string>();
			for (const task of graph.tasks) {
				expect(task.dependsOn.every(key => done.has(key))).toBe(true);
				done.add(task.key);
			}
			const titles = new Map(graph.tasks.map(task => [task.key, task.title]));
			for (const node of from.nodes) {
				const task = graph.tasks.find(({title}) => title === node.name);
				expect(task?.dependsOn.map(key => titles.get(key)).sort()).toEqual([...node.dependencies].sort());
			}
		}
	});

	it('names the nodes of a cycle in the order in which they would run', () => {
		const cycle = pipeline({start: [], a: ['start', 'c'], b: ['a'], c: ['b'], end: ['c']});
		expect(() => buildTasks(cycle)).toThrow(
			expect.objectContaining({kind: 'project', code: 'PIPELINE_CYCLE', detail: 'a -> b -> c -> a'}),
		);
		expect(() => buildTasks(pipeline({a: ['a']}))).toThrow(
			expect.objectContaining({code: 'PIPELINE_CYCLE', detail: 'a -> a'}),
		);
	});

	it('refuses unknown dependencies and nodes that are there twice', () => {
		expect(() => buildTasks(pipeline({a: ['ghost']}))).toThrow(
			expect.objectContaining({kind: 'project', code: 'UNKNOWN_DEPENDENCY', message: expect.stringContaining('ghost')}),
		);
		const {nodes} = pipeline({a: []});
		expect(() => buildTasks({name: 'p', nodes: [...nodes, ...nodes]})).toThrow(
			expect.objectContaining({kind: 'project', code: 'NODE_TWICE'}),
		);
	});

	it('takes a pipeline without nodes and a chain of thousands', () => {
		expect(buildTasks({name: 'p', nodes: []}).tasks).toEqual([]);
		const chain = Object.fromEntries(Array.from({length: 5000}, (_, i) => [`n${i}`, i === 0 ? [] : [`n${i - 1}`]]));
		expect(levels(buildTasks(pipeline(chain)))).toBe(5000);
	});
});

describe('levels', () => {
	it('counts the tasks on the longest path', () => {
		expect(levels(buildTasks(pipeline({})))).toBe(0);
		expect(levels(buildTasks(pipeline({a: [], b: []})))).toBe(1);
		expect(levels(buildTasks(pipeline({a: [], b: ['a'], c: ['a'], d: ['c', 'a']})))).toBe(3);
	});
});
