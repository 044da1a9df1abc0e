// The small questions as Inquirer prompts, with a way back in each of them.
import {checkbox, confirm, input, password, select} from '@inquirer/prompts';
import type {SmallQuestion} from '../sequence/small-question.ts';
import {columnsOf, fold, type Output} from '../text/fold.ts';
import type {Look} from '../text/look.ts';
import {row, textOf} from '../text/rows.ts';
import type {Choice, ConfirmQuestion, MultiSelectQuestion, SelectQuestion, TextQuestion} from '../ui.ts';
import {choiceTexts} from '../views/choices.ts';
import {listTheme, theme} from './ascii-theme.ts';
import {defined} from '../../system/defined.ts';

export type Terminal = {
	readonly stdin: NodeJS.ReadStream;
	readonly stdout: NodeJS.WriteStream;
	readonly signal: AbortSignal;
	readonly look: Look;
};

type Context = {readonly input: NodeJS.ReadStream; readonly output: NodeJS.WriteStream; readonly signal: AbortSignal};

/** Gets what is in a field that is not masked, as it is typed. */
export type OnTyped = (text: string) => void;

/** Goes back when it is all that is typed. */
export const backText = '<';

export const goBack = Symbol('back');

/** How many choices are shown: the rows of the terminal without those around the list. */
export const pageSizeOf = ({rows = 24}: {readonly rows?: number}): number => Math.max(7, rows - 6);

export async function ask(
	question: SmallQuestion,
	terminal: Terminal,
	context: Context,
	onTyped: OnTyped,
): Promise<string | boolean | readonly string[] | typeof goBack> {
	const asked = {...question, message: messageOf(question, context)};
	switch (asked.kind) {
		case 'select':
			return askSelect(asked, terminal, context);
		case 'multiselect':
			return askMany(asked, terminal, context);
		case 'text':
			return asked.masked === true ? askMasked(asked, terminal, context) : askText(asked, terminal, context, onTyped);
		case 'confirm':
			return askConfirm(asked, terminal, context);
	}
}

/** Inquirer breaks a long message in the middle of a word. */
export function messageOf(question: SmallQuestion, {output}: {readonly output: Output}): string {
	const isMarked = question.kind === 'select' && question.choices.some(({isRecommended}) => isRecommended === true);
	const message = isMarked ? `${question.message} (* recommended)` : question.message;
	return fold(row(message), columnsOf(output) - signColumns)
		.map(textOf)
		.join('\n');
}

/** What Inquirer puts before a message. */
const signColumns = 2;

async function askSelect(
	question: SelectQuestion,
	{look}: Terminal,
	context: Context,
): Promise<string | typeof goBack> {
	const {message, choices, initial} = question;
	return select<string | typeof goBack>(
		{
			message,
			pageSize: pageSizeOf(context.output),
			choices: [...listed(choices, context, look), ...backChoice(question, look)],
			...defined({default: initial}),
			...listTheme(look),
		},
		context,
	);
}

/** Only Esc leads back: a choice for it would be marked together with all others. */
async function askMany(question: MultiSelectQuestion, {look}: Terminal, context: Context): Promise<readonly string[]> {
	const {message, choices, initial} = question;
	return checkbox<string>(
		{
			message,
			pageSize: pageSizeOf(context.output),
			choices: listed(choices, context, look).map(one => ({
				...one,
				checked: one.disabled === undefined && (initial?.includes(one.value) ?? false),
			})),
			...listTheme(look),
		},
		context,
	);
}

async function askText(
	question: TextQuestion,
	{look}: Terminal,
	context: Context,
	onTyped: OnTyped,
): Promise<string | typeof goBack> {
	const {message, initial, suggested} = question;
	const text = await input(
		{
			message,
			validate: typed => problemWith(question, typed) ?? true,
			transformer: typed => {
				onTyped(typed);
				return typed;
			},
			// Tab takes the default for editing; the first character typed replaces it.
			...defined({default: initial ?? suggested}),
			...theme(look),
		},
		context,
	);
	return isBack(question, text) ? goBack : text;
}

async function askMasked(question: TextQuestion, {look}: Terminal, context: Context): Promise<string | typeof goBack> {
	const {message} = question;
	const typed = await password(
		{message, toggleMask: false, validate: text => problemWith(question, text) ?? true, ...theme(look)},
		context,
	);
	return isBack(question, typed) ? goBack : typed;
}

/** Inquirer's confirm has no third answer: with a way back it is a list. */
async function askConfirm(
	question: ConfirmQuestion,
	{look}: Terminal,
	context: Context,
): Promise<boolean | typeof goBack> {
	const {message, initial} = question;
	if (question.back !== true) return confirm({message, default: initial, ...theme(look)}, context);
	return select<boolean | typeof goBack>(
		{
			message,
			choices: [{value: true, name: 'Yes'}, {value: false, name: 'No'}, ...backChoice(question, look)],
			default: initial,
			...listTheme(look),
		},
		context,
	);
}

const isBack = ({back}: TextQuestion, text: string): boolean => back === true && text.trim() === backText;

const problemWith = (question: TextQuestion, text: string): string | undefined =>
	isBack(question, text) ? undefined : question.validate?.(text);

type Listed = {readonly value: string; readonly name: string; readonly short: string; readonly disabled?: string};

/** Inquirer puts a cursor or a box before each choice; a text that is too long would be wrapped. */
function listed(choices: readonly Choice[], {output}: Context, look: Look): readonly Listed[] {
	const texts = choiceTexts(choices, Math.max(20, output.columns - 5), look);
	return choices.map(({value, label = value, disabled}, index) => ({
		value,
		name: texts[index] ?? label,
		short: label,
		...defined({disabled: disabled === undefined ? undefined : `(${disabled})`}),
	}));
}

/** The way back as the last choice, unless one of the question's own is it. */
export function backChoice(
	question: SmallQuestion,
	{glyphs}: Look,
): readonly {value: typeof goBack; name: string; short: string}[] {
	const isThere = question.kind === 'select' && question.choices.some(({isBack}) => isBack === true);
	return question.back === true && !isThere ? [{value: goBack, name: `${glyphs.back} back`, short: 'back'}] : [];
}
