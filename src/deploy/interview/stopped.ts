// The error that an interview ends with: what was changed so far, and commands that go on from there with every answer.
import {listContexts} from '../../kubernetes/kubectl.ts';
import {commandLine} from '../../options/command-line.ts';
import {optionOfRow} from '../../options/names.ts';
import type {CommandName} from '../../options/option.ts';
import {isOff, type OptionName, type Options, type Sourced, specOf} from '../../options/options.ts';
import {remainingPlanValues} from '../../options/plan-values.ts';
import {resumeCommand} from '../../options/rerun-command.ts';
import {optionsFrom} from '../../options/resolve.ts';
import type {PlanValue} from '../../schema/plan.ts';
import {asCancelled, asWizardError, type NextCommand, type WizardError, withDetails} from '../../system/errors.ts';
import type {Context} from '../../ui/context.ts';
import {completedCommand, type Running} from '../completed-command.ts';
import {namedHost} from '../reach/named-host.ts';
import type {AnswerBook} from './answers.ts';

type Stopped = {
	readonly command: CommandName;
	/** The arguments of the command. */
	readonly args: readonly string[];
	readonly book: AnswerBook;
	/** What was changed before the plan was agreed to, such as the files of fixes, and by work that failed before. */
	readonly changed: readonly string[];
};

/** The error as the user gets it: stopped by Ctrl-C or at the plan, or left at the question for the ways out of it. */
export async function stopped(thrown: unknown, of: Stopped, context: Context): Promise<unknown> {
	const {ui} = context;
	const known = asWizardError(thrown);
	const isDeclined = known.kind === 'declined' && !ui.signal.aborted;
	const isStopped = known.kind === 'cancelled' || isDeclined || ui.signal.aborted;
	if (!isStopped && (!ui.interactive || known.code === 'BUG' || !of.book.hasAnswers())) return thrown;
	const error = isStopped && !isDeclined ? asCancelled(thrown) : known;
	const changed = [...new Set([...of.changed, ...error.changed])];
	const isUnchanged = changed.length === 0 && error.detail === undefined && error.kind === 'cancelled';
	return withDetails(error, {
		changed,
		...(isUnchanged ? {detail: 'Nothing was changed'} : {}),
		...(ui.interactive ? {next: await withAnswers(error, of, context)} : {}),
	});
}

/** The next commands, each with the answers that it takes; and one that resumes, unless there is one. */
async function withAnswers(error: WizardError, of: Stopped, context: Context): Promise<readonly NextCommand[]> {
	const rows = await rowsOf(of.book, context);
	const running = runningWith(rows, of);
	const next = error.next.map(one => ({
		...one,
		command: completedCommand(one.command, running),
		isWhole: true as const,
	}));
	const isEnd = error.kind === 'cancelled' || error.kind === 'declined';
	if ((isEnd && next.length > 0) || next.some(({command}) => / --yes( |$)/.test(command))) return next;
	if (of.command === 'deploy') return [...next, resumedBy(resumeCommand(rows))];
	// As it was typed is as good.
	return of.book.hasAnswers() ? [...next, resumedBy(rerun(running))] : next;
}

const resumedBy = (command: string): NextCommand => ({command, when: 'to resume with these answers', isWhole: true});

const rerun = (running: Running): string => completedCommand(commandLine(running.words), running);

/** The command with what flags and answers set. */
function runningWith(rows: readonly PlanValue[], {command, args}: Stopped): Running {
	const set = new Map<OptionName, Sourced<unknown>>();
	for (const {name: row, value, source} of rows) {
		const option = optionOfRow(row);
		if (option === undefined || (source !== 'asked' && !source.startsWith('-'))) continue;
		const {name, off} = option;
		const {kind} = specOf(name);
		const before = set.get(name)?.value;
		const all = kind === 'list' ? [...(Array.isArray(before) ? before : []), value] : value;
		set.set(name, {value: off ? false : kind === 'switch' ? true : all, source});
	}
	const options: Options = optionsFrom(set);
	return {command, words: [command, ...args], options, context: options.context?.value};
}

/** With the current context, which may be another one by then. */
async function rowsOf(book: AnswerBook, {env}: Context): Promise<readonly PlanValue[]> {
	const options = book.options();
	const answered = book.rows();
	const rows = [...answered, ...remainingPlanValues(options, answered)];
	const isElsewhere = isOff(options.upload) || namedHost(options, env) !== undefined;
	if (isElsewhere || rows.some(({name}) => name === 'context' || name === 'host')) return rows;
	const current = (await listContexts({env}).catch(() => undefined))?.current;
	return current === undefined ? rows : [...rows, {name: 'context', value: current, source: 'asked'}];
}
