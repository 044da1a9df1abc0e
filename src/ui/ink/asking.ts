// A question while it is being answered: where the cursor is, what is typed, marked and filtered.
import {clean} from '../../system/text.ts';
import {characters} from '../fit.ts';
import type {
	AnswerTo,
	Choice,
	ConfirmQuestion,
	MultiSelectQuestion,
	PlanQuestion,
	Question,
	SelectQuestion,
	TextQuestion,
} from '../ui.ts';

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

export type TextAsking = {
	readonly kind: 'text';
	readonly question: TextQuestion;
	/** The text left and right of the cursor. */
	readonly before: string;
	readonly after: string;
	readonly touched: boolean;
	/** True after Enter on a text that will not do. */
	readonly refused: boolean;
};

export type ConfirmAsking = {readonly kind: 'confirm'; readonly question: ConfirmQuestion};

export type PlanAsking = {
	readonly kind: 'plan';
	readonly question: PlanQuestion;
	readonly goAhead: boolean;
	/** Rows of the plan that have been scrolled out at the top. */
	readonly top: number;
};

export type Asking = ListAsking | TextAsking | ConfirmAsking | PlanAsking;
export type Answer = AnswerTo<Question>;
export type Answered = {readonly kind: 'answered'; readonly question: Question; readonly value: Answer};

/** From this many choices on a list can be filtered. */
const filterFrom = 10;
/** Nobody types more; a paste may be a whole file. */
const longestText = 4096;

export function asking(question: Question): Asking {
	switch (question.kind) {
		case 'select':
			return list(question, question.initial, []);
		case 'multiselect': {
			const takeable = question.choices.filter(({disabled}) => disabled === undefined).map(({value}) => value);
			return list(question, undefined, question.initial?.filter(value => takeable.includes(value)) ?? []);
		}
		case 'text':
			return {kind: 'text', question, before: question.initial ?? '', after: '', touched: false, refused: false};
		case 'confirm':
			return {kind: 'confirm', question};
		case 'plan':
			return {kind: 'plan', question, goAhead: true, top: 0};
		case 'findings':
			throw new Error('findings are shown, not asked about');
	}
}

function list(question: ListAsking['question'], initial: string | undefined, marked: readonly string[]): ListAsking {
	const wanted = question.choices.findIndex(({value, disabled}) => value === initial && disabled === undefined);
	const first = question.choices.findIndex(({disabled}) => disabled === undefined);
	const cursor = Math.max(0, wanted === -1 ? first : wanted);
	return {kind: 'list', question, cursor, filter: '', filtering: false, marked};
}

// --- Lists ------------------------------------------------------------------------------------------------------------

export const canFilter = ({question}: ListAsking): boolean => question.choices.length >= filterFrom;

/** The choices that hold every word of the filter, in their order. */
export function visibleChoices({question, filter}: ListAsking): readonly Choice[] {
	const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
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
export function move(list: ListAsking, by: number): ListAsking {
	const takeable = [...visibleChoices(list).entries()]
		.filter(([, {disabled}]) => disabled === undefined)
		.map(([index]) => index);
	if (takeable.length === 0) return list;
	const at = takeable.indexOf(list.cursor);
	const to = Math.abs(by) === 1 ? (at + by + takeable.length) % takeable.length : at + by;
	return {...list, cursor: takeable[Math.min(Math.max(0, to), takeable.length - 1)] ?? list.cursor};
}

/** The list with another filter; the cursor stays on its choice where that is still there. */
export function refilter(list: ListAsking, filter: string, filtering = true): ListAsking {
	const before = visibleChoices(list)[list.cursor]?.value;
	const next = {...list, filter, filtering};
	const visible = visibleChoices(next);
	const same = visible.findIndex(({value, disabled}) => value === before && disabled === undefined);
	const first = visible.findIndex(({disabled}) => disabled === undefined);
	return {...next, cursor: Math.max(0, same === -1 ? first : same)};
}

/** Marks the choice under the cursor, or takes its mark away. */
export function toggle(list: ListAsking): ListAsking {
	const value = current(list)?.value;
	if (value === undefined) return list;
	return {
		...list,
		marked: list.marked.includes(value) ? list.marked.filter(one => one !== value) : [...list.marked, value],
	};
}

/** Marks all choices in sight, or none when all of them are marked. */
export function toggleAll(list: ListAsking): ListAsking {
	const values = visibleChoices(list)
		.filter(({disabled}) => disabled === undefined)
		.map(({value}) => value);
	const others = list.marked.filter(value => !values.includes(value));
	const all = values.every(value => list.marked.includes(value));
	return {...list, marked: all ? others : [...others, ...values]};
}

/** Takes what is chosen; nothing happens where nothing can be. */
export function take(list: ListAsking): ListAsking | Answered {
	const {question, marked} = list;
	if (question.kind === 'multiselect') {
		const inOrder = question.choices.map(({value}) => value).filter(value => marked.includes(value));
		return {kind: 'answered', question, value: inOrder};
	}
	const choice = current(list);
	return choice === undefined ? list : {kind: 'answered', question, value: choice.value};
}

// --- Text -------------------------------------------------------------------------------------------------------------

export const textIn = ({before, after}: TextAsking): string => before + after;

/** What is wrong with the text so far. */
export const problemWith = (text: TextAsking): string | undefined => text.question.validate?.(textIn(text));

/** What is typed or pasted goes in at the cursor; line breaks and tabs of a paste become blanks, those at its ends go. */
export function insert(text: TextAsking, typed: string): TextAsking {
	const line = clean(typed)
		.replaceAll(/^[\r\n]+|[\r\n]+$/g, '')
		.replaceAll(/[\r\n\t]+/g, ' ');
	const room = longestText - textIn(text).length;
	return {...edited(text), before: text.before + line.slice(0, Math.max(0, room))};
}

export const edited = (text: TextAsking): TextAsking => ({...text, touched: true, refused: false});

/** Moves the cursor by one character. */
export function step(text: TextAsking, direction: 'left' | 'right'): TextAsking {
	if (direction === 'left') {
		const last = characters(text.before).at(-1) ?? '';
		return {...text, before: text.before.slice(0, text.before.length - last.length), after: last + text.after};
	}
	const first = characters(text.after)[0] ?? '';
	return {...text, before: text.before + first, after: text.after.slice(first.length)};
}

/** Deletes the character left or right of the cursor. */
export function erase(text: TextAsking, direction: 'left' | 'right'): TextAsking {
	const moved = step(text, direction);
	return edited(direction === 'left' ? {...moved, after: text.after} : {...moved, before: text.before});
}

export function submit(text: TextAsking): TextAsking | Answered {
	if (problemWith(text) !== undefined) return {...text, touched: true, refused: true};
	return {kind: 'answered', question: text.question, value: textIn(text)};
}
