// The rule name/unusable: names that the cluster would change on the way into a container command.
import {expect, it} from 'vitest';
import {found, node} from '../../../../support/facts.ts';

const rule = 'name/unusable';

it.each([
	['{{workflow.name}}', 'template'],
	['$(rm -rf /)', 'variable'],
	['a\u0007b', 'U+0007'],
	['a\nb', 'U+000A'],
	['"\n  image: evil', 'U+000A'],
	['a\u202Eb', 'U+202E'],
	['train 🚲', 'four bytes'],
])('B15, B16, B17, B18: the node name %j is an error: %s', (name, trap) => {
	const [finding] = found(rule, {nodes: [node('x: a -> b', {name})]});
	expect(finding).toMatchObject({severity: 'error', file: 'src/demo/nodes.py', line: 10});
	expect(finding?.message).toContain(trap);
	expect(finding?.message).not.toMatch(/[\p{Cc}\u202E]/u);
});

it('the names of pipeline and environment are checked too', () => {
	expect(found(rule, {pipeline: '{{item}}'})[0]?.message).toContain('pipeline name');
	expect(found(rule, {environment: 'prod🚲'})[0]?.message).toContain('environment name');
});

it.each(['train', 'ns.train-2', 'Glätten 日本', '; curl `x` %s', 'add([a;params:b]) -> [c]', '$HOME {x}'])(
	'B15: the name %j reaches the container unchanged and passes',
	name => {
		expect(found(rule, {nodes: [node('x: a -> b', {name})]})).toEqual([]);
	},
);
