// The order of dependencies and the cycles in them.
import {expect, it} from 'vitest';
import {reversed, stronglyConnectedComponents, topologicalOrder} from '../../../src/tasks/dependencies.ts';

const dependencies = new Map([
	['d', new Set(['c'])],
	['b', new Set(['a', 'c'])],
	['c', new Set(['b'])],
	['a', new Set<string>()],
	['Z', new Set<string>()],
]);

it('the topological order is by depth and name, without the names in and after a cycle', () => {
	expect(topologicalOrder(dependencies)).toEqual(['Z', 'a']);
	const chain = new Map([...dependencies].map(([name, others]) => [name, name === 'c' ? new Set(['a']) : others]));
	expect(topologicalOrder(chain)).toEqual(['Z', 'a', 'c', 'b', 'd']);
});

it('a strongly connected component is a cycle or one name alone', () => {
	const components = stronglyConnectedComponents(dependencies).map(names => [...names].sort().join(' '));
	expect(components.sort()).toEqual(['Z', 'a', 'b c', 'd']);
});

it('reversed dependencies are the names that depend on a name', () => {
	expect([...(reversed(dependencies).get('c') ?? [])].sort()).toEqual(['b', 'd']);
	expect(reversed(dependencies).get('d')).toEqual(new Set());
});
