// An error where a person is present: a question with the ways out of it, the same for every error.
import type {CommandName} from '../../options/option.ts';
import {defined} from '../../system/defined.ts';
import {asWizardError, type WizardError} from '../../system/errors.ts';
import {findProgram} from '../../system/exec.ts';
import type {Context} from '../../ui/context.ts';
import type {SelectQuestion} from '../../ui/ui.ts';
import {unlessBack} from '../../ui/unless-back.ts';
import type {AnswerBook, WayBack} from './answers.ts';
import {Rerun} from './rerun.ts';
import {take} from './take-way.ts';
import {choiceOf, type Way, waysOf} from './ways.ts';

type Asking = {readonly command: CommandName; readonly book: AnswerBook};

/** What the interview does next; `backTo`: the name of an earlier question. @throws the error itself where the user leaves. */
export async function afterError(
	thrown: unknown,
	{command, book}: Asking,
	context: Context,
): Promise<Rerun | {readonly backTo: string | undefined}> {
	const {ui} = context;
	const error = asWizardError(thrown);
	const hopeless = ['cancelled', 'declined', 'run'].includes(error.kind) || error.code === 'BUG';
	if (!ui.interactive || ui.signal.aborted || hopeless) throw thrown;
	const ways = await possible(waysOf(error, command, book.options()), context);
	if (ways.length === 0 && !book.hasAnswers()) throw thrown;
	const back = book.wayBack(ways.flatMap(({flags}) => flags));
	for (;;) {
		const answer = (await ui.ask(errorQuestion(error, ways, back)).catch(unlessBack)) ?? 'back';
		if (answer === 'leave') throw error;
		if (answer === 'back') return {backTo: back?.to};
		if (answer === 'retry') return new Rerun({reread: true});
		const way = ways.find(({next}) => next.command === answer);
		const next = way && (await take(way, book, context));
		if (next !== undefined) return next;
	}
}

/** Without programs that are not installed. */
async function possible(ways: readonly Way[], {env}: Pick<Context, 'env'>): Promise<readonly Way[]> {
	const isThere = await Promise.all(
		ways.map(async way => {
			if (way.do === 'set') return true;
			const found = way.programs.map(async ([name = '']) => findProgram(name, env['PATH'] ?? ''));
			return (await Promise.all(found)).every(path => path !== undefined);
		}),
	);
	return ways.filter((_, index) => isThere[index]);
}

function errorQuestion(error: WizardError, ways: readonly Way[], back: WayBack | undefined): SelectQuestion {
	const commands = error.next.filter(
		// The whole command once more is to try again.
		next => ways.every(way => way.next !== next) && !/^kfp-wizard \w+ --yes /.test(next.command),
	);
	const isChanged = error.changed.length > 0;
	const help = [
		...(isChanged ? [`Already changed: ${error.changed.join(', ')}`] : []),
		...(error.detail === undefined ? [] : [error.detail]),
		...commands.map(({command, when}) => (when === undefined ? command : `${command}  (${when})`)),
	];
	return {
		kind: 'select',
		name: 'error',
		message: error.message,
		flag: '--yes',
		aside: true,
		...defined({help: help.length === 0 ? undefined : help.join('\n'), back: back === undefined ? undefined : true}),
		choices: [
			...ways.map(choiceOf),
			{value: 'retry', label: 'Try again', hint: 'after you fixed it'},
			...(back === undefined
				? []
				: [{value: 'back', label: back.label, isBack: true as const, ...defined({hint: back.hint})}]),
			{
				value: 'leave',
				label: 'Leave',
				hint: isChanged ? 'what was changed stays' : 'nothing was changed on the cluster',
			},
		],
		initial: likeliest(error, ways, back),
	};
}

/** Those skip a check or change what is not the project's: they are chosen, never taken by Enter. */
const bold: readonly string[] = ['--ignore', '--no-smoke', '--allow-file', '--adopt-secret'];

/**
 * What is down may be up again, and what is refused stays refused. Without ways, what was mistyped is typed anew; a change
 * that was made for another reason is not taken back by Enter.
 */
function likeliest({kind, code}: WizardError, ways: readonly Way[], back: WayBack | undefined): string {
	const mayPass = kind === 'outside' && code !== 'HTTP_DNS';
	const first =
		ways.find(way => way.do === 'run') ??
		(mayPass ? undefined : ways.find(({flags}) => !flags.some(flag => bold.includes(flag))));
	return first?.next.command ?? (kind === 'usage' && back?.to !== undefined ? 'back' : 'retry');
}
