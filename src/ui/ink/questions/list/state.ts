// A list while one or several of it are chosen: the cursor, the filter and the marks.
import type {Choice, MultiSelectQuestion, SelectQuestion} from '../../../ui.ts';
import {answered, type Answered} from '../bindings.ts';
import {isLong, passes, withPaste} from '../filter.ts';

export type OpenList = {
	readonly kind: 'list';
	readonly question: SelectQuestion | MultiSelectQuestion;
	/** Index among the choices that the filter lets through. */
	readonly cursor: number;
	readonly filter: string;
	/** True while keys go into the filter. */
	readonly filtering: boolean;
	readonly marked: readonly string[];
};

export function openList(question: OpenList['question']): OpenList {
	const takeable = question.choices.filter(({disabled}) => disabled === undefined).map(({value}) => value);
	const marked = question.kind === 'select' ? [] : (question.initial?.filter(value => takeable.includes(value)) ?? []);
	const initial = question.kind === 'select' ? question.initial : undefined;
	const wanted = question.choices.findIndex(({value, disabled}) => value === initial && disabled === undefined);
	const first = question.choices.findIndex(({disabled}) => disabled === undefined);
	const cursor = Math.max(0, wanted === -1 ? first : wanted);
	return {kind: 'list', question, cursor, filter: '', filtering: false, marked};
}

export const canFilter = ({question}: OpenList): boolean => isLong(question.choices.length);

/** The choices that hold every word of the filter, in their order. */
export function visibleChoices({question, filter}: OpenList): readonly Choice[] {
	if (filter === '') return question.choices;
	return question.choices.filter(({value, label = value, hint = ''}) => passes(`${label} ${value} ${hint}`, filter));
}

/** The choice under the cursor, if it can be selected. */
export function current(list: OpenList): Choice | undefined {
	const choice = visibleChoices(list)[list.cursor];
	return choice?.disabled === undefined ? choice : undefined;
}

/** Moves the cursor over selectable choices; single steps wrap around at the ends. */
export function move(list: OpenList, by: number): OpenList {
	const takeable = [...visibleChoices(list).entries()]
		.filter(([, {disabled}]) => disabled === undefined)
		.map(([index]) => index);
	if (takeable.length === 0) return list;
	const at = takeable.indexOf(list.cursor);
	const to = Math.abs(by) === 1 ? (at + by + takeable.length) % takeable.length : at + by;
	return {...list, cursor: takeable[Math.min(Math.max(0, to), takeable.length - 1)] ?? list.cursor};
}

/** The list with another filter; the cursor stays on its choice where that is still there. */
export function refilter(list: OpenList, filter: string, filtering = true): OpenList {
	const before = visibleChoices(list)[list.cursor]?.value;
	const next = {...list, filter, filtering};
	const visible = visibleChoices(next);
	const same = visible.findIndex(({value, disabled}) => value === before && disabled === undefined);
	const first = visible.findIndex(({disabled}) => disabled === undefined);
	return {...next, cursor: Math.max(0, same === -1 ? first : same)};
}

/** A paste goes into the filter while it is open. */
export const pasteIntoList = (list: OpenList, text: string): OpenList =>
	list.filtering ? refilter(list, withPaste(list.filter, text)) : list;

/** Marks the choice under the cursor, or takes its mark away. */
export function toggle(list: OpenList): OpenList {
	const value = current(list)?.value;
	if (value === undefined) return list;
	return {
		...list,
		marked: list.marked.includes(value) ? list.marked.filter(one => one !== value) : [...list.marked, value],
	};
}

/** Marks all choices in sight, or none when all of them are marked. */
export function toggleAll(list: OpenList): OpenList {
	const values = visibleChoices(list)
		.filter(({disabled}) => disabled === undefined)
		.map(({value}) => value);
	const others = list.marked.filter(value => !values.includes(value));
	const all = values.every(value => list.marked.includes(value));
	return {...list, marked: all ? others : [...others, ...values]};
}

export const inOrder = ({question, marked}: OpenList): readonly string[] =>
	question.choices.map(({value}) => value).filter(value => marked.includes(value));

/** Selects the choice that has the key. */
export function takeByKey(list: OpenList, key: string): OpenList | Answered {
	const choice = list.question.choices.find(one => one.key === key && one.disabled === undefined);
	return choice === undefined || list.question.kind !== 'select' ? list : answered(list.question, choice.value);
}

/** Selects; nothing happens if nothing can be selected. */
export function take(list: OpenList): OpenList | Answered {
	const {question} = list;
	if (question.kind === 'multiselect') return answered(question, inOrder(list));
	const choice = current(list);
	return choice === undefined ? list : answered(question, choice.value);
}
