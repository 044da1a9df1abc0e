// The rule name/collision: names that are different to Kedro and the same to Kubernetes.
import {expect, it} from 'vitest';
import {found, node} from '../../../../support/facts.ts';

const rule = 'name/collision';

it('B13: names that collide are a warning with the names of their tasks', () => {
	const nodes = [node('a_b: x -> y'), node('a.b: x -> z'), node('other: x -> u')];
	const [finding, ...others] = found(rule, {nodes});
	expect(others).toEqual([]);
	expect(finding).toMatchObject({severity: 'warning', file: 'src/demo/nodes.py', line: 10});
	expect(finding?.message).toMatch(
		/"a\.b" and "a_b" are the same name to Kubernetes: their tasks are called a-b-\w{6} and a-b-\w{6}/,
	);
});

it('names that stay different and nodes that share a task pass', () => {
	expect(found(rule, {nodes: [node('a: x -> y'), node('b: x -> z')]})).toEqual([]);
	const nodes = [node('a_b: x -> y'), node('a.b: x -> z')];
	expect(found(rule, {nodes, together: ['a_b', 'a.b']})).toEqual([]);
});
