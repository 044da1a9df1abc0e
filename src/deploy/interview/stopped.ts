// Ctrl-C or a declined plan in an interview: what was changed so far, and the command that resumes with every answer.
import {listContexts} from '../../kubernetes/kubectl.ts';
import type {CommandName} from '../../options/option.ts';
import {isOff} from '../../options/options.ts';
import {remainingPlanValues} from '../../options/plan-values.ts';
import {resumeCommand} from '../../options/rerun-command.ts';
import type {PlanValue} from '../../schema/plan.ts';
import {asCancelled, asWizardError, withDetails} from '../../system/errors.ts';
import type {Context} from '../../ui/context.ts';
import {namedHost} from '../reach/named-host.ts';
import type {AnswerBook} from './answers.ts';

type Stopped = {
	readonly command: CommandName;
	readonly book: AnswerBook;
	/** What was changed before the plan was agreed to, such as the files of fixes. */
	readonly changed: readonly string[];
};

/** The error as the user gets it; any other is as it was. */
export async function stopped(thrown: unknown, {command, book, changed}: Stopped, context: Context): Promise<unknown> {
	const {ui} = context;
	const known = asWizardError(thrown);
	const isDeclined = known.kind === 'declined' && !ui.signal.aborted;
	if (known.kind !== 'cancelled' && !isDeclined && !ui.signal.aborted) return thrown;
	const error = isDeclined ? known : asCancelled(thrown);
	const all = [...changed, ...error.changed];
	return withDetails(error, {
		changed: all,
		...(all.length === 0 && error.detail === undefined && !isDeclined ? {detail: 'Nothing was changed'} : {}),
		...(command === 'deploy' && ui.interactive && error.next.length === 0
			? {next: [{command: resumeCommand(await rowsOf(book, context)), when: 'to resume with these answers'}]}
			: {}),
	});
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
