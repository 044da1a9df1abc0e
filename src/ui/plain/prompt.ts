// One Inquirer prompt on a terminal: Esc leads back, Ctrl-C cancels, and so does the end of the input.
import {setImmediate as nextTurn} from 'node:timers/promises';
import {cancelled} from '../../system/errors.ts';
import {noMoreInput} from '../no-more-input.ts';
import type {SmallQuestion} from '../sequence/small-question.ts';
import {Unsent, WentBack} from '../ui.ts';
import {ask, goBack, type Terminal} from './prompts.ts';

/** @throws WentBack; WizardError `cancelled` on Ctrl-C, and where there is no more input. */
export async function prompt(
	question: SmallQuestion,
	terminal: Terminal,
): Promise<string | boolean | readonly string[]> {
	const {stdin, stdout, signal} = terminal;
	const back = new AbortController();
	const ended = new AbortController();
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
	let typed = '';
	try {
		const answer = await ask(
			question,
			terminal,
			{input: stdin, output: stdout, signal: AbortSignal.any([signal, back.signal, ended.signal])},
			text => (typed = text),
		);
		if (answer === goBack) throw new WentBack();
		return answer;
	} catch (error) {
		if (back.signal.aborted) throw new WentBack();
		if (ended.signal.aborted && !signal.aborted) throw noMoreInput();
		const name = error instanceof Error ? error.name : '';
		throw name === 'ExitPromptError' || name === 'AbortPromptError'
			? cancelled(typed === '' ? undefined : new Unsent(question.name, typed))
			: error;
	} finally {
		stdin.off('keypress', onKey).off('pause', onPause);
		// Inquirer pauses stdin on a later turn when it is done: the next reader would be cut off.
		await nextTurn();
		stdin.off('error', onError);
	}
}
