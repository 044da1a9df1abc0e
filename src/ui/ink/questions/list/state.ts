// One or several of a list: the cursor, the filter and the marks.
import {characters} from '../../../text/fit.ts';
import type {Choice, MultiSelectQuestion, SelectQuestion} from '../../../ui.ts';
import {type Answered, answered, backKeys, type Binding, isText} from '../bindings.ts';

export type ListAsking = {
	readonly kind: 'list';
	readonly question: SelectQuestion | MultiSelectQuestion;
	/** Index among the choices that the filter lets through. */
	readonly cursor: number;
	readonly filter: string;
	/** True while keys go into the filter. */
	readonly filtering: boolean;
	readonly marked: readonly string[];
};

/** From this many choices on a list can be filtered. */
const filterFrom = 10;

export function list(question: ListAsking['question']): ListAsking {
	const takeable = question.choices.filter(({disabled}) => disabled === undefined).map(({value}) => value);
	const marked = question.kind === 'select' ? [] : (question.initial?.filter(value => takeable.includes(value)) ?? []);
	const initial = question.kind === 'select' ? question.initial : undefined;
	const wanted = question.choices.findIndex(({value, disabled}) => value === initial && disabled === undefined);
	const first = question.choices.findIndex(({disabled}) => disabled === undefined);
	const cursor = Math.max(0, wanted === -1 ? first : wanted);
	return {kind: 'list', question, cursor, filter: '', filtering: false, marked};
}

export const canFilter = ({question}: ListAsking): boolean => question.choices.length >= filterFrom;

/** The choices that hold every word of the filter, in their order. */
export function visibleChoices({question, filter}: ListAsking): readonly Choice[] {
	const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
	if (words.length === 0) return question.choices;
	return question.choices.filter(({value, label = value, hint = ''}) => {
		const text = `${label} ${value} ${hint}`.toLowerCase();
		return words.every(word => text.includes(word));
	});
}

/** The choice under the cursor, if it can be taken. */
export function current(list: ListAsking): Choice | undefined {
	const choice = visibleChoices(list)[list.cursor];
	return choice?.disabled === undefined ? choice : undefined;
}

/** Moves the cursor by so many choices that can be taken; single steps go round at the ends. */
function move(list: ListAsking, by: number): ListAsking {
	const takeable = [...visibleChoices(list).entries()]
		.filter(([, {disabled}]) => disabled === undefined)
		.map(([index]) => index);
	if (takeable.length === 0) return list;
	const at = takeable.indexOf(list.cursor);
	const to = Math.abs(by) === 1 ? (at + by + takeable.length) % takeable.length : at + by;
	return {...list, cursor: takeable[Math.min(Math.max(0, to), takeable.length - 1)] ?? list.cursor};
}

/** The list with another filter; the cursor stays on its choice where that is still there. */
function refilter(list: ListAsking, filter: string, filtering = true): ListAsking {
	const before = visibleChoices(list)[list.cursor]?.value;
	const next = {...list, filter, filtering};
	const visible = visibleChoices(next);
	const same = visible.findIndex(({value, disabled}) => value === before && disabled === undefined);
	const first = visible.findIndex(({disabled}) => disabled === undefined);
	return {...next, cursor: Math.max(0, same === -1 ? first : same)};
}

/** What is pasted goes into the filter, if anywhere. */
export const pasteIntoList = (list: ListAsking, text: string): ListAsking =>
	list.filtering ? refilter(list, list.filter + text.trim().slice(0, 200)) : list;

/** Marks the choice under the cursor, or takes its mark away. */
function toggle(list: ListAsking): ListAsking {
	const value = current(list)?.value;
	if (value === undefined) return list;
	return {
		...list,
		marked: list.marked.includes(value) ? list.marked.filter(one => one !== value) : [...list.marked, value],
	};
}

/** Marks all choices in sight, or none when all of them are marked. */
function toggleAll(list: ListAsking): ListAsking {
	const values = visibleChoices(list)
		.filter(({disabled}) => disabled === undefined)
		.map(({value}) => value);
	const others = list.marked.filter(value => !values.includes(value));
	const all = values.every(value => list.marked.includes(value));
	return {...list, marked: all ? others : [...others, ...values]};
}

const inOrder = ({question, marked}: ListAsking): readonly string[] =>
	question.choices.map(({value}) => value).filter(value => marked.includes(value));

/** Takes what is chosen; nothing happens where nothing can be. */
function take(list: ListAsking): ListAsking | Answered {
	const {question} = list;
	if (question.kind === 'multiselect') return answered(question, inOrder(list));
	const choice = current(list);
	return choice === undefined ? list : answered(question, choice.value);
}

/** What is chosen so far, where that is not what the question came with. */
function unfinished(now: ListAsking): string | readonly string[] | undefined {
	const fresh = list(now.question);
	if (now.question.kind === 'select') {
		const value = current(now)?.value;
		return value === current(fresh)?.value ? undefined : value;
	}
	const marked = inOrder(now);
	return marked.join('\n') === inOrder(fresh).join('\n') ? undefined : marked;
}

const page = 10;
const isMultiple = ({question}: ListAsking): boolean => question.kind === 'multiselect';
const browsing = (list: ListAsking): boolean => !list.filtering;

export const listKeys: readonly Binding<ListAsking>[] = [
	{keys: ['up', 'ctrl-p'], name: 'upDown', label: 'choose', bar: true, run: list => move(list, -1)},
	{keys: ['down', 'ctrl-n'], run: list => move(list, 1)},
	{keys: ['k'], name: 'k j', label: 'choose', when: browsing, run: list => move(list, -1)},
	{keys: ['j'], when: browsing, run: list => move(list, 1)},
	{keys: ['space'], name: 'space', label: 'mark', bar: true, when: isMultiple, run: toggle},
	{
		keys: ['a'],
		name: 'a',
		label: 'all',
		bar: true,
		when: list => isMultiple(list) && browsing(list),
		run: toggleAll,
	},
	{keys: ['enter'], name: 'enter', label: list => (isMultiple(list) ? 'go on' : 'take'), bar: true, run: take},
	{
		keys: ['/'],
		name: '/',
		label: 'filter',
		bar: true,
		when: list => canFilter(list) && browsing(list),
		run: list => ({...list, filtering: true}),
	},
	{
		keys: ['escape'],
		name: 'esc',
		label: 'show all',
		bar: true,
		when: list => list.filtering || list.filter !== '',
		run: list => refilter(list, '', false),
	},
	backKeys(unfinished),
	{keys: ['pageup'], name: 'pgup pgdn', label: 'ten further', run: list => move(list, -page)},
	{keys: ['pagedown'], run: list => move(list, page)},
	{keys: ['home'], name: 'home end', label: 'first, last', run: list => move(list, -list.question.choices.length)},
	{keys: ['end'], run: list => move(list, list.question.choices.length)},
	{
		keys: ['backspace'],
		when: list => list.filtering,
		run: list =>
			list.filter === '' ? {...list, filtering: false} : refilter(list, characters(list.filter).slice(0, -1).join('')),
	},
	{keys: ['space'], when: list => list.filtering, run: list => refilter(list, `${list.filter} `)},
	{keys: isText, when: list => list.filtering, run: (list, key) => refilter(list, list.filter + key)},
];
