// Reading a project that takes longer than its time: where somebody is there, they may give it more.
import type {Options} from '../../../options/options.ts';
import {hasCode} from '../../../system/errors.ts';
import {count} from '../../../system/text.ts';
import type {SelectQuestion, Ui} from '../../../ui/ui.ts';
import {timeoutOf} from './timeout.ts';

export type Patience = {
	/** Reads, again and with more time where the user wants to wait longer. */
	readonly read: <T>(reading: (seconds: number) => Promise<T>) => Promise<T>;
	/** The time that the user gave, as an option; that of the options where they were not asked. */
	readonly timeout: () => Options['timeout'];
};

export function newPatience(options: Options, ui: Ui): Patience {
	let given = options.timeout;
	const seconds = (): number => timeoutOf(given === undefined ? {} : {timeout: given});
	const read = async <T>(reading: (seconds: number) => Promise<T>): Promise<T> => {
		for (;;) {
			try {
				return await reading(seconds());
			} catch (error) {
				if (!ui.interactive || !hasCode(error, 'INSPECT_TIMEOUT')) throw error;
				const longer = seconds() * 5;
				if ((await ui.ask(waitQuestion(error.message, longer))) === 'stop') throw error;
				given = {value: longer, source: 'asked'};
			}
		}
	};
	return {read, timeout: () => given};
}

const waitQuestion = (what: string, seconds: number): SelectQuestion => ({
	kind: 'select',
	name: 'wait',
	message: 'Wait longer?',
	flag: '--timeout SECONDS',
	help: `${what}. Reading the project imports its code: what a module does at its top level, such as a connection or a download, runs then.`,
	choices: [
		{
			value: 'wait',
			label: `yes, up to ${count(seconds, 'second')}`,
			hint: 'reading starts again',
			flags: `--timeout ${seconds}`,
		},
		{value: 'stop', label: 'no, stop here', flags: ''},
	],
	initial: 'wait',
});
