// The questions of options, from the catalogue; and the value of an option, asked for where it is not set.
import {defined} from '../system/defined.ts';
import type {AnswerTo, Choice, SelectQuestion, TextQuestion, Ui} from '../ui/ui.ts';
import {flagSyntax} from './names.ts';
import type {Validate} from './option.ts';
import {type OptionName, type Sourced, specOf} from './options.ts';
import {refuseInvalid} from './validate.ts';

function common(name: OptionName) {
	const {question} = specOf(name);
	if (question === undefined) throw new Error(`the option ${name} has no question`);
	return {name, flag: flagSyntax(name), ...question};
}

const validateOf = (name: OptionName): Validate | undefined => {
	const spec = specOf(name);
	return spec.kind === 'text' || spec.kind === 'number' ? spec.validate : undefined;
};

/** Asks for the text of an option; `more` overrides what the catalogue has. */
export const textQuestion = (name: OptionName, more: Partial<TextQuestion> = {}): TextQuestion => ({
	kind: 'text',
	...common(name),
	...defined({validate: validateOf(name)}),
	...more,
});

/** Asks for one of several values of an option. */
export const selectQuestion = (
	name: OptionName,
	choices: readonly Choice[],
	more: Partial<SelectQuestion> = {},
): SelectQuestion => ({kind: 'select', ...common(name), choices, ...more});

/**
 * The value of an option where it is set, else the answer to its question; when not interactive, the question's default.
 * @throws WizardError `usage` for a text that the question does not accept.
 */
export async function valueOrAnswer<Q extends SelectQuestion | TextQuestion>(
	set: Sourced | undefined,
	question: Q,
	ui: Ui,
): Promise<Sourced> {
	if (set !== undefined) {
		if (question.kind === 'text') refuseInvalid(set.value, set.source, question.validate);
		return set;
	}
	const value: string = (await ui.ask(question)) satisfies AnswerTo<Q> as string;
	return {value, source: !ui.interactive && value === question.initial ? 'default' : 'asked'};
}
