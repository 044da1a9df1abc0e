// Offers to continue a deploy that was left, at its first question, where its answers still fit.
import {optionNames, type Options} from '../../options/options.ts';
import {rowName} from '../../options/names.ts';
import {localDayAndTime} from '../../system/local-time.ts';
import type {Context} from '../../ui/context.ts';
import type {Question, SelectQuestion} from '../../ui/ui.ts';
import type {AnswerBook} from './answers.ts';
import type {Readings} from './readings.ts';
import {Rerun} from './rerun.ts';
import {fits, missingOptions, type Unfinished, type UnfinishedStore} from './unfinished.ts';

export type Resume = {
	/** Before a question is asked. @throws `Rerun` with the answers of the cache; `WentBack`, `cancelled` from the offer. */
	readonly offerAt: (question: Question) => Promise<void>;
	/** After every answer and change. */
	readonly save: () => Promise<void>;
};

/** Whether a deploy that was left is continued: where it was not chosen before, it is asked. */
export type Continue = 'ask' | 'yes' | 'no';

/** `store`: `undefined` where nothing is kept. */
export async function openResume(
	store: UnfinishedStore | undefined,
	book: AnswerBook,
	options: Options,
	{
		ui,
		now,
		uploads,
		continues,
	}: Pick<Context, 'ui' | 'now'> & Pick<Readings, 'uploads'> & {readonly continues: Continue},
): Promise<Resume> {
	const found = continues === 'no' ? undefined : await store?.read();
	let left = found !== undefined && fits(found, options) ? found : undefined;
	return {
		offerAt: async question => {
			if (left === undefined || !book.answersNow(question, left)) return;
			const offered = left;
			const isWanted =
				continues === 'yes' ||
				(await ui.ask({...offerOf(offered), ...(book.hasWayOut ? {back: true} : {})})) === 'resume';
			left = undefined;
			if (!isWanted) return store?.forget();
			book.restore(offered);
			for (const command of offered.uploads) uploads.add(command);
			throw new Rerun({settled: missingOptions(offered, options)});
		},
		save: async () => {
			const unfinished = book.unfinished();
			// Nothing was answered yet: what was left before is still to be offered.
			if (unfinished.answers.length === 0) return;
			await store?.write({...unfinished, uploads: [...uploads], time: now().toISOString()});
		},
	};
}

const offerOf = (left: Unfinished): SelectQuestion => ({
	kind: 'select',
	name: 'resume',
	message: `Continue the deploy that you left on ${localDayAndTime(new Date(left.time))}?`,
	flag: '--no-cache',
	aside: true,
	help: `Its answers: ${inWords(left)}.`,
	choices: [
		{value: 'resume', label: 'Continue', hint: 'with these answers; the plan comes before any change'},
		{value: 'anew', label: 'Start anew', hint: 'these answers are forgotten'},
	],
	initial: 'resume',
});

/** `env prod, pipeline train, no-upload`. */
export function inWords({options, answers}: Unfinished): string {
	const answered = Object.fromEntries(answers.map(({name, value}) => [name, value]));
	return optionNames
		.flatMap(name => {
			const value = options[name] ?? answered[name];
			if (value === undefined) return [];
			if (typeof value === 'boolean') return [`${value ? '' : 'no-'}${rowName(name)}`];
			return [`${rowName(name)} ${[value].flat().join(' ')}`];
		})
		.join(', ');
}
