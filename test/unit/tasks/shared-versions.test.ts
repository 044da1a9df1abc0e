// The datasets that the tasks of a run load in one version.
import {expect, it} from 'vitest';
import type {Dataset, KedroNode} from '../../../src/schema/project.ts';
import {oneTaskPerNode} from '../../../src/tasks/build-graph.ts';
import {sharedVersions} from '../../../src/tasks/shared-versions.ts';
import {node} from '../../support/spec-samples.ts';

const dataset = (name: string, versioned: boolean): Dataset => ({
	name,
	source: 'entry',
	pattern: null,
	type: 'json.JSONDataset',
	key: 'filepath',
	value: `s3://b/${name}`,
	inner: null,
	versioned,
	credentials: null,
	place: null,
});

/** Nodes in series, each with what it reads and writes. */
function chain(...flows: readonly (readonly [readonly string[], readonly string[]])[]): {nodes: KedroNode[]} {
	return {
		nodes: flows.map(([inputs, outputs], index) => ({
			...node(`n${index}`, index === 0 ? [] : [`n${index - 1}`]),
			inputs: [...inputs],
			outputs: [...outputs],
		})),
	};
}

const shared = (datasets: readonly Dataset[], pipeline: {nodes: KedroNode[]}) =>
	sharedVersions({datasets: [...datasets]}, pipeline, oneTaskPerNode({name: 'p', nodes: pipeline.nodes}));

it('tasks share one version of the versioned datasets that they write, under every name', () => {
	const all = ['in', 'model@spark', 'model@pandas', 'last'].map(name => dataset(name, true));
	const pipeline = chain([['in'], ['model@spark']], [['model@pandas', 'other'], ['last']]);
	expect(shared(all, pipeline)).toEqual(['model@pandas']);
	expect(shared([dataset('last', true)], pipeline)).toEqual([]);
	expect(shared([dataset('in', true)], pipeline)).toBeUndefined();
	expect(shared(all, chain([['in'], ['last']]))).toBeUndefined();
});
