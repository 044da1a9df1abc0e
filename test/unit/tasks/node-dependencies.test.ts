// The errors of a pipeline that is not a graph.
import {expect, it} from 'vitest';
import {nodeDependencies} from '../../../src/tasks/node-dependencies.ts';
import {pipeline} from '../../support/spec-samples.ts';

it('the error for a cycle lists its nodes in the order in which they would run', () => {
	const cycle = pipeline({start: [], a: ['start', 'c'], b: ['a'], c: ['b'], end: ['c']});
	expect(() => nodeDependencies(cycle)).toThrow(
		expect.objectContaining({kind: 'project', code: 'PIPELINE_CYCLE', detail: 'a -> b -> c -> a'}),
	);
	expect(() => nodeDependencies(pipeline({a: ['a']}))).toThrow(
		expect.objectContaining({code: 'PIPELINE_CYCLE', detail: 'a -> a'}),
	);
});

it('unknown dependencies and repeated nodes are refused', () => {
	expect(() => nodeDependencies(pipeline({a: ['ghost']}))).toThrow(
		expect.objectContaining({kind: 'project', code: 'UNKNOWN_DEPENDENCY', message: expect.stringContaining('ghost')}),
	);
	const {nodes} = pipeline({a: []});
	expect(() => nodeDependencies({name: 'p', nodes: [...nodes, ...nodes]})).toThrow(
		expect.objectContaining({kind: 'project', code: 'NODE_TWICE'}),
	);
});
