// Ctrl-C in the middle of a field: what was typed there is kept where it is an answer, so that the deploy resumes with it.
import {flagName, optionOfRow} from '../../options/names.ts';
import type {OptionChanges, OptionName} from '../../options/options.ts';
import {typedValue} from '../../options/resolve.ts';
import {WizardError} from '../../system/errors.ts';
import {type Question, Unsent} from '../../ui/ui.ts';
import type {AnswerBook} from './answers.ts';

/** `thrown`: what ended the question. `option`: the one that the question changes, where it is not a question of a step. */
export function keepUnsent(question: Question, thrown: unknown, book: AnswerBook, option?: OptionName): void {
	const unsent = thrown instanceof WizardError && thrown.cause instanceof Unsent ? thrown.cause : undefined;
	if (unsent === undefined) return;
	const {field: name, text} = unsent;
	const field = question.kind === 'plan' ? question.edits?.[name] : question;
	if (field?.kind !== 'text' || field.masked === true || text.trim() === '') return;
	if (field.validate?.(text) !== undefined) return;
	const changed = question.kind === 'plan' ? optionOfRow(name)?.name : option;
	if (changed === undefined) return book.breakOff(field, text);
	const answers = {[changed]: typedValue(changed, text, flagName(changed))} as OptionChanges;
	book.change({answers, settled: {}, forget: []});
}
