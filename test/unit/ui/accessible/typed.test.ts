// A field without an echo.
import {describe, expect, it} from 'vitest';
import {readHidden} from '../../../../src/ui/accessible/typed.ts';

describe('a field without an echo', () => {
	it.each([
		['', 'abc', {text: 'abc'}],
		['ab', 'c\r', {text: 'abc', end: 'enter'}],
		['ab', 'c\ntyped too early', {text: 'abc', end: 'enter'}],
		['abc', '\u007F', {text: 'ab'}],
		['pass👩‍🔬', '\b', {text: 'pass'}],
		['abc', '\u0015x', {text: 'x'}],
		['abc', '\u001B[D\u001B[1;5C\u001BOP\u0001d', {text: 'abcd'}],
		['', '\u001B[200~pasted\u001B[201~', {text: 'pasted'}],
		['abc', '\u0003', {text: '', end: 'ctrl-c'}],
		['', '\u0004', {text: '', end: 'ctrl-d'}],
		['a', '\u0004b', {text: 'ab'}],
	] as const)('a field without an echo %j and then %j', (text, data, expected) => {
		expect(readHidden(text, data)).toEqual(expected);
	});
});
