// The same order on every machine.
import {expect, it} from 'vitest';
import {byCodeUnit, sortedEntries} from '../../../src/system/order.ts';

it('texts are sorted by code unit, without regard to the locale', () => {
	expect(['b', 'ä', 'a', 'B', 'a'].sort(byCodeUnit)).toEqual(['B', 'a', 'a', 'b', 'ä']);
});

it('the entries of an object are sorted by their keys', () => {
	expect(sortedEntries({b: 1, B: 2, a: 3})).toEqual([
		['B', 2],
		['a', 3],
		['b', 1],
	]);
});
