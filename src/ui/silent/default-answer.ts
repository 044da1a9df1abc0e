// The default answer of a question, for runs that are not interactive.
import {WizardError} from '../../system/errors.ts';
import type {AnswerTo, FindingsAnswer, PlanAnswer, Question} from '../ui.ts';

/**
 * The question's default.
 * @throws WizardError `usage`: `MISSING_ANSWER` without a default, `BAD_ANSWER` if the default is not valid.
 */
export function defaultAnswer<Q extends Question>(question: Q): AnswerTo<Q> {
	return taken(question) as AnswerTo<Q>;
}

function taken(question: Question): string | boolean | readonly string[] | PlanAnswer | FindingsAnswer {
	switch (question.kind) {
		case 'plan':
			return {do: 'go'};
		case 'findings':
			if (!question.canGoOn) throw missingAnswer(question);
			return {do: 'go'};
		case 'confirm':
			return question.initial;
		case 'text':
			if (question.initial === undefined) throw missingAnswer(question);
			return checked(question, question.initial, question.validate?.(question.initial));
		case 'select':
			if (question.initial === undefined) throw missingAnswer(question);
			return checked(question, question.initial, unavailable(question, question.initial));
		case 'multiselect': {
			if (question.initial === undefined) throw missingAnswer(question);
			const problem = question.initial.map(value => unavailable(question, value)).find(why => why !== undefined);
			return checked(question, question.initial, problem);
		}
	}
}

/** The error of a question that cannot be asked; it names the flag. */
export function missingAnswer({message, flag}: Question): WizardError {
	return new WizardError('usage', `Missing required option (not interactive): ${flag}`, {
		code: 'MISSING_ANSWER',
		detail: `It answers the question: ${message}`,
		next: [{command: flag, when: 'to answer it'}],
	});
}

function unavailable({choices}: Extract<Question, {choices: unknown}>, value: string): string | undefined {
	const choice = choices.find(one => one.value === value);
	return choice === undefined ? `${value} is not one of the choices` : choice.disabled;
}

function checked<T extends string | readonly string[]>(question: Question, value: T, problem: string | undefined): T {
	if (problem === undefined) return value;
	throw new WizardError('usage', `The default for ${question.flag} is not valid: ${problem}`, {
		code: 'BAD_ANSWER',
		detail: `${question.message} ${String(value)}`,
		next: [{command: question.flag}],
	});
}
