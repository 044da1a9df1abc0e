// The keys of a text field.
import {answered, type Answered, backKeys, type Binding, isText} from '../bindings.ts';
import {answerIn, edited, erase, insert, problemWith, step, take, type OpenText, textIn} from './state.ts';

function submit(text: OpenText): OpenText | Answered {
	if (problemWith(text) !== undefined) return {...text, touched: true, refused: true};
	return answered(text.question, answerIn(text));
}

/** A secret is not kept. */
export const unfinished = (text: OpenText): string | undefined =>
	text.touched && text.question.masked !== true ? textIn(text) : undefined;

export const textKeys: readonly Binding<OpenText>[] = [
	{keys: ['enter'], name: 'enter', label: 'accept', bar: true, run: submit},
	{
		keys: ['ctrl-u'],
		name: 'ctrl-u',
		label: 'clear',
		bar: true,
		when: text => text.before !== '' || text.offered,
		run: text => edited({...text, before: '', after: text.question.masked === true ? '' : text.after}),
	},
	{keys: ['tab'], name: 'tab', label: 'edit', bar: true, when: ({offered}) => offered, run: take},
	backKeys(unfinished),
	{keys: ['left', 'ctrl-b'], name: 'left right', label: 'move', run: text => step(take(text), 'left')},
	{keys: ['right', 'ctrl-f'], run: text => step(take(text), 'right')},
	{keys: ['up', 'down'], when: ({offered}) => offered, run: take},
	{
		keys: ['home', 'ctrl-a'],
		name: 'ctrl-a ctrl-e',
		label: 'start, end of the line',
		run: text => ({...take(text), before: '', after: textIn(take(text))}),
	},
	{keys: ['end', 'ctrl-e'], run: text => ({...take(text), before: textIn(take(text)), after: ''})},
	{keys: ['backspace', 'ctrl-h'], run: text => erase(take(text), 'left')},
	{keys: ['delete', 'ctrl-d'], run: text => erase(take(text), 'right')},
	{
		keys: ['ctrl-w'],
		name: 'ctrl-w',
		label: 'delete a word',
		run: text => edited({...text, before: take(text).before.replace(/\S*\s*$/, '')}),
	},
	{keys: ['ctrl-k'], name: 'ctrl-k', label: 'delete to the end', run: text => edited({...text, after: ''})},
	{keys: ['space'], run: text => insert(text, ' ')},
	{keys: isText, run: insert},
];
