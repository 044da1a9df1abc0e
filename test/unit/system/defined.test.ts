// Objects without undefined fields.
import {expect, it} from 'vitest';
import {defined} from '../../../src/system/defined.ts';

it('fields whose value is undefined are left out, all others stay', () => {
	expect(Object.entries(defined({a: undefined, b: null, c: 0, d: '', e: false}))).toEqual([
		['b', null],
		['c', 0],
		['d', ''],
		['e', false],
	]);
});
