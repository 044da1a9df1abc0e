// A command line as words.
import {expect, it} from 'vitest';
import {splitWords} from '../../../src/system/split-words.ts';

it.each([
	['', []],
	['  a  b ', ['a', 'b']],
	[`a 'b c' "d e"`, ['a', 'b c', 'd e']],
	[`--x="1 2"3`, ['--x=1 23']],
	[`a "" ''`, ['a', '', '']],
	[String.raw`a\ b "c\"d" 'e\f'`, ['a b', 'c"d', String.raw`e\f`]],
	['echo $HOME; rm *', ['echo', '$HOME;', 'rm', '*']],
	[`not 'closed`, undefined],
])('%j becomes %j', (text, words) => expect(splitWords(text)).toEqual(words));
