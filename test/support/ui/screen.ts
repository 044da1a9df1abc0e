// A screen of the rich UI mode without Ink: what is asked, pressed and emitted, and what is drawn.
import type {Event} from '../../../src/schema/event.ts';
import {frame} from '../../../src/ui/ink/frame.ts';
import {hintsFor} from '../../../src/ui/ink/questions/open-question.ts';
import {reduce} from '../../../src/ui/ink/state/reduce.ts';
import {initialState, type State} from '../../../src/ui/ink/state/state.ts';
import {historyRows} from '../../../src/ui/ink/progress/view.ts';
import {textOf} from '../../../src/ui/text/rows.ts';
import type {Question} from '../../../src/ui/ui.ts';
import {header} from './events.ts';
import {look} from './look.ts';
import {pipeline} from './questions.ts';

export const sized = (columns: number, rows: number): State =>
	reduce(initialState({columns, rows}, undefined), {
		type: 'begin',
		header: {...header, about: 'Tide Tables · Kedro 1.7.0 · ~/tide', cluster: 'kind-dev / kubeflow'},
	});
export const fresh = sized(90, 30);
export const ask = (question: Question, state: State = fresh): State => reduce(state, {type: 'ask', question});
export const press = (state: State, ...keys: readonly string[]): State =>
	keys.reduce((before, key) => reduce(before, {type: 'key', key}), state);
export const emit = (state: State, ...events: readonly Event[]): State =>
	events.reduce((before, event) => reduce(before, {type: 'event', event, now: 0}), state);
export const paste = (state: State, text: string): State => reduce(state, {type: 'paste', text});
export const lines = (state: State, glyphs = look): readonly string[] =>
	frame(state, glyphs).rows.map(cells => textOf(cells).trimEnd());
export const drawn = (state: State): string => lines(state).join('\n');
export const history = (state: State): readonly string[] => historyRows(state, look).map(cells => textOf(cells));
export const hints = (state: State): readonly string[] =>
	state.asking === undefined ? [] : hintsFor(state.asking, state.size).map(({keys, label}) => `${keys} ${label}`);
export const withBack = <Q extends Question>(question: Q): Q => ({...question, back: true});
export const manyChoices: Question = {
	...pipeline,
	back: true,
	choices: Array.from({length: 25}, (_, index) => ({value: `pipeline-${index}`})),
	initial: 'pipeline-3',
};
