// Lists as numbered lines, asked once and answered by a number or a name.
import {type Choice, type MultiSelectQuestion, type SelectQuestion, WentBack} from '../ui.ts';
import type {LineTerminal} from './typed.ts';

/** Longer lists are not read out unless asked for. */
const longList = 20;

export async function askOne(question: SelectQuestion, terminal: LineTerminal): Promise<string> {
	const {show} = terminal;
	const numbered = numberChoices(question.choices);
	readOut(question, numbered, show);
	let preset = numbered.find(({choice}) => choice.value === question.initial);
	for (;;) {
		const typed = await listen(question, terminal, numbered, 'Enter a number', preset?.number.toString());
		const taken = typed === '' ? preset : byNumberOrName(numbered, typed);
		if (taken !== undefined) {
			show(`  ${labelOf(taken.choice)}`);
			return taken.choice.value;
		}
		const matches = typed === '' || isNumber(typed) ? [] : matching(numbered, typed);
		if (matches.length === 1) preset = matches[0];
		showMatches(matches, typed, show);
	}
}

export async function askMany(question: MultiSelectQuestion, terminal: LineTerminal): Promise<readonly string[]> {
	const {show} = terminal;
	const {initial = []} = question;
	const numbered = numberChoices(question.choices);
	const preset = numbered.filter(({choice}) => initial.includes(choice.value));
	readOut(question, numbered, show);
	const shown = preset.length === 0 ? 'none' : preset.map(({number}) => number).join(', ');
	for (;;) {
		const typed = await listen(
			question,
			terminal,
			numbered,
			'Enter numbers with commas between them, all, or none',
			shown,
		);
		const taken = typed === '' ? preset : manyOf(numbered, typed);
		if (taken !== undefined) {
			show(taken.length === 0 ? '  none' : `  ${taken.map(({choice}) => labelOf(choice)).join(', ')}`);
			return taken.map(({choice}) => choice.value);
		}
		showMatches(isNumber(typed) ? [] : matching(numbered, typed), typed, show);
	}
}

/** The line that answers the question; `?` reads the list out again. */
async function listen(
	question: SelectQuestion | MultiSelectQuestion,
	{show, typed}: LineTerminal,
	numbered: readonly Numbered[],
	order: string,
	preset: string | undefined,
): Promise<string> {
	const many = numbered.length > longList;
	const ways = [
		question.kind === 'select' ? `${order} between 1 and ${numbered.length}` : order,
		...(many ? ['part of a name'] : []),
		...(question.back === true ? ['b for back'] : []),
	];
	const prompt = `${ways.join(', ')}${preset === undefined ? '' : ` [${preset}]`}: `;
	for (;;) {
		const line = (await typed.line(prompt)).trim();
		if (question.back === true && (line === 'b' || line === '<')) throw new WentBack();
		if (line !== '?') return line;
		readOut(question, numbered, show);
	}
}

function readOut(
	{message, help, choices}: SelectQuestion | MultiSelectQuestion,
	numbered: readonly Numbered[],
	show: LineTerminal['show'],
): void {
	show(message);
	if (help !== undefined) show(help);
	if (numbered.length > longList) return show(`There are ${numbered.length}. Type part of a name to list the matches.`);
	for (const one of numbered) show(numberedLine(one));
	for (const choice of choices)
		if (choice.disabled !== undefined) show(`  Not available: ${labelOf(choice)}, ${choice.disabled}`);
}

type Numbered = {readonly number: number; readonly choice: Choice};

/** Only choices that can be selected have a number. */
const numberChoices = (choices: readonly Choice[]): readonly Numbered[] =>
	choices.filter(({disabled}) => disabled === undefined).map((choice, index) => ({number: index + 1, choice}));

const labelOf = ({value, label = value}: Choice): string => label;

const spokenLabel = (choice: Choice): string =>
	choice.isRecommended === true ? `${labelOf(choice)} (recommended)` : labelOf(choice);

const numberedLine = ({number, choice}: Numbered): string =>
	`  ${number}: ${[spokenLabel(choice), ...(choice.columns ?? []), choice.hint ?? ''].filter(text => text !== '').join(', ')}`;

const isNumber = (text: string): boolean => /^[\d\s,]+$/.test(text);

function byNumberOrName(numbered: readonly Numbered[], typed: string): Numbered | undefined {
	if (/^\d+$/.test(typed)) return numbered[Number(typed) - 1];
	return numbered.find(({choice}) => choice.value === typed || choice.label === typed);
}

function manyOf(numbered: readonly Numbered[], typed: string): readonly Numbered[] | undefined {
	if (typed === 'all') return numbered;
	if (typed === 'none') return [];
	const words = typed.split(/\s*,\s*|\s+/).filter(word => word !== '');
	const taken = words.map(word => byNumberOrName(numbered, word));
	return taken.includes(undefined) ? undefined : numbered.filter(one => taken.includes(one));
}

const matching = (numbered: readonly Numbered[], typed: string): readonly Numbered[] =>
	numbered.filter(({choice}) => labelOf(choice).toLowerCase().includes(typed.toLowerCase()));

function showMatches(matches: readonly Numbered[], typed: string, show: LineTerminal['show']): void {
	if (matches.length === 0)
		return show(typed === '' ? 'There is no default here.' : `No choice matches ${typed}. Type ? to list them again.`);
	for (const one of matches.slice(0, longList)) show(numberedLine(one));
	if (matches.length > longList) show(`  and ${matches.length - longList} more: type more of the name.`);
}
