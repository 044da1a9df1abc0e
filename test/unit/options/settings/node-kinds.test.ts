// Which nodes may share a task by their settings.
import {expect, it} from 'vitest';
import {groupBy} from '../../../../src/checks/collections.ts';
import {nodeKinds, sharing} from '../../../../src/options/settings/node-kinds.ts';
import {facts, node} from '../../../support/facts.ts';

const nodes = ['plain: -> a', 'large: -> b', 'north: -> c', 'south: -> d', 'broken: -> e'].map(line =>
	node(line, line.startsWith('broken') ? {tags: ['eu', 'us']} : {}),
);

const values = {
	nodes: {large: {memory: '8Gi'}, north: {node_selector: {zone: 'n'}}, south: {node_selector: {zone: 's'}}},
	tags: {eu: {node_selector: {zone: 'e'}}, us: {node_selector: {zone: 'u'}}},
};
const {project, pipeline} = facts({
	nodes,
	project: {settings: {values, files: ['conf/base/kfp.yml'], places: [], problem: null, params: {}}},
});
const kinds = nodeKinds(project, pipeline);
const sets = (kindOf: (name: string) => string) =>
	[...groupBy(nodes, ({name}) => kindOf(name)).values()].map(some => some.map(({name}) => name).join(' '));

it('the same settings, and settings that can be combined', () => {
	expect(sets(kinds.same)).toEqual(['plain', 'large', 'north', 'south', 'broken']);
	expect(sets(kinds.combined)).toEqual(['plain large north', 'south', 'broken']);
});

it('of two nodes whether they may share a task: amounts never contradict each other', () => {
	const {kindOf, mayShare} = sharing(project, pipeline);
	const share = (one: string, other: string): boolean => mayShare(kindOf(one), kindOf(other));
	expect(kindOf('large')).toBe(kindOf('plain'));
	expect([share('plain', 'north'), share('north', 'south'), share('plain', 'south')]).toEqual([true, false, true]);
	expect(share('broken', 'plain')).toBe(false);
});
