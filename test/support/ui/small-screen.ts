// A small screen of the rich UI mode without Ink: what is asked and answered, and the state after events.
import {reduce} from '../../../src/ui/ink/state/reduce.ts';
import {initialState, type State} from '../../../src/ui/ink/state/state.ts';
import type {Question} from '../../../src/ui/ui.ts';
import {pipeline} from './questions.ts';
import {press} from './screen.ts';

export const small = initialState({columns: 80, rows: 24}, undefined);
export const asked = (question: Question, state: State = small): State => reduce(state, {type: 'ask', question});
export const answer = (question: Question, ...keys: readonly string[]): unknown =>
	press(asked(question), ...keys).answered?.value;
export const many: Question = {
	...pipeline,
	choices: Array.from({length: 25}, (_, index) => ({
		value: `pipeline-${index}`,
		...(index % 10 === 9 ? {disabled: 'has no nodes'} : {}),
	})),
	initial: 'pipeline-3',
};
