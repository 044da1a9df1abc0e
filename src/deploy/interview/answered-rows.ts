// An answer as rows of a plan: the flags that give it without its question.
import type {PlanValue} from '../../schema/plan.ts';
import {splitWords} from '../../system/split-words.ts';
import {quote} from '../../system/text.ts';
import type {Question} from '../../ui/ui.ts';

/** None for a secret, and for an answer that no flag gives. */
export function answeredRows(question: Question, value: unknown): readonly PlanValue[] {
	if (typeof value !== 'string' || (question.kind === 'text' && question.masked === true)) return [];
	const chosen = question.kind === 'select' ? question.choices.find(choice => choice.value === value) : undefined;
	return rowsOf(chosen?.flags ?? flagWith(question.flag, value));
}

/** `--image REF` with the value in place of `REF`; nothing where several flags answer the question. */
function flagWith(flag: string, value: string): string {
	const [, name] = /^(--[\w-]+) [A-Z][\w=-]*$/.exec(flag) ?? [];
	return name === undefined ? '' : `${name} ${quote(value)}`;
}

function rowsOf(flags: string): readonly PlanValue[] {
	const words = splitWords(flags) ?? [];
	return words.flatMap((word, index) => {
		if (!word.startsWith('--')) return [];
		const next = words[index + 1];
		const value = next === undefined || next.startsWith('--') ? 'true' : next;
		return [{name: word.slice(2), value, source: 'asked'}];
	});
}
