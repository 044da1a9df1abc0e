// Nodes without a name get the one that the advice proposes, in the Python source.
import {expect, it} from 'vitest';
import {node} from '../../support/facts.ts';
import {proposed} from '../../support/proposed-fixes.ts';

const file = 'src/demo/pipeline.py';
const text = 'node(add, "raw", "x")';
const unnamed = (source: {text: string; end: number} | null) =>
	node('add__1: raw -> x', {named: false, function: 'demo.nodes.add', call: {file, line: 3, source}});

it('a node without a name gets the name of the advice', async () => {
	const {fixes, apply} = await proposed(
		{nodes: [unnamed({text, end: text.length - 1})]},
		{[file]: `nodes = [\n\t${text}\n]\n`},
	);
	const {finding, fix} = fixes.find(each => each.finding.rule === 'node/unnamed') ?? {};
	expect(finding?.fix?.title).toBe('Add name="add" to the node');
	expect(fix?.title).toBe(`Name the node add in ${file}, line 3`);
	expect(await apply(file)).toBe('nodes = [\n\tnode(add, "raw", "x", name="add")\n]\n');
});

it('a call that makes several nodes has no fix', async () => {
	const {fixes} = await proposed({nodes: [unnamed(null)]}, {[file]: text});
	expect(fixes.map(({fix}) => fix)).toEqual([undefined]);
});
