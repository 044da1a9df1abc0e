// Keys as data, read by the handler, the hint bar and the list of all keys.
import type {AnswerTo, Question} from '../../ui.ts';
import type {Size} from '../layout.ts';
import {defined} from '../../../system/defined.ts';

export type Answer = AnswerTo<Question>;
export type Answered = {readonly kind: 'answered'; readonly question: Question; readonly value: Answer};

/** The user goes back to the question before; `unfinished` is the input so far. */
export type Back = {readonly kind: 'back'; readonly unfinished?: string | readonly string[]};

/** How a key can end a question. */
export type Outcome = Answered | Back;

export type Hint = {readonly keys: string; readonly label: string};

export type Binding<A, R = A | Outcome> = {
	/** Names of keys as `keysOf` gives them, or a test of them. */
	readonly keys: readonly string[] | ((key: string) => boolean);
	/** The keys as shown; `upDown` stands for the arrows. Keys without a name are not listed. */
	readonly name?: string;
	readonly label?: string | ((asking: A) => string);
	/** True if the hint bar shows it too, not only the list of all keys. */
	readonly bar?: boolean;
	readonly when?: (asking: A, size: Size) => boolean;
	readonly run: (asking: A, key: string, size: Size) => R;
};

/** A key that stands for itself: one character, no control character. */
export const isText = (key: string): boolean => !/^(?:ctrl|meta|shift)-|^[a-z]{2,}$|^f1$/.test(key);

export const answered = (question: Question, value: Answer): Answered => ({kind: 'answered', question, value});

/** Esc on a question that can go back. */
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

/** The result of the key; undefined if it has no effect. */
export function pressIn<A, R>(bindings: readonly Binding<A, R>[], asking: A, key: string, size: Size): R | undefined {
	const bound = bindings.find(
		({keys, when}) => (typeof keys === 'function' ? keys(key) : keys.includes(key)) && (when?.(asking, size) ?? true),
	);
	return bound?.run(asking, key, size);
}

/** The keys that work now and have a name, each once: those of the hint bar, or all. */
export function hintsIn<A, R>(
	bindings: readonly Binding<A, R>[],
	asking: A,
	size: Size,
	which: 'bar' | 'all',
): readonly Hint[] {
	const listed = new Set<string>();
	return bindings.flatMap(({name, label, bar, when}) => {
		if (name === undefined || label === undefined || (which === 'bar' && bar !== true)) return [];
		if (listed.has(name) || !(when?.(asking, size) ?? true)) return [];
		listed.add(name);
		return [{keys: name, label: typeof label === 'string' ? label : label(asking)}];
	});
}
