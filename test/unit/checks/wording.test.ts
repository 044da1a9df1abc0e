// How messages list names and begin sentences.
import {expect, it} from 'vitest';
import {capitalized, list, nodesRead} from '../../../src/checks/wording.ts';

it.each([
	[[], ''],
	[['a'], 'a'],
	[['a', 'b'], 'a and b'],
	[['a', 'b', 'c'], 'a, b and c'],
	[['a', 'b', 'c', 'd', 'e'], 'a, b and 3 more'],
])('the names %j are listed as "%s"', (names, text) => {
	expect(list(names)).toBe(text);
});

it('a sentence begins with a capital letter', () => {
	expect(capitalized('add to x')).toBe('Add to x');
	expect(capitalized('')).toBe('');
});

it('one node reads, several read', () => {
	expect(nodesRead([{name: 'a'}])).toBe('a reads');
	expect(nodesRead([{name: 'a'}, {name: 'b'}])).toBe('a and b read');
});
