// UIs that remember what they were asked and what was reported: one answers from a script, one takes every default.
import type {Event} from '../../src/schema/event.ts';
import {defaultAnswer} from '../../src/ui/silent/default-answer.ts';
import {type AnswerTo, type Question, type Header, type Ui, WentBack} from '../../src/ui/ui.ts';

export const back = Symbol('back');
export const initial = Symbol('initial');

/**
 * The question that is expected, and its answer: `back` goes back, `initial` takes the default, an error is thrown, a
 * function gives the answer to the question that it gets.
 */
export type Line = readonly [name: string, answer: unknown];

export type Scripted = {
	readonly ui: Ui;
	readonly asked: readonly Question[];
	readonly reported: readonly Event[];
	readonly headers: readonly Header[];
	/** The names of the questions, with the default of each: `env=local`. */
	readonly said: () => readonly string[];
	/** What of the script has not come up. */
	readonly left: () => readonly Line[];
};

export function scriptedUi(script: readonly Line[]): Scripted {
	const rest = [...script];
	const asked: Question[] = [];
	const reported: Event[] = [];
	const headers: Header[] = [];
	const ui: Ui = {
		interactive: true,
		signal: new AbortController().signal,
		begin: header => void headers.push(header),
		emit: event => void reported.push(event),
		ask: async <Q extends Question>(question: Q): Promise<AnswerTo<Q>> => {
			asked.push(question);
			const [name, answer] = rest.shift() ?? [];
			if (name !== question.name)
				throw new Error(`asked ${question.name} (${question.message}), not ${name ?? 'more'}`);
			if (answer === back) throw new WentBack();
			if (answer instanceof Error) throw answer;
			if (typeof answer === 'function') return answer(question) as AnswerTo<Q>;
			return (answer === initial && 'initial' in question ? question.initial : answer) as AnswerTo<Q>;
		},
		close: async () => {},
	};
	return {
		ui,
		asked,
		reported,
		headers,
		said: () =>
			asked.map(one =>
				'initial' in one && one.initial !== undefined ? `${one.name}=${String(one.initial)}` : one.name,
			),
		left: () => rest,
	};
}

/** A UI where no question can be asked: every question gets its default, as with `--yes`. */
export function unattendedUi(): Scripted {
	const scripted = scriptedUi([]);
	const asked: Question[] = [];
	const ui: Ui = {
		...scripted.ui,
		interactive: false,
		ask: async question => {
			asked.push(question);
			return defaultAnswer(question);
		},
	};
	return {...scripted, ui, asked};
}
