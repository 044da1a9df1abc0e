// Keys as data: what a table of them is, and its three readers: the handler, the hint bar and the list of all keys.
import type {AnswerTo, Question} from '../../ui.ts';
import type {Size} from '../layout.ts';
import {defined} from '../../../system/defined.ts';

export type Answer = AnswerTo<Question>;
export type Answered = {readonly kind: 'answered'; readonly question: Question; readonly value: Answer};

/** The user wants the question before; `unfinished` is what this one would lose by it. */
export type Back = {readonly kind: 'back'; readonly unfinished?: string | readonly string[]};

/** How a key can end a question. */
export type Outcome = Answered | Back;

export type Hint = {readonly keys: string; readonly label: string};

export type Binding<A, R = A | Outcome> = {
	/** Names of keys as `keysOf` gives them, or a test of them. */
	readonly keys: readonly string[] | ((key: string) => boolean);
	/** How they are written for people: `upDown` stands for the arrows. Keys without it go without saying. */
	readonly name?: string;
	readonly label?: string | ((asking: A) => string);
	/** True where the hint bar has it too, not only the list of all keys. */
	readonly bar?: boolean;
	readonly when?: (asking: A, size: Size) => boolean;
	readonly run: (asking: A, key: string, size: Size) => R;
};

/** A key that stands for itself: one character, no control character. */
export const isText = (key: string): boolean => !/^(?:ctrl|meta|shift)-|^[a-z]{2,}$|^f1$/.test(key);

export const answered = (question: Question, value: Answer): Answered => ({kind: 'answered', question, value});

/** Esc on a question that others came before. */
export const backKeys = <A extends {readonly question: Question}>(
	unfinished: (asking: A) => Back['unfinished'] = () => undefined,
): Binding<A> => ({
	keys: ['escape', 'shift-tab'],
	name: 'esc',
	label: 'back',
	bar: true,
	when: ({question}) => question.back === true,
	run: asking => ({kind: 'back', ...defined({unfinished: unfinished(asking)})}),
});

/** What the key does to what it is pressed on; undefined where it means nothing there. */
export function pressIn<A, R>(bindings: readonly Binding<A, R>[], asking: A, key: string, size: Size): R | undefined {
	const bound = bindings.find(
		({keys, when}) => (typeof keys === 'function' ? keys(key) : keys.includes(key)) && (when?.(asking, size) ?? true),
	);
	return bound?.run(asking, key, size);
}

/** The keys that work now and have a name, once each, as what they do first: those of the hint bar, or all. */
export function hintsIn<A, R>(
	bindings: readonly Binding<A, R>[],
	asking: A,
	size: Size,
	which: 'bar' | 'all',
): readonly Hint[] {
	const told = new Set<string>();
	return bindings.flatMap(({name, label, bar, when}) => {
		if (name === undefined || label === undefined || (which === 'bar' && bar !== true)) return [];
		if (told.has(name) || !(when?.(asking, size) ?? true)) return [];
		told.add(name);
		return [{keys: name, label: typeof label === 'string' ? label : label(asking)}];
	});
}
