// A line of text: what is typed and pasted, where the cursor is, and whether it will do.
import {clean} from '../../../../system/text.ts';
import {characters} from '../../../text/fit.ts';
import type {TextQuestion} from '../../../ui.ts';
import {type Answered, answered, backKeys, type Binding, isText} from '../bindings.ts';

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

/** Nobody types more; a paste may be a whole file. */
const longestText = 4096;

export const text = (question: TextQuestion): TextAsking => ({
	kind: 'text',
	question,
	before: question.initial ?? '',
	after: '',
	touched: false,
	refused: false,
});

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

const edited = (text: TextAsking): TextAsking => ({...text, touched: true, refused: false});

/** Moves the cursor by one character. */
function step(text: TextAsking, direction: 'left' | 'right'): TextAsking {
	if (direction === 'left') {
		const last = characters(text.before).at(-1) ?? '';
		return {...text, before: text.before.slice(0, text.before.length - last.length), after: last + text.after};
	}
	const first = characters(text.after)[0] ?? '';
	return {...text, before: text.before + first, after: text.after.slice(first.length)};
}

/** Deletes the character left or right of the cursor. */
function erase(text: TextAsking, direction: 'left' | 'right'): TextAsking {
	const moved = step(text, direction);
	return edited(direction === 'left' ? {...moved, after: text.after} : {...moved, before: text.before});
}

function submit(text: TextAsking): TextAsking | Answered {
	if (problemWith(text) !== undefined) return {...text, touched: true, refused: true};
	return answered(text.question, textIn(text));
}

/** A secret is nobody's to keep. */
const unfinished = (text: TextAsking): string | undefined =>
	text.touched && text.question.masked !== true ? textIn(text) : undefined;

export const textKeys: readonly Binding<TextAsking>[] = [
	{keys: ['enter'], name: 'enter', label: 'take', bar: true, run: submit},
	{
		keys: ['ctrl-u'],
		name: 'ctrl-u',
		label: 'clear',
		bar: true,
		when: text => text.before !== '',
		run: text => edited({...text, before: '', after: text.question.masked === true ? '' : text.after}),
	},
	backKeys(unfinished),
	{keys: ['left', 'ctrl-b'], name: 'left right', label: 'move', run: text => step(text, 'left')},
	{keys: ['right', 'ctrl-f'], run: text => step(text, 'right')},
	{
		keys: ['home', 'ctrl-a'],
		name: 'ctrl-a ctrl-e',
		label: 'to the start, to the end',
		run: text => ({...text, before: '', after: text.before + text.after}),
	},
	{keys: ['end', 'ctrl-e'], run: text => ({...text, before: text.before + text.after, after: ''})},
	{keys: ['backspace', 'ctrl-h'], run: text => erase(text, 'left')},
	{keys: ['delete', 'ctrl-d'], run: text => erase(text, 'right')},
	{
		keys: ['ctrl-w'],
		name: 'ctrl-w',
		label: 'delete a word',
		run: text => edited({...text, before: text.before.replace(/\S*\s*$/, '')}),
	},
	{keys: ['ctrl-k'], name: 'ctrl-k', label: 'delete to the end', run: text => edited({...text, after: ''})},
	{keys: ['space'], run: text => insert(text, ' ')},
	{keys: isText, run: insert},
];
