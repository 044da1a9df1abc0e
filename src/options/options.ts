// The answers: what was given by flag or variable, and what is asked or defaulted; every value knows its source.
import {asWizardError, WizardError} from '../system/errors.ts';
import type {PlanValue} from '../schema/plan.ts';
import type {AnswerTo, ConfirmQuestion, SelectQuestion, TextQuestion, Ui} from '../ui/ui.ts';

/** What flags and environment variables said, by answer name. */
export type Given = Readonly<Record<string, GivenValue>>;
export type GivenValue = {
	readonly value: string | boolean | readonly string[];
	/** The flag or the variable, as the plan shows it. */
	readonly source: string;
};

/** Tells of a change as soon as it is made, in words such as `pushed REF`: what fails later says what stays. */
export type Did = (change: string) => void;

/** A value and where it came from: a flag, a variable, `asked`, `detected: …` or `default`. */
export type Answer<T = string> = {readonly value: T; readonly source: string};

export function givenText(given: Given, name: string): Answer | undefined {
	const found = given[name];
	return typeof found?.value === 'string' ? {value: found.value, source: found.source} : undefined;
}

export function givenList(given: Given, name: string): readonly string[] {
	const value = given[name]?.value;
	return Array.isArray(value) ? value : [];
}

/** True when a switch was turned on. */
export const isOn = (given: Given, name: string): boolean => given[name]?.value === true;

/** True when something that is on by default was turned off with its `--no-` flag. */
export const isOff = (given: Given, name: string): boolean => given[name]?.value === false;

/** The given value, checked like a typed one, or the answer to the question. */
export async function answer<Q extends SelectQuestion | TextQuestion | ConfirmQuestion>(
	given: Given,
	ui: Ui,
	question: Q,
	defaultSource = 'default',
): Promise<Answer<AnswerTo<Q>>> {
	const known = given[question.name];
	if (known !== undefined && typeof known.value === (question.kind === 'confirm' ? 'boolean' : 'string')) {
		if (question.kind === 'text') refuseBad(known, question.validate);
		return {value: known.value as AnswerTo<Q>, source: known.source};
	}
	const value = await ui.ask(question);
	const taken = !ui.interactive && value === (question.initial as unknown);
	return {value, source: taken ? defaultSource : 'asked'};
}

/** A row of the plan. */
export const planValue = (name: string, {value, source}: Answer<string | boolean>): PlanValue => ({
	name,
	value: String(value),
	source,
});

/** What is wrong with a text, in the words of the parser that refuses it. */
export const problemWith =
	(parse: (text: string) => unknown) =>
	(text: string): string | undefined => {
		try {
			parse(text);
			return undefined;
		} catch (thrown) {
			const {message, detail} = asWizardError(thrown);
			return detail === undefined ? message : `${message}\n${detail}`;
		}
	};

/** @throws WizardError `usage` naming the flag or the variable. */
export function refuseBad(
	{value, source}: GivenValue,
	problem: ((text: string) => string | undefined) | undefined,
): void {
	const [message, ...detail] = problem?.(String(value))?.split('\n') ?? [];
	if (message === undefined) return;
	throw new WizardError('usage', `${source}: ${message}`, {
		code: 'BAD_VALUE',
		...(detail.length === 0 ? {} : {detail: detail.join('\n')}),
	});
}
