// What the keys do, as data: one table per kind of question, read by the handler and by the hint bar alike.
import {
	type Answered,
	type Asking,
	canFilter,
	type ConfirmAsking,
	edited,
	erase,
	insert,
	type ListAsking,
	move,
	type PlanAsking,
	refilter,
	step,
	submit,
	take,
	type TextAsking,
	toggle,
	toggleAll,
} from './asking.ts';
import {characters} from '../fit.ts';
import {planHeight, planOverflow, type Size} from './layout.ts';

export type Hint = {readonly keys: string; readonly label: string};

type Binding<A> = {
	/** Names of keys as `keysOf` gives them, or a test of them. */
	readonly keys: readonly string[] | ((key: string) => boolean);
	/** What the hint bar says; `upDown` stands for the arrows. */
	readonly hint?: (asking: A) => Hint;
	readonly when?: (asking: A, size: Size) => boolean;
	readonly run: (asking: A, key: string, size: Size) => A | Answered;
};

/** A key that stands for itself: one character, no control character. */
const isText = (key: string): boolean => !/^(?:ctrl|meta)-|^[a-z]{2,}$/.test(key);

const page = 10;
const isMultiple = ({question}: ListAsking): boolean => question.kind === 'multiselect';
const browsing = (list: ListAsking): boolean => !list.filtering;

const listKeys: readonly Binding<ListAsking>[] = [
	{keys: ['up', 'ctrl-p'], hint: () => ({keys: 'upDown', label: 'choose'}), run: list => move(list, -1)},
	{keys: ['down', 'ctrl-n'], run: list => move(list, 1)},
	{keys: ['k'], when: browsing, run: list => move(list, -1)},
	{keys: ['j'], when: browsing, run: list => move(list, 1)},
	{keys: ['pageup'], run: list => move(list, -page)},
	{keys: ['pagedown'], run: list => move(list, page)},
	{keys: ['home'], run: list => move(list, -list.question.choices.length)},
	{keys: ['end'], run: list => move(list, list.question.choices.length)},
	{keys: ['space'], hint: () => ({keys: 'space', label: 'mark'}), when: isMultiple, run: toggle},
	{
		keys: ['a'],
		hint: () => ({keys: 'a', label: 'all'}),
		when: list => isMultiple(list) && browsing(list),
		run: toggleAll,
	},
	{keys: ['enter'], hint: list => ({keys: 'enter', label: isMultiple(list) ? 'go on' : 'take'}), run: take},
	{
		keys: ['/'],
		hint: () => ({keys: '/', label: 'filter'}),
		when: list => canFilter(list) && browsing(list),
		run: list => ({...list, filtering: true}),
	},
	{
		keys: ['escape'],
		hint: () => ({keys: 'esc', label: 'show all'}),
		when: list => list.filtering || list.filter !== '',
		run: list => refilter(list, '', false),
	},
	{
		keys: ['backspace'],
		when: list => list.filtering,
		run: list =>
			list.filter === '' ? {...list, filtering: false} : refilter(list, characters(list.filter).slice(0, -1).join('')),
	},
	{keys: ['space'], when: list => list.filtering, run: list => refilter(list, `${list.filter} `)},
	{keys: isText, when: list => list.filtering, run: (list, key) => refilter(list, list.filter + key)},
];

const textKeys: readonly Binding<TextAsking>[] = [
	{keys: ['enter'], hint: () => ({keys: 'enter', label: 'take'}), run: submit},
	{keys: ['left', 'ctrl-b'], run: text => step(text, 'left')},
	{keys: ['right', 'ctrl-f'], run: text => step(text, 'right')},
	{keys: ['home', 'ctrl-a'], run: text => ({...text, before: '', after: text.before + text.after})},
	{keys: ['end', 'ctrl-e'], run: text => ({...text, before: text.before + text.after, after: ''})},
	{keys: ['backspace', 'ctrl-h'], run: text => erase(text, 'left')},
	{keys: ['delete', 'ctrl-d'], run: text => erase(text, 'right')},
	{
		keys: ['ctrl-u'],
		hint: () => ({keys: 'ctrl-u', label: 'clear'}),
		when: text => text.before !== '',
		run: text => edited({...text, before: ''}),
	},
	{keys: ['ctrl-k'], run: text => edited({...text, after: ''})},
	{keys: ['ctrl-w'], run: text => edited({...text, before: text.before.replace(/\S*\s*$/, '')})},
	{keys: ['space'], run: text => insert(text, ' ')},
	{keys: isText, run: insert},
];

