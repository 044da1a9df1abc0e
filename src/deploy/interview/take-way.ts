// Goes a way out of an error: runs its program, or sets its options after asking for those that are open.
import {readProfiles} from '../../aws/profiles.ts';
import {listContexts} from '../../kubernetes/kubectl.ts';
import {loginWays} from '../../options/conflict-pairs.ts';
import {flagName, rowName} from '../../options/names.ts';
import {type OptionChanges, type OptionName, specOf} from '../../options/options.ts';
import {textQuestion} from '../../options/questions.ts';
import {typedValue} from '../../options/resolve.ts';
import {runInForeground} from '../../system/foreground.ts';
import type {Context} from '../../ui/context.ts';
import type {Question, SelectQuestion, TextQuestion} from '../../ui/ui.ts';
import {unlessBack} from '../../ui/unless-back.ts';
import {contextQuestion} from '../reach/kube-context.ts';
import {profileQuestion} from '../steps/secret/ask-for-keys.ts';
import type {AnswerBook} from './answers.ts';
import {keepUnsent} from './keep-unsent.ts';
import {Rerun} from './rerun.ts';
import type {Wanted, Way} from './ways.ts';

/** `undefined` where it did not lead out: a program failed, or the user came back from a question. */
export async function take(way: Way, book: AnswerBook, context: Context): Promise<Rerun | undefined> {
	if (way.do === 'run') return (await succeeds(way, context)) ? new Rerun({reconnect: true}) : undefined;
	const answers: Record<string, unknown> = {...way.set};
	const forget: string[] = [];
	for (const wanted of way.ask) {
		const {name} = wanted;
		const toForget = askedByStep(wanted, book);
		const question = toForget.length > 0 ? undefined : await questionFor(wanted, context);
		forget.push(...toForget);
		// Without a question here, the step asks.
		const answer = question && (await context.ui.ask(question).catch(orKept(question, name, book)));
		if (question !== undefined && answer === undefined) return undefined;
		answers[name] = answer === undefined ? undefined : typedValue(name, answer, flagName(name));
	}
	// Another way to log in takes the place of the one that was refused.
	if (loginWays.some(name => Object.hasOwn(answers, name)))
		for (const name of loginWays) if (!Object.hasOwn(answers, name)) answers[name] = undefined;
	// The address was that of the cluster before.
	if (Object.hasOwn(answers, 'context')) {
		answers['host'] = undefined;
		forget.push(...book.askedFor('--host'));
	}
	return new Rerun({answers: answers as OptionChanges, forget});
}

const orKept =
	(question: Question, name: OptionName, book: AnswerBook) =>
	(thrown: unknown): undefined => {
		keepUnsent(question, thrown, book, name);
		return unlessBack(thrown);
	};

/** Its questions that the step asks again. What led to the one for the value, such as how to reach a server, stays answered. */
function askedByStep({name, initial}: Wanted, book: AnswerBook): readonly string[] {
	const asked = book.askedFor(flagName(name));
	if (specOf(name).edit === 'choose') return asked;
	return initial === undefined ? asked.filter(question => question === name) : [];
}

async function succeeds({programs}: Extract<Way, {do: 'run'}>, {ui, env}: Context): Promise<boolean> {
	const work = async (): Promise<boolean> => (await runInForeground(programs, env)) === 0;
	return ui.lend?.(work) ?? work();
}

/** `undefined` for an option whose choices only its step knows. */
async function questionFor(
	{name, initial}: Wanted,
	{ui, env}: Context,
): Promise<SelectQuestion | TextQuestion | undefined> {
	if (name === 'context') return {...contextQuestion(await listContexts({env, signal: ui.signal})), back: true};
	const profiles = name === 'awsProfile' ? (await readProfiles(env)).names : [];
	if (profiles.length > 0) return {...profileQuestion(profiles), back: true};
	if (specOf(name).edit === 'choose' && name !== 'awsProfile') return undefined;
	const {validate, ...question} = textQuestion(name, {name: rowName(name)});
	const isRight = (text: string): string | undefined => (text.trim() === '' ? 'It cannot be empty' : validate?.(text));
	return {...question, validate: isRight, back: true, ...(initial === undefined ? {} : {initial})};
}
