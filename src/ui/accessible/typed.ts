// Lines typed at a terminal that is never redrawn: as the terminal echoes them, or, for a secret, without an echo.
import {createInterface, type Interface} from 'node:readline';
import {cancelled, WizardError} from '../../system/errors.ts';
import {clean} from '../../system/text.ts';
import {noMoreInput} from '../no-more-input.ts';
import {characters} from '../text/fit.ts';
import type {Output} from '../text/fold.ts';
import {spokenPrompt} from './spoken-text.ts';

export type TypedOptions = {
	readonly stdin: NodeJS.ReadStream;
	readonly stdout: NodeJS.WritableStream & Output;
	readonly signal: AbortSignal;
	/** Called on Ctrl-C while the echo is off: the terminal sends no signal then. */
	readonly abort: () => void;
};

export type Typed = {
	/** Writes the prompt and returns the line. @throws WizardError `cancelled` on Ctrl-C and at the end of the input. */
	readonly line: (prompt: string) => Promise<string>;
	/**
	 * The same without an echo, also between tries: `refuse` shows what is wrong with the text, if anything.
	 * @throws WizardError `usage` where the terminal always echoes.
	 */
	readonly hidden: (prompt: string, otherWay: string, refuse?: (text: string) => boolean) => Promise<string>;
	/** Reads nothing until the next question. */
	readonly rest: () => void;
	readonly close: () => void;
};

type Waiting = {readonly resolve: (text: string) => void; readonly reject: (error: Error) => void};

export function openTyped({stdin, stdout, signal, abort}: TypedOptions): Typed {
	let lines: Interface | undefined;
	let waiting: Waiting | undefined;
	let ended = false;

	const settle = (finish: (waiting: Waiting) => void): void => {
		const one = waiting;
		waiting = undefined;
		if (one !== undefined) finish(one);
	};
	const end = (): void => {
		ended = true;
		settle(({reject}) => {
			stdout.write('\n');
			reject(noMoreInput());
		});
	};
	signal.addEventListener('abort', () =>
		settle(({reject}) => {
			stdout.write('\n');
			reject(cancelled());
		}),
	);
	// When the terminal goes away (EIO), SIGHUP ends the process; the error itself needs no handling.
	stdin.on('error', end);

	/** Without `terminal` Node leaves editing to the terminal and writes nothing itself. */
	const open = (): Interface => {
		const opened = createInterface({input: stdin, terminal: false, crlfDelay: Number.POSITIVE_INFINITY});
		// What is typed between questions is dropped: it must not agree to a plan that was not shown yet.
		opened.on('line', text => settle(({resolve}) => resolve(clean(text))));
		opened.on('close', () => {
			if (lines === opened) end();
		});
		return opened;
	};
	const shut = (): void => {
		const opened = lines;
		lines = undefined;
		opened?.close();
	};
	const wait = async (prompt: string): Promise<string> => {
		if (signal.aborted) throw cancelled();
		if (ended) throw noMoreInput();
		stdout.write(spokenPrompt(prompt, stdout));
		return new Promise((resolve, reject) => {
			waiting = {resolve, reject};
		});
	};

	return {
		line: async prompt => {
			lines ??= ended ? undefined : open();
			stdin.ref();
			return wait(prompt);
		},
		hidden: async (prompt, otherWay, refuse = () => false) => {
			if (stdin.isTTY !== true || typeof stdin.setRawMode !== 'function') throw cannotHide(otherWay);
			shut();
			let text = '';
			const onData = (data: Buffer | string): void => {
				const typed = readHidden(text, data.toString());
				text = typed.text;
				if (typed.end === 'enter') settle(({resolve}) => resolve(text));
				if (typed.end === 'ctrl-d') end();
				if (typed.end === 'ctrl-c') abort();
			};
			stdin.setRawMode(true);
			stdin.ref();
			stdin.on('data', onData).resume();
			try {
				for (;;) {
					text = '';
					const secret = await wait(prompt);
					stdout.write('\n');
					if (!refuse(secret)) return secret;
				}
			} finally {
				stdin.off('data', onData);
				stdin.setRawMode(false);
				stdin.pause();
			}
		},
		rest: () => {
			shut();
			stdin.pause();
		},
		close: () => {
			shut();
			stdin.off('error', end);
			stdin.pause();
		},
	};
}

type Hidden = {readonly text: string; readonly end?: 'enter' | 'ctrl-c' | 'ctrl-d'};

/** The field after these bytes: Backspace and Ctrl-U work, other keys than characters are ignored. */
export function readHidden(before: string, data: string): Hidden {
	let text = before;
	// Arrows and the like, and the brackets that some terminals put around what is pasted.
	for (const one of characters(data.replaceAll(/\u001B(?:\[[\d;?]*[ -/]*[@-~]|O.|.)?/g, ''))) {
		if (one === '\r' || one === '\n' || one === '\r\n') return {text, end: 'enter'};
		if (one === '\u0003') return {text: '', end: 'ctrl-c'};
		if (one === '\u0004' && text === '') return {text, end: 'ctrl-d'};
		if (one === '\u0015') text = '';
		else if (one === '\u007F' || one === '\b') text = characters(text).slice(0, -1).join('');
		else if (!/^[\u0000-\u001F]/.test(one)) text += one;
	}
	return {text};
}

const cannotHide = (otherWay: string): WizardError =>
	new WizardError('usage', 'This terminal shows what you type, so kfp-wizard does not ask for a secret here', {
		code: 'MISSING_ANSWER',
		next: [{command: otherWay}],
	});

export type LineTerminal = {readonly show: (text: string) => void; readonly typed: Typed};