const answered = (question: Answered['question'], value: Answered['value']): Answered => ({
	kind: 'answered',
	question,
	value,
});

const confirmKeys: readonly Binding<ConfirmAsking>[] = [
	{keys: ['y', 'Y'], hint: () => ({keys: 'y', label: 'yes'}), run: ({question}) => answered(question, true)},
	{keys: ['n', 'N'], hint: () => ({keys: 'n', label: 'no'}), run: ({question}) => answered(question, false)},
	{
		keys: ['enter'],
		hint: ({question}) => ({keys: 'enter', label: question.initial ? 'yes' : 'no'}),
		run: ({question}) => answered(question, question.initial),
	},
];

const scroll = (plan: PlanAsking, by: number, size: Size): PlanAsking => ({
	...plan,
	top: Math.min(Math.max(0, plan.top + by), planOverflow(plan.question.plan, size)),
});
const scrolls = ({question}: PlanAsking, size: Size): boolean => planOverflow(question.plan, size) > 0;

const planKeys: readonly Binding<PlanAsking>[] = [
	{
		keys: ['up', 'k', 'down', 'j', 'tab'],
		hint: () => ({keys: 'upDown', label: 'choose'}),
		run: plan => ({...plan, goAhead: !plan.goAhead}),
	},
	{
		keys: ['enter'],
		hint: ({goAhead}) => ({keys: 'enter', label: goAhead ? 'go ahead' : 'cancel'}),
		run: ({question, goAhead}) => answered(question, {do: goAhead ? 'go' : 'cancel'}),
	},
	{
		keys: ['pageup'],
		hint: () => ({keys: 'pgup pgdn', label: 'scroll'}),
		when: scrolls,
		run: (plan, _, size) => scroll(plan, -page / 2, size),
	},
	{keys: ['pagedown', 'space'], when: scrolls, run: (plan, _, size) => scroll(plan, page / 2, size)},
	{keys: ['home'], when: scrolls, run: plan => ({...plan, top: 0})},
	{keys: ['end'], when: scrolls, run: (plan, _, size) => scroll(plan, planHeight(plan.question.plan), size)},
];

/** The question after a key; unchanged where the key means nothing there. */
export function press(asking: Asking, key: string, size: Size): Asking | Answered {
	switch (asking.kind) {
		case 'list':
			return pressIn(listKeys, asking, key, size);
		case 'text':
			return pressIn(textKeys, asking, key, size);
		case 'confirm':
			return pressIn(confirmKeys, asking, key, size);
		case 'plan':
			return pressIn(planKeys, asking, key, size);
	}
}

/** The keys worth naming now. */
export function hintsFor(asking: Asking, size: Size): readonly Hint[] {
	switch (asking.kind) {
		case 'list':
			return hintsIn(listKeys, asking, size);
		case 'text':
			return hintsIn(textKeys, asking, size);
		case 'confirm':
			return hintsIn(confirmKeys, asking, size);
		case 'plan':
			return hintsIn(planKeys, asking, size);
	}
}

function pressIn<A extends Asking>(
	bindings: readonly Binding<A>[],
	asking: A,
	key: string,
	size: Size,
): Asking | Answered {
	const bound = bindings.find(
		({keys, when}) => (typeof keys === 'function' ? keys(key) : keys.includes(key)) && (when?.(asking, size) ?? true),
	);
	return bound === undefined ? asking : bound.run(asking, key, size);
}

const hintsIn = <A>(bindings: readonly Binding<A>[], asking: A, size: Size): readonly Hint[] =>
	bindings.flatMap(({hint, when}) => (hint !== undefined && (when?.(asking, size) ?? true) ? [hint(asking)] : []));
