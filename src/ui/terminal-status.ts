// For a user who looks elsewhere: the progress of the terminal's tab, a bell after long work, and the total time.
import {writeSync} from 'node:fs';
import {onExit} from '../system/process.ts';
import type {Environment} from '../system/environment.ts';
import {showsProgress} from './text/features.ts';
import type {Event} from '../schema/event.ts';
import {isEnded} from '../schema/task-state.ts';
import type {Ui} from './ui.ts';
import {defined} from '../system/defined.ts';

export type Terminal = {
	readonly fd: number;
	readonly isTTY?: boolean;
	write(text: string): unknown;
};

/** Milliseconds of work after which its end, or a question, rings the bell. */
const longWork = 30_000;

const bell = '\u0007';
/** States of OSC 9;4: 0 nothing, 1 so many per cent, 3 busy. Ended with BEL, which the oldest of these terminals know. */
const progress = (state: 0 | 1 | 3, percent = 0): string => `\u001B]9;4;${state};${percent}${bell}`;

/**
 * The same UI; its result has the seconds that the work took, without the time of open questions.
 * `terminal`: where the progress is shown, if anywhere. It is cleared however the process ends.
 */
export function withTerminalStatus(
	ui: Ui,
	terminal: Terminal | undefined,
	{env, clock = () => performance.now()}: {readonly env: Environment; readonly clock?: () => number},
): Ui {
	const shows = terminal !== undefined && showsProgress(terminal, env);
	let started: number | undefined;
	let asked = 0;
	/** When the user was last seen: at the start, or answering. */
	let seen = clock();
	let shown = '';
	const tasks = new Map<string, boolean>();

	const show = (wanted: string): void => {
		if (!shows || wanted === shown) return;
		shown = wanted;
		terminal.write(wanted);
	};
	const clear = (): void => {
		if (shown !== '' && shown !== progress(0)) show(progress(0));
	};
	const clearAtExit = (): void => {
		if (terminal === undefined || shown === '' || shown === progress(0)) return;
		try {
			writeSync(terminal.fd, progress(0));
		} catch {
			// The terminal is gone.
		}
	};
	const watch = (event: Event): void => {
		if (event.event === 'step') {
			if (event.state === 'active') show(shown === '' || shown === progress(0) ? progress(3) : shown);
			else clear();
		} else if (event.event === 'progress') show(percentOf(event.done, event.total));
		else if (event.event === 'tasks') for (const {task} of event.tasks) tasks.set(task, false);
		else if (event.event === 'task') {
			tasks.set(event.task, isEnded(event.state));
			show(percentOf([...tasks.values()].filter(Boolean).length, tasks.size));
		}
	};
	/** What takes the user's time, not that of the work. */
	const ofUser = async <T>(work: () => Promise<T>): Promise<T> => {
		clear();
		const before = clock();
		try {
			return await work();
		} finally {
			seen = clock();
			asked += seen - before;
		}
	};
	const ringAfterLongWork = (): void => {
		if (terminal?.isTTY === true && clock() - seen >= longWork) terminal.write(bell);
	};
	const forgetExit = shows ? onExit(clearAtExit) : () => {};

	return {
		...ui,
		begin: header => {
			started ??= clock();
			ui.begin(header);
		},
		emit: event => {
			watch(event);
			if (event.event !== 'result') return ui.emit(event);
			clear();
			const seconds = started === undefined ? undefined : Math.round((clock() - started - asked) / 100) / 10;
			ui.emit({...event, ...defined({seconds})});
		},
		...(ui.lend === undefined ? {} : {lend: async work => ofUser(async () => ui.lend?.(work) ?? work())}),
		ask: async question => {
			ringAfterLongWork();
			return ofUser(async () => ui.ask(question));
		},
		close: async () => {
			await ui.close();
			clear();
			forgetExit();
			ringAfterLongWork();
		},
	};
}

const percentOf = (done: number, total: number): string =>
	total > 0 ? progress(1, Math.min(100, Math.floor((done / total) * 100))) : progress(3);
