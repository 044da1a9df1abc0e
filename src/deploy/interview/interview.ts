// The conversation: choosing is a function of the answers. Going back, or changing one, runs it again from what is kept.
import {asWizardError, type WizardError} from '../../system/errors.ts';
import type {AnswerTo, Question, SelectQuestion, Ui} from '../../ui/ui.ts';
import {WentBack} from '../../ui/ui.ts';
import type {Given, GivenValue} from '../../options/options.ts';
import {newReadings, type Readings} from './readings.ts';
import {type AnswerBook, answerBook} from './answers.ts';
import {type ToldOnce, toldOnce} from './emit-once.ts';

/** What the work gets: a face that remembers, what is known by now, and what was read already. */
export type Talk = {readonly ui: Ui; readonly given: Given; readonly readings: Readings};

export type Changes = Readonly<Record<string, GivenValue['value'] | undefined>>;

/** Thrown by the work: it is to run again, without asking what still holds. */
export class Again extends Error {
	/** Answers that are another now; `undefined` takes one away. */
	readonly answers: Changes;
	/** Answers that are given from now on: their question need not come up again. */
	readonly settled: Changes;
	/** The project's files were changed, here or by the user: what was read of them counts no more. */
	readonly reread: boolean;

	constructor({
		answers = {},
		settled = {},
		reread = false,
	}: {answers?: Changes; settled?: Changes; reread?: boolean} = {}) {
		super('The conversation runs again');
		this.answers = answers;
		this.settled = settled;
		this.reread = reread;
	}
}

/**
 * Runs `work` until it comes to its end. `WentBack` runs it again up to the question before, `Again` with other answers;
 * an error becomes a question where a person has given answers that leaving would lose.
 * @throws whatever the work throws, where nobody is asked or the user leaves.
 */
export async function converse<T>(ui: Ui, given: Given, work: (talk: Talk) => Promise<T>): Promise<T> {
	const readings = newReadings();
	const told = toldOnce(event => ui.emit(event));
	const book = answerBook(given);
	for (;;) {
		try {
			return await work({ui: remembering(ui, book, told), given: book.given(), readings});
		} catch (thrown) {
			const next = thrown instanceof WentBack || thrown instanceof Again ? thrown : await afterError(thrown, ui, book);
			if (next instanceof WentBack) book.goBack();
			else book.change(next.answers, next.settled);
			if (next instanceof Again && next.reread) {
				readings.drop();
				told.forget();
			}
			book.rewind();
			told.rewind();
		}
	}
}

function remembering(ui: Ui, book: AnswerBook, told: ToldOnce): Ui {
	if (!ui.interactive) return ui;
	return {
		...ui,
		begin: header => ui.begin(header),
		emit: told.emit,
		ask: async <Q extends Question>(question: Q): Promise<AnswerTo<Q>> => {
			const known = book.answerTo(question);
			if (known !== undefined) return known.value;
			told.catchUp();
			const value = await ui.ask(book.prepared(question)).catch((thrown: unknown) => {
				if (thrown instanceof WentBack) book.leave(question, thrown.unfinished);
				throw thrown;
			});
			book.keep(question, value);
			return value;
		},
	};
}

/** What to do about an error. @throws the error itself where nobody can do anything about it here. */
async function afterError(thrown: unknown, ui: Ui, book: AnswerBook): Promise<Again | WentBack> {
	const error = asWizardError(thrown);
	const hopeless = error.kind === 'cancelled' || error.kind === 'declined' || error.code === 'BUG';
	if (!ui.interactive || ui.signal.aborted || hopeless || !book.hasAnswers()) throw thrown;
	const answer = await ui.ask(troubleQuestion(error, book.backLabel())).catch((left: unknown) => {
		if (left instanceof WentBack) return 'back';
		throw left;
	});
	if (answer === 'leave') throw error;
	return answer === 'again' ? new Again({reread: true}) : new WentBack();
}

function troubleQuestion(error: WizardError, back: string | undefined): SelectQuestion {
	const help = [
		...(error.detail === undefined ? [] : [error.detail]),
		...error.next.map(({command, when}) => (when === undefined ? command : `${command}  (${when})`)),
	];
	return {
		kind: 'select',
		name: 'trouble',
		message: error.message,
		flag: '--yes',
		aside: true,
		...(help.length === 0 ? {} : {help: help.join('\n')}),
		choices: [
			{value: 'again', label: 'Try again', hint: 'when it was mended elsewhere'},
			...(back === undefined ? [] : [{value: 'back', label: back}]),
			{value: 'leave', label: 'Leave', hint: 'nothing was deployed'},
		],
		// What the user said wrongly is said anew; what is wrong elsewhere is mended there.
		initial: error.kind === 'usage' && back !== undefined ? 'back' : 'again',
		...(back === undefined ? {} : {back: true}),
	};
}
