// An answer that is kept of an interview: what of it may be stored, and whether its question still takes it.
import {Sensitive} from '../../system/secrets.ts';
import {choiceFor} from '../../ui/choice-for.ts';
import type {Question} from '../../ui/ui.ts';

export type Kept = {
	readonly kind: Question['kind'];
	/** The findings of the question, in words. */
	readonly findings?: string;
	readonly value: unknown;
	/** May be written to the cache: neither a secret nor only for the moment. */
	readonly canBeStored: boolean;
	/** Used without asking; otherwise it is only the default of its question. */
	readonly settled: boolean;
	/** Was typed and not sent: it may be invalid. */
	readonly unfinished?: boolean;
};

export const keptOf = (question: Question): Pick<Kept, 'kind' | 'findings' | 'canBeStored'> => ({
	kind: question.kind,
	...(question.kind === 'findings' ? {findings: words(question)} : {}),
	canBeStored:
		question.aside !== true && question.flag.includes('--') && !(question.kind === 'text' && question.masked === true),
});

/** The value itself, also of a secret. */
export const reveal = (value: unknown): unknown => (value instanceof Sensitive ? value.reveal() : value);

/** Whether the question, as it is asked now, takes the value. */
export function holds(
	question: Question,
	{kind, findings, value: hidden}: Pick<Kept, 'kind' | 'findings' | 'value'>,
): boolean {
	const value = reveal(hidden);
	if (question.kind !== kind) return false;
	switch (question.kind) {
		case 'select': {
			const choice = choiceFor(question, value);
			return choice !== undefined && choice.disabled === undefined;
		}
		case 'multiselect':
			return (
				Array.isArray(value) &&
				value.every(one => question.choices.some(choice => choice.value === one && choice.disabled === undefined))
			);
		case 'text':
			return typeof value === 'string' && question.validate?.(value, true) === undefined;
		case 'confirm':
			return typeof value === 'boolean';
		// To ignore exactly these findings.
		case 'findings':
			return (
				typeof value === 'object' &&
				value !== null &&
				'do' in value &&
				value.do === 'go' &&
				findings === words(question)
			);
		case 'plan':
			return false;
	}
}

const words = ({findings}: Extract<Question, {kind: 'findings'}>): string =>
	JSON.stringify(findings.map(({finding}) => finding));
