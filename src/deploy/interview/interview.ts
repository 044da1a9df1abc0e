// The interview: choosing is a function of the options and answers. Going back, or a change, runs it again from what is kept.
import type {OptionChanges, Options} from '../../options/options.ts';
import {defined} from '../../system/defined.ts';
import {asWizardError, type WizardError} from '../../system/errors.ts';
import type {Context} from '../../ui/context.ts';
import {type AnswerTo, type Question, type SelectQuestion, type Ui, WentBack} from '../../ui/ui.ts';
import {type AnswerBook, answerBook} from './answers.ts';
import {type EmitOnce, emitOnce} from './emit-once.ts';
import {newReadings, type Readings} from './readings.ts';

/** A context whose UI remembers the answers, and what was read of the project already. */
export type Interview = Context & {readonly readings: Readings};

/** Thrown by the work: it runs again, without asking what is still valid. */
export class Rerun extends Error {
	/** Options that have another value now. */
	readonly answers: OptionChanges;
	/** Options that count as set from now on, like a flag: their question is not asked again. */
	readonly settled: OptionChanges;
	/** Names of questions to ask again. */
	readonly forget: readonly string[];
	/** The project's files have changed: what was read of them is read again. */
	readonly reread: boolean;

	constructor({
		answers = {},
		settled = {},
		forget = [],
		reread = false,
	}: {answers?: OptionChanges; settled?: OptionChanges; forget?: readonly string[]; reread?: boolean} = {}) {
		super('The interview runs again');
		this.answers = answers;
		this.settled = settled;
		this.forget = forget;
		this.reread = reread;
	}
}

/**
 * Runs `work` to its end. `WentBack` runs it again up to the question before, `Rerun` with other answers. An error becomes
 * a question where leaving would lose answers that a person has given.
 * `readings`: what was read of the project just before.
 * @throws whatever the work throws, when not interactive or when the user leaves; `WentBack` from the first question of a
 *   command that was chosen on another screen.
 */
export async function interview<T>(
	context: Context,
	options: Options,
	work: (interview: Interview, options: Options) => Promise<T>,
	readings: Readings = newReadings(),
): Promise<T> {
	const {ui, isChosen = false} = context;
	const events = emitOnce(event => ui.emit(event));
	const book = answerBook(options, isChosen);
	for (;;) {
		try {
			return await work({...context, ui: remembering(ui, book, events), readings}, book.options());
		} catch (thrown) {
			if (thrown instanceof WentBack && book.isAtStart()) throw thrown;
			const next = thrown instanceof WentBack || thrown instanceof Rerun ? thrown : await afterError(thrown, ui, book);
			if (next instanceof WentBack) book.goBack();
			else book.change(next);
			if (next instanceof Rerun && next.reread) {
				readings.drop();
				events.forget();
			}
			book.rewind();
			events.rewind();
		}
	}
}

function remembering(ui: Ui, book: AnswerBook, events: EmitOnce): Ui {
	if (!ui.interactive) return ui;
	return {
		...ui,
		begin: header => ui.begin(header),
		emit: events.emit,
		ask: async <Q extends Question>(question: Q): Promise<AnswerTo<Q>> => {
			const known = book.answerTo(question);
			if (known !== undefined) return known.value;
			events.catchUp();
			const value = await ui.ask(book.prepared(question)).catch((thrown: unknown) => {
				if (thrown instanceof WentBack) book.leave(question, thrown.unfinished);
				throw thrown;
			});
			book.keep(question, value);
			return value;
		},
	};
}

/** What to do about an error. @throws the error itself where the user cannot do anything about it here. */
async function afterError(thrown: unknown, ui: Ui, book: AnswerBook): Promise<Rerun | WentBack> {
	const error = asWizardError(thrown);
	const hopeless = error.kind === 'cancelled' || error.kind === 'declined' || error.code === 'BUG';
	if (!ui.interactive || ui.signal.aborted || hopeless || !book.hasAnswers()) throw thrown;
	const answer = await ui.ask(errorQuestion(error, book.backLabel())).catch((left: unknown) => {
		if (left instanceof WentBack) return 'back';
		throw left;
	});
	if (answer === 'leave') throw error;
	return answer === 'retry' ? new Rerun({reread: true}) : new WentBack();
}

function errorQuestion(error: WizardError, back: string | undefined): SelectQuestion {
	const help = [
		...(error.detail === undefined ? [] : [error.detail]),
		...error.next.map(({command, when}) => (when === undefined ? command : `${command}  (${when})`)),
	];
	return {
		kind: 'select',
		name: 'error',
		message: error.message,
		flag: '--yes',
		aside: true,
		...defined({help: help.length === 0 ? undefined : help.join('\n'), back: back === undefined ? undefined : true}),
		choices: [
			{value: 'retry', label: 'Try again', hint: 'after you fixed it'},
			...(back === undefined ? [] : [{value: 'back', label: back}]),
			{value: 'leave', label: 'Leave', hint: 'nothing was changed on the cluster'},
		],
		// A wrong answer is given anew; anything else is fixed outside.
		initial: error.kind === 'usage' && back !== undefined ? 'back' : 'retry',
	};
}
