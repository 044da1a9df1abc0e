// A line of text while it is being typed: its text, where the cursor is, and whether it is valid.
import {clean} from '../../../../system/text.ts';
import {characters} from '../../../text/fit.ts';
import type {TextQuestion} from '../../../ui.ts';

export type OpenText = {
	readonly kind: 'text';
	readonly question: TextQuestion;
	/** The text left and right of the cursor. */
	readonly before: string;
	readonly after: string;
	/** True while the default stands there: the first character typed replaces it. */
	readonly offered: boolean;
	readonly touched: boolean;
	/** True after Enter on a text that is not valid. */
	readonly refused: boolean;
};

/** A paste may be a whole file. */
const longestText = 4096;

export const openText = (question: TextQuestion): OpenText => ({
	kind: 'text',
	question,
	before: question.draft ?? '',
	after: '',
	offered: question.draft === undefined && (question.initial ?? '') !== '',
	touched: question.draft !== undefined,
	refused: false,
});

export const textIn = ({before, after}: OpenText): string => before + after;

/** What stands there in place of a text: the default until something is typed, else what is suggested. */
export function placeholderIn(text: OpenText): string {
	if (text.offered) return text.question.initial ?? '';
	return textIn(text) === '' ? (text.question.suggested ?? '') : '';
}

/** The text, or what stands there in its place. */
export const answerIn = (text: OpenText): string => textIn(text) || placeholderIn(text);

/** The default becomes a text that can be edited, with the cursor at its end. */
export const take = (text: OpenText): OpenText =>
	text.offered ? {...text, before: text.question.initial ?? '', offered: false} : text;

/** What is wrong with the text so far. */
export const problemWith = (text: OpenText): string | undefined => text.question.validate?.(answerIn(text));

/** Inserts at the cursor. Line breaks and tabs of a paste become blanks; line breaks at its ends are dropped. */
export function insert(text: OpenText, typed: string): OpenText {
	const line = clean(typed)
		.replaceAll(/^[\r\n]+|[\r\n]+$/g, '')
		.replaceAll(/[\r\n\t]+/g, ' ');
	const room = longestText - textIn(text).length;
	return {...edited(text), before: text.before + line.slice(0, Math.max(0, room))};
}

export const edited = (text: OpenText): OpenText => ({...text, offered: false, touched: true, refused: false});

/** Moves the cursor by one character. */
export function step(text: OpenText, direction: 'left' | 'right'): OpenText {
	if (direction === 'left') {
		const last = characters(text.before).at(-1) ?? '';
		return {...text, before: text.before.slice(0, text.before.length - last.length), after: last + text.after};
	}
	const first = characters(text.after)[0] ?? '';
	return {...text, before: text.before + first, after: text.after.slice(first.length)};
}

/** Deletes the character left or right of the cursor. */
export function erase(text: OpenText, direction: 'left' | 'right'): OpenText {
	const moved = step(text, direction);
	return edited(direction === 'left' ? {...moved, after: text.after} : {...moved, before: text.before});
}
