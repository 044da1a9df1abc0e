// The names of keys.
import {describe, expect, it} from 'vitest';
import {keysOf} from '../../../../src/ui/ink/key-names.ts';

describe('names of keys', () => {
	const none = {
		upArrow: false,
		downArrow: false,
		leftArrow: false,
		rightArrow: false,
		pageDown: false,
		pageUp: false,
		home: false,
		end: false,
		return: false,
		escape: false,
		ctrl: false,
		shift: false,
		tab: false,
		backspace: false,
		delete: false,
		meta: false,
		super: false,
		hyper: false,
		capsLock: false,
		numLock: false,
	};

	it.each([
		['', {...none, downArrow: true}, ['down']],
		['', {...none, return: true}, ['enter']],
		['c', {...none, ctrl: true}, ['ctrl-c']],
		['b', {...none, meta: true}, ['meta-b']],
		[' ', none, ['space']],
		['ab\r', none, ['a', 'b', 'enter']],
		['\u0015x', none, ['ctrl-u', 'x']],
		['å👩‍🔬', none, ['å', '👩‍🔬']],
		['x', {...none, eventType: 'release' as const}, []],
	])('%j', (input, key, names) => {
		expect(keysOf(input, key)).toEqual(names);
	});
});
