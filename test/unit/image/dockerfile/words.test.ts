// Words of an instruction, and the variables in them.
import {expect, it} from 'vitest';
import {expand, splitWords} from '../../../../src/image/dockerfile/words.ts';

it('splits at blanks outside quotes', () => {
	expect(splitWords(`a "b c"  d\\ e 'f g'h`)).toEqual(['a', '"b c"', 'd\\ e', "'f g'h"]);
	expect(splitWords('')).toEqual([]);
});

it('expands variables as a build does', () => {
	const values: Record<string, string | undefined> = {A: 'one', EMPTY: '', UNKNOWN: undefined};
	const cases: readonly (readonly [string, string | undefined])[] = [
		['$A/x', 'one/x'],
		['${A}x', 'onex'],
		["'$A'", '$A'],
		['"$A b"', 'one b'],
		['\\$A', '$A'],
		['${EMPTY:-${A}s}', 'ones'],
		['${A:-b}', 'one'],
		['${A:+b}', 'b'],
		['${EMPTY:+b}', ''],
		['$UNKNOWN', undefined],
		['${A#o}', undefined],
		['$(pwd)', undefined],
		['100$', '100$'],
	];
	for (const [word, value] of cases) expect([word, expand(word, name => values[name])]).toEqual([word, value]);
});
