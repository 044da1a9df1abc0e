// The plan when it is asked again.
import {describe, expect, it} from 'vitest';
import type {State} from '../../../../../../src/ui/ink/state/state.ts';
import {open} from '../../../../../support/ui/large-questions.ts';
import {consent} from '../../../../../support/ui/questions.ts';
import {ask, hints, lines, press} from '../../../../../support/ui/screen.ts';

describe('the plan', () => {
	it('the plan is asked again with the cursor on the changed row, else on Go ahead', () => {
		const line = (state: State): string | undefined => lines(state).find(row => row.startsWith(' ❯'));
		const changed = press(ask(open), 'up', 'up', 'up', 'enter', '-', '2', 'enter');
		expect(line(ask(open, changed))).toMatch(/^ ❯ namespace/);
		expect(line(ask(open, press(ask(open, changed), 'down', 'down', 'down', 'down', 'enter')))).toBe(' ❯ Go ahead');
		expect(line(ask(consent, changed))).toBe(' ❯ Go ahead');
	});

	it('a plan without edits or actions offers to go ahead or cancel', () => {
		expect(hints(ask(consent))).toEqual(['upDown move', 'enter go ahead']);
		const {edits: _, ...noEdits} = open;
		expect(press(ask(noEdits), 'up', 'enter').answered?.value).toEqual({do: 'cancel'});
	});
});
