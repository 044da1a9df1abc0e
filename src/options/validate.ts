// Validation of option values: what is wrong with a text, in the words of whatever refuses it.
import {dnsLabel} from '../kubernetes/names.ts';
import {asWizardError, type NextCommand, WizardError} from '../system/errors.ts';
import {hiddenIn} from '../system/hidden-characters.ts';
import {cleanLine} from '../system/text.ts';
import {wideCharacter} from '../system/wide-characters.ts';
import type {Validate} from './option.ts';

const longest = 80;

/** `"x" is not a valid image tag: …`; the text is cleaned and cut. */
export const invalid = (text: string, what: string): string =>
	`${JSON.stringify(cleanLine(text.slice(0, longest)))} is not a valid ${what}`;

/**
 * What keeps a text from being a name on Kubeflow: its database takes no character beyond U+FFFF, and answers a name that
 * is empty or longer than its column with an internal error.
 */
export const nameOnKubeflow =
	(what: string, longestName: number): Validate =>
	text => {
		const hidden = hiddenIn(text);
		if (text.trim() === '') return `The ${what} is empty`;
		if (hidden.length > 0) return `${invalid(text, what)}: it has characters that cannot be seen, ${hidden.join(', ')}`;
		if (wideCharacter.test(text))
			return `${invalid(text, what)}: Kubeflow cannot store emoji and other characters beyond U+FFFF`;
		if (text.length <= longestName) return undefined;
		return `${invalid(text, what)}: use at most ${longestName} characters; it has ${text.length}`;
	};

/** For a value that is a DNS-1123 label on the cluster, such as a namespace. */
export const labelProblem =
	(what: string): Validate =>
	text =>
		dnsLabel.test(text)
			? undefined
			: `${invalid(text, what)}: use at most 63 lower-case letters, digits and "-", with a letter or digit at both ends`;

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

/**
 * `correct`: the next commands, from the values that are probably meant.
 * @throws WizardError `usage` naming the flag or the variable that the text came from.
 */
export function refuseInvalid(
	text: string,
	source: string,
	validate: Validate | undefined,
	correct: (likely: readonly string[]) => readonly NextCommand[] = () => [],
): void {
	const [message, ...detail] = validate?.(text)?.split('\n') ?? [];
	if (message === undefined) return;
	const likely = likelyForms(text).find(form => validate?.(form) === undefined);
	throw new WizardError('usage', `${source}: ${message}`, {
		code: 'BAD_VALUE',
		...(detail.length === 0 ? {} : {detail: detail.join('\n')}),
		next: correct(likely === undefined ? [] : [likely]),
	});
}

/** As people write names that may have lower-case letters only, and no blanks. */
const likelyForms = (text: string): readonly string[] => {
	const lower = text.trim().toLowerCase();
	return [text.trim(), lower, lower.replaceAll(/[\s_]+/g, '-')];
};
