// The rule node/unnamed: nodes that the author did not name.
import {expect, it} from 'vitest';
import {found, node} from '../../../../support/facts.ts';

const rule = 'node/unnamed';
const unnamed = (name: string, func: string) =>
	node('x: a -> b', {name, named: false, function: func, place: {file: 'src/demo/nodes.py', line: 24}});

it('a generated name is a warning, and the advice is the name of the function', () => {
	const [finding] = found(rule, {nodes: [unnamed('add__16d513c4', 'demo.nodes.add')]});
	expect(finding).toMatchObject({severity: 'warning', file: 'src/demo/nodes.py', line: 24, node: 'add__16d513c4'});
	expect(finding?.fix?.title).toBe('Add name="add" to the node');
});

it.each([
	['0.18.14', 'add([a]) -> [c]', 'warning'],
	['0.18.14', 'add([a,params:b]) -> [c]', 'error'],
	['0.19.15', 'add([a;params:b]) -> [c]', 'warning'],
	['0.18.14', '<partial f=a,b>([a]) -> [c]', 'error'],
	['0.19.15', '<demo.Model object at 0x7fb6cdee4d60>([a]) -> [c]', 'error'],
])('on Kedro %s the generated name %s is of severity %s', (kedro, name, severity) => {
	expect(found(rule, {nodes: [unnamed(name, 'demo.nodes.add')], project: {kedro}})).toMatchObject([{severity}]);
});

it('a name with a memory address is reported as different in every container', () => {
	const nodes = [unnamed('<demo.Model object at 0x7fb6cdee4d60>([a]) -> [c]', 'demo.Model')];
	expect(found(rule, {nodes})[0]?.message).toContain('a memory address that differs in every container');
});

it.each(['demo.nodes.<lambda>', 'functools.partial'])('the advice for %s is named after what the node writes', func => {
	expect(found(rule, {nodes: [unnamed('f__1', func)]})[0]?.fix?.title).toBe('Add name="make_b" to the node');
});

it('the advice never gives one name to two nodes', () => {
	const nodes = [
		unnamed('add__1', 'demo.nodes.add'),
		{...unnamed('add__2', 'demo.nodes.add'), outputs: ['c']},
		node('add: c -> d'),
	];
	const offers = found(rule, {nodes}).map(finding => finding.fix?.title);
	expect(new Set(offers)).toEqual(new Set(['Add name="make_b" to the node', 'Add name="make_c" to the node']));
});

it('the advice may give one name in two namespaces, so that a reused pipeline keeps the names of its functions', () => {
	const nodes = ['ridge', 'forest'].map(namespace => ({
		...unnamed(`${namespace}.fit__1`, 'demo.nodes.fit'),
		namespace,
	}));
	const offers = found(rule, {nodes}).map(finding => finding.fix?.title);
	expect(offers).toEqual(['Add name="fit" to the node', 'Add name="fit" to the node']);
});

it('a named node passes', () => {
	expect(found(rule)).toEqual([]);
});
