// Names put into node(...) calls, in the way the calls are written.
import {expect, it} from 'vitest';
import {nameCall} from '../../../src/fixes/node-call.ts';

/** The call between « and », where the last argument ends at ‸. */
function named(marked: string, name = 'clean'): string {
	const text = /«([^]*)»/.exec(marked)?.[1] ?? '';
	const call = {text: text.replace('‸', ''), end: text.indexOf('‸')};
	const source = marked.replaceAll(/[«»‸]/g, '');
	const once = nameCall(source, call, name);
	expect(nameCall(once, call, name)).toBe(once);
	return once;
}

it.each([
	['on one line', '[«node(f, "a", "b"‸)»]', '[node(f, "a", "b", name="clean")]'],
	['with a comma at its end', '[«node(f, "a", "b",‸)»]', '[node(f, "a", "b", name="clean",)]'],
	['with a space before its end', '[«node( f, "a", "b"‸ )»]', '[node( f, "a", "b", name="clean" )]'],
	[
		'with arguments below each other',
		'«node(\n\tf,\n\t"a",\n\t"b",‸\n)»',
		'node(\n\tf,\n\t"a",\n\t"b",\n\tname="clean",\n)',
	],
	['without the last comma', '«node(\n  f,\n  "a",\n  "b"‸\n)»', 'node(\n  f,\n  "a",\n  "b",\n  name="clean",\n)'],
	[
		'with comments',
		'«node( # why\n    # how\n    f, "a",\n    "b"‸  # where, what)\n    # end\n)»',
		'node( # why\n    # how\n    f, "a",\n    "b",  # where, what)\n    name="clean",\n    # end\n)',
	],
	[
		'aligned behind the parenthesis',
		'x = «node(f, "a",\n         "b"‸)»\ny',
		'x = node(f, "a",\n         "b", name="clean")\ny',
	],
	[
		'with a list over several lines',
		'«Node(\n    f,\n    outputs=[\n        "a",\n    ],‸\n)»',
		'Node(\n    f,\n    outputs=[\n        "a",\n    ],\n    name="clean",\n)',
	],
])('a name is added to a call %s', (_, before, after) => expect(named(before)).toBe(after));

it('a named call keeps Windows line ends', () => {
	const call = {text: 'node(\n  f,\n  "a",\n  "b",\n)', end: 24};
	expect(nameCall('x\r\nnode(\r\n  f,\r\n  "a",\r\n  "b",\r\n)\r\n', call, 'n')).toBe(
		'x\r\nnode(\r\n  f,\r\n  "a",\r\n  "b",\r\n  name="n",\r\n)\r\n',
	);
});

it('a call that occurs twice, or not at all, stays unchanged', () => {
	const call = {text: 'node(f, "a", "b")', end: 16};
	const twice = 'x = node(f, "a", "b")\ny = node(f, "a", "b")\n';
	expect(nameCall(twice, call, 'n')).toBe(twice);
	expect(nameCall('node(f, "a", "c")', call, 'n')).toBe('node(f, "a", "c")');
});
