// One Inquirer prompt on a terminal: Esc leads back, Ctrl-C cancels, and so does the end of the input. After Ctrl-Z and `fg` it
// is asked again.
import {setImmediate as nextTurn} from 'node:timers/promises';
import {cancelled} from '../../system/errors.ts';
import {onContinued} from '../../system/suspend.ts';
import {noMoreInput} from '../no-more-input.ts';
import type {SmallQuestion} from '../sequence/small-question.ts';
import {Unsent, WentBack} from '../ui.ts';
import {ask, goBack, type Terminal} from './prompts.ts';

type Answer = string | boolean | readonly string[];

/** The program was stopped and goes on: readline has paused its input for good, so the question is asked anew. */
const wentOn = Symbol('went on');

/** @throws WentBack; WizardError `cancelled` on Ctrl-C, and where there is no more input. */
export async function prompt(question: SmallQuestion, terminal: Terminal): Promise<Answer> {
	const field = {typed: ''};
	for (;;) {
		const {typed} = field;
		const isTyped = question.kind === 'text' && typed !== '';
		const answer = await promptOnce(isTyped ? {...question, initial: typed} : question, terminal, field);
		if (answer !== wentOn) return answer;
	}
}

/** `field` keeps what is typed and not sent. */
async function promptOnce(
	question: SmallQuestion,
	terminal: Terminal,
	field: {typed: string},
): Promise<Answer | typeof wentOn> {
	const {stdin, stdout, signal} = terminal;
	const back = new AbortController();
	const ended = new AbortController();
	const continued = new AbortController();
	const forgetContinued = onContinued(() => continued.abort());
	const onKey = (_text: unknown, key?: {readonly name?: string}): void => {
		if (key?.name === 'escape' && question.back === true) back.abort();
	};
	// Inquirer waits forever for input that has ended (Ctrl-D); when it pauses stdin itself, it has its answer.
	const onPause = (): void => void setImmediate(() => ended.abort());
	// When the terminal goes away (EIO), SIGHUP ends the process; the error itself needs no handling.
	const onError = (): void => ended.abort();
	stdin.on('keypress', onKey).on('pause', onPause).on('error', onError);
	// Ink unrefs stdin when it lets go of it: without this the process ends under the prompt.
	stdin.ref();
	try {
		const answer = await ask(
			question,
			terminal,
			{input: stdin, output: stdout, signal: AbortSignal.any([signal, back.signal, ended.signal, continued.signal])},
			text => {
				field.typed = text;
			},
		);
		if (answer === goBack) throw new WentBack();
		return answer;
	} catch (error) {
		if (back.signal.aborted) throw new WentBack();
		if (continued.signal.aborted && !signal.aborted) return wentOn;
		if (ended.signal.aborted && !signal.aborted) throw noMoreInput();
		const name = error instanceof Error ? error.name : '';
		throw name === 'ExitPromptError' || name === 'AbortPromptError'
			? cancelled(field.typed === '' ? undefined : new Unsent(question.name, field.typed))
			: error;
	} finally {
		forgetContinued();
		stdin.off('keypress', onKey).off('pause', onPause);
		// Inquirer pauses stdin on a later turn when it is done: the next reader would be cut off.
		await nextTurn();
		stdin.off('error', onError);
	}
}
