// The findings screen when it is asked again.
import {describe, expect, it} from 'vitest';
import type {State} from '../../../../../../src/ui/ink/state/state.ts';
import {found} from '../../../../../support/ui/large-questions.ts';
import {ask, drawn, lines, press} from '../../../../../support/ui/screen.ts';

describe('the checks', () => {
	it('the findings screen keeps the cursor near where it was when it is asked again', () => {
		const line = (state: State): string | undefined => lines(state).find(row => row.startsWith(' ❯'));
		const many = press(ask(found(['a', 'b', 'c', 'd'])), 'enter', 'down', 'down', 'enter', 'f');
		expect(many.answered?.value).toMatchObject({do: 'fix', findings: [1]});
		const again = ask(found(['a', 'c', 'd']), many);
		expect(line(again)).toContain('c lives only in memory');
		expect(drawn(again)).toContain('+ c:');
		expect(line(ask(found(['a', 'c', 'd'], {unnamed: false, requirements: false}), press(again, 'r')))).toContain(
			'c lives',
		);
		expect(line(ask(found([]), press(again, 'F')))).toContain('s3fs is not among');
		const allFixed = ask(found([], {unnamed: false, requirements: false}), press(again, 'F'));
		expect(line(allFixed)).toBe(' ❯ Continue');
	});
});
