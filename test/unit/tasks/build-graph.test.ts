// The graph of a pipeline with one task per node.
import {describe, expect, it} from 'vitest';
import {oneTaskPerNode} from '../../../src/tasks/build-graph.ts';
import {levels} from '../../../src/tasks/run-size.ts';
import {random, shuffled} from '../../support/random.ts';
import {pipeline, randomPipeline} from '../../support/spec-samples.ts';

describe('oneTaskPerNode', () => {
	it('each node is a task, ordered by depth and name, with exact dependencies', () => {
		const graph = oneTaskPerNode(
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

	it('the order of tasks is topological and does not depend on the order of the nodes', () => {
		const next = random(3);
		for (let round = 0; round < 20; round++) {
			const from = randomPipeline(1 + Math.floor(next() * 80), next);
			const graph = oneTaskPerNode(from);
			const nodes = shuffled(from.nodes, next).map(node => ({
				...node,
				dependencies: shuffled(node.dependencies, next),
			}));
			expect(oneTaskPerNode({...from, nodes})).toEqual(graph);
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

	it('a pipeline without nodes and a chain of thousands of nodes have a graph', () => {
		expect(oneTaskPerNode({name: 'p', nodes: []}).tasks).toEqual([]);
		const chain = Object.fromEntries(Array.from({length: 5000}, (_, i) => [`n${i}`, i === 0 ? [] : [`n${i - 1}`]]));
		expect(levels(oneTaskPerNode(pipeline(chain)))).toBe(5000);
	});
});
