// Validation of option values: what is wrong with a text, in the words of whatever refuses it.
import {asWizardError, WizardError} from '../system/errors.ts';
import {cleanLine} from '../system/text.ts';
import type {Validate} from './option.ts';

const longest = 80;

/** `"x" is not a valid image tag: …`; the text is cleaned and cut. */
export const invalid = (text: string, what: string): string =>
	`${JSON.stringify(cleanLine(text.slice(0, longest)))} is not a valid ${what}`;

/** What is wrong with a text, in the words of the parser that refuses it; further lines are its detail. */
export const problemWith =
	(parse: (text: string) => unknown): Validate =>
	text => {
		try {
			parse(text);
			return undefined;
		} catch (thrown) {
			const {message, detail} = asWizardError(thrown);
			return detail === undefined ? message : `${message}\n${detail}`;
		}
	};

/** @throws WizardError `usage` naming the flag or the variable that the text came from. */
export function refuseInvalid(text: string, source: string, validate: Validate | undefined): void {
	const [message, ...detail] = validate?.(text)?.split('\n') ?? [];
	if (message === undefined) return;
	throw new WizardError('usage', `${source}: ${message}`, {
		code: 'BAD_VALUE',
		...(detail.length === 0 ? {} : {detail: detail.join('\n')}),
	});
}
