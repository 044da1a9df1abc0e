// The interview: choosing is a function of the options and answers. Going back, or a change, runs it again from what is kept.
import type {CommandName} from '../../options/option.ts';
import type {Options} from '../../options/options.ts';
import {WizardError} from '../../system/errors.ts';
import type {Context} from '../../ui/context.ts';
import {type AnswerTo, type Question, type Ui, WentBack} from '../../ui/ui.ts';
import {afterError} from './after-error.ts';
import {type AnswerBook, answerBook} from './answers.ts';
import {type EmitOnce, emitOnce} from './emit-once.ts';
import {keepUnsent} from './keep-unsent.ts';
import {newReadings, type Readings} from './readings.ts';
import {Rerun} from './rerun.ts';
import {type Continue, openResume, type Resume} from './resume.ts';
import {stopped} from './stopped.ts';
import type {UnfinishedStore} from './unfinished.ts';

/** A context whose UI remembers the answers, and what was read of the project already. */
export type Interview = Context & {readonly readings: Readings};

export type InterviewOf = {
	/** Whose flags errors name. */
	readonly command: CommandName;
	/** The arguments of the command. */
	readonly args?: readonly string[];
	/** What was read of the project just before. */
	readonly readings?: Readings | undefined;
	/** Where the answers are kept until it is finished. */
	readonly store?: UnfinishedStore | undefined;
	/** Default: asked. */
	readonly continues?: Continue;
};

/**
 * Runs `work` to its end. `WentBack` runs it again up to the question before, `Rerun` with other answers. An error becomes
 * a question where it has ways out, or where leaving would lose answers that a person has given.
 * @throws whatever the work throws, when not interactive or when the user leaves; `WentBack` from the first question of a
 *   command that was chosen on another screen.
 */
export async function interview<T>(
	context: Context,
	options: Options,
	work: (interview: Interview, options: Options) => Promise<T>,
	{command, args = [], readings = newReadings(), store, continues = 'ask'}: InterviewOf,
): Promise<T> {
	const {ui, isChosen = false} = context;
	const changed = new Set<string>();
	const events = emitOnce(event => {
		if (event.event === 'written') for (const {file} of event.files) changed.add(`changed ${file}`);
		ui.emit(event);
	});
	const book = answerBook(options, isChosen);
	const resume = await openResume(store, book, options, {...context, uploads: readings.uploads, continues});
	try {
		for (;;) {
			try {
				return await work({...context, ui: remembering(ui, book, events, resume), readings}, book.options());
			} catch (thrown) {
				if (thrown instanceof WentBack && book.isAtStart()) throw thrown;
				// What was changed stays so when the work runs again.
				if (thrown instanceof WizardError) for (const change of thrown.changed) changed.add(change);
				const next =
					thrown instanceof Rerun
						? thrown
						: thrown instanceof WentBack
							? {backTo: undefined}
							: await afterError(thrown, {command, book}, context);
				if (next instanceof Rerun) book.change(next);
				else book.goBack(next.backTo);
				await resume.save();
				if (next instanceof Rerun && next.reconnect) readings.dropCluster();
				if (next instanceof Rerun && next.reread) readings.drop();
				// What was noted of it before may no longer hold.
				if (next instanceof Rerun && (next.reconnect || next.reread)) events.forget();
				book.rewind();
				events.rewind();
			}
		}
	} catch (thrown) {
		await resume.save();
		for (const upload of readings.uploaded) changed.add(`uploaded: ${upload}`);
		throw await stopped(thrown, {command, args, book, changed: [...changed]}, context);
	} finally {
		events.stop();
	}
}

function remembering(ui: Ui, book: AnswerBook, events: EmitOnce, resume: Resume): Ui {
	if (!ui.interactive) return ui;
	return {
		...ui,
		begin: header => ui.begin(header),
		emit: events.emit,
		ask: async <Q extends Question>(question: Q): Promise<AnswerTo<Q>> => {
			const known = book.answerTo(question);
			if (known !== undefined) return known.value;
			events.catchUp();
			await resume.offerAt(question);
			const value = await ui.ask(book.prepared(question)).catch((thrown: unknown) => {
				if (thrown instanceof WentBack) book.leave(question, thrown.unfinished);
				keepUnsent(question, thrown, book);
				throw thrown;
			});
			book.keep(question, value);
			await resume.save();
			return value;
		},
	};
}
