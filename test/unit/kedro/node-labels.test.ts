// How nodes without a name are shown.
import {expect, it} from 'vitest';
import {nodeLabels, withNodeLabels} from '../../../src/kedro/node-labels.ts';
import {node} from '../../support/facts.ts';

const at = (line: number) => ({named: false, call: {file: 'src/shop/pipelines/a/pipeline.py', line, source: null}});

it('a node without a name is shown by its function and the line that makes it', () => {
	const nodes = [
		node('clean__a487b7c7: raw -> sales', {...at(6), function: 'shop.nodes.clean'}),
		node('ns.clean__ffffffff: raw -> ns.sales', {...at(6), namespace: 'ns', function: 'shop.nodes.clean'}),
		node('total([sales;params:x]) -> [sum]: sales -> sum', {named: false, function: 'shop.nodes.Model'}),
		node('report: sum -> out'),
	];
	expect([...nodeLabels({nodes})]).toEqual([
		['clean__a487b7c7', 'clean (pipeline.py:6)'],
		['ns.clean__ffffffff', 'ns.clean (pipeline.py:6)'],
		['total([sales;params:x]) -> [sum]', 'Model (nodes.py:10)'],
	]);
});

it('two that would look alike are told apart by what they write, else by the name that Kedro generates', () => {
	const same = {...at(6), function: 'shop.nodes.clean'};
	const nodes = [node('clean__1: a -> b', same), node('clean__2: a -> c', same)];
	expect([...nodeLabels({nodes}).values()]).toEqual([
		'clean (pipeline.py:6, writes b)',
		'clean (pipeline.py:6, writes c)',
	]);
	expect([...nodeLabels({nodes}, 'in a box').values()]).toEqual(['clean:6 b', 'clean:6 c']);
	expect([...nodeLabels({nodes: nodes.slice(0, 1)}, 'in a box').values()]).toEqual(['clean:6']);
	const silent = [node('clean__1: a -> ', same), node('clean__2: a -> ', same)];
	expect([...nodeLabels({nodes: silent}).values()]).toEqual(['clean__1', 'clean__2']);
});

it('generated names in a text are replaced, the longer one first', () => {
	const nodes = [
		node('f([a]) -> [b]: a -> b', {...at(3), function: 'shop.f'}),
		node('ns.f([a]) -> [b]: a -> b', {...at(4), namespace: 'ns', function: 'shop.f'}),
	];
	const inText = withNodeLabels({nodes});
	expect(inText('ns.f([a]) -> [b] reads what f([a]) -> [b] writes')).toBe(
		'ns.f (pipeline.py:4) reads what f (pipeline.py:3) writes',
	);
});
