// The answers of an interview: in which order they were given, which are still valid, and what was changed since.
import type {PlanValue} from '../../schema/plan.ts';
import {Sensitive} from '../../system/secrets.ts';
import {choiceFor} from '../../ui/choice-for.ts';
import type {AnswerTo, Question, TextQuestion, WentBack} from '../../ui/ui.ts';
import {type OptionName, optionNames, type Options, type Sourced} from '../../options/options.ts';
import {optionsFrom} from '../../options/resolve.ts';
import {answeredRows} from './answered-rows.ts';
import {holds, type Kept, keptOf, reveal} from './kept-answer.ts';
import type {Rerun} from './rerun.ts';
import {givenOptions, StoredAnswer, type Unfinished} from './unfinished.ts';

/** Only for the moment: consents, and ways to change another answer. */
const passing: ReadonlySet<string> = new Set([
	'plan',
	'fixes',
	'fix-way',
	'regroup',
	'save',
	'production',
	'other-context',
	'rehearsal',
	'rehearsal-variable',
]);

export type WayBack = {
	readonly label: string;
	/** What the question asks. */
	readonly hint?: string;
	/** The name of the question; `undefined` where a change is undone. */
	readonly to?: string;
};

export type AnswerBook = ReturnType<typeof answerBook>;

/** `hasWayOut`: Esc at the first question leads out of the interview. */
export function answerBook(flags: Options, hasWayOut = false) {
	const kept = new Map<string, Kept>();
	/** On top of the flags: what was changed on the plan or taken away. */
	const changed = new Map<OptionName, Sourced<unknown> | undefined>();
	/** What was asked since the work began, in order, with what was answered from memory. */
	let trail: readonly Question[] = [];
	/** Takes back the last change, until the work has come to a question with it. */
	let undo: (() => void) | undefined;

	const set = (name: OptionName, value: unknown): void =>
		void changed.set(name, value === undefined ? undefined : {value, source: 'asked'});

	const recall = (question: Question): Kept | undefined => {
		const known = kept.get(question.name);
		return known !== undefined && (known.unfinished === true || holds(question, known)) ? known : undefined;
	};

	/** The flags, with what was changed since. */
	const currentOptions = (): Options =>
		optionsFrom(
			optionNames.flatMap((name): readonly (readonly [OptionName, Sourced<unknown>])[] => {
				const option = changed.has(name) ? changed.get(name) : flags[name];
				return option === undefined ? [] : [[name, option]];
			}),
		);

	return {
		options: currentOptions,

		hasWayOut,

		/** What is kept of an earlier run and needs no asking. */
		answerTo: <Q extends Question>(question: Q): {value: AnswerTo<Q>} | undefined => {
			const known = recall(question);
			if (known?.settled !== true) return undefined;
			trail = [...trail, question];
			return {value: reveal(known.value) as AnswerTo<Q>};
		},

		/** The question as it is asked now: with what was answered before as its default, and with a way back. */
		prepared: <Q extends Question>(question: Q): Q => {
			undo = undefined;
			const {value, unfinished = false} = recall(question) ?? {};
			const as = unfinished && question.kind === 'text' ? 'draft' : 'initial';
			const shown = question.kind === 'select' ? (choiceFor(question, value)?.value ?? value) : value;
			return {
				...question,
				...(value === undefined || value instanceof Sensitive || question.kind === 'findings' ? {} : {[as]: shown}),
				...(trail.length === 0 && !hasWayOut ? {} : {back: true}),
			};
		},

		keep: <Q extends Question>(question: Q, answer: AnswerTo<Q>): void => {
			trail = [...trail, question];
			if (passing.has(question.name)) return;
			const masked = question.kind === 'text' && question.masked === true && typeof answer === 'string';
			kept.set(question.name, {...keptOf(question), value: masked ? new Sensitive(answer) : answer, settled: true});
		},

		/** What was typed or chosen when the question was left for the one before: shown again when it is asked again. */
		leave: (question: Question, unfinished: WentBack['unfinished']): void => {
			if (unfinished === undefined || passing.has(question.name)) return;
			kept.set(question.name, {...keptOf(question), value: unfinished, settled: false, unfinished: true});
		},

		/** What is in its field when Ctrl-C ends it: an answer that was not sent, and the default when the deploy is resumed. */
		breakOff: (question: TextQuestion, value: string): void => {
			if (passing.has(question.name)) return;
			trail = [...trail, question];
			kept.set(question.name, {...keptOf(question), value, settled: false});
		},

		/** To the question before the one that was being asked, or to an earlier one: it and all after it are asked again. */
		goBack: (to?: string): void => {
			if (undo !== undefined) return undo();
			const at = trail.findLastIndex(({name}) => name === to);
			const before = new Set(trail.slice(0, at === -1 ? -1 : at).map(({name}) => name));
			for (const [name, one] of kept) if (!before.has(name)) kept.set(name, {...one, settled: false});
		},

		/** `settled` counts as set, like a flag; so do those of `answers` that were not asked. */
		change: ({answers, settled, forget}: Pick<Rerun, 'answers' | 'settled' | 'forget'>): void => {
			if (Object.keys(answers).length + Object.keys(settled).length + forget.length === 0) return;
			const [keptBefore, changedBefore] = [new Map(kept), new Map(changed)];
			undo = () => {
				undo = undefined;
				restore(kept, keptBefore);
				restore(changed, changedBefore);
			};
			for (const name of optionNames) {
				if (Object.hasOwn(settled, name)) set(name, settled[name]);
				if (!Object.hasOwn(answers, name)) continue;
				const value = answers[name];
				const known = kept.get(name);
				const wasAsked = known !== undefined && trail.some(question => question.name === name);
				if (wasAsked && value !== undefined) kept.set(name, {...known, value, settled: true});
				else set(name, value);
				if (wasAsked && value === undefined) kept.set(name, {...known, settled: false});
			}
			for (const name of forget) {
				const known = kept.get(name);
				if (known !== undefined) kept.set(name, {...known, settled: false});
			}
		},

		/** What the cache keeps. */
		unfinished: (): Pick<Unfinished, 'options' | 'answers'> => ({
			options: givenOptions(currentOptions()),
			answers: [...kept].flatMap(([name, {kind, value, settled, canBeStored, unfinished}]) => {
				const stored = StoredAnswer.safeParse({name, kind, value, settled});
				return canBeStored && unfinished !== true && stored.success ? [stored.data] : [];
			}),
		}),

		/** Whether what the cache has for this question, as an answer or an option, is still valid. */
		answersNow: (question: Question, {answers, options}: Unfinished): boolean => {
			const {name, kind} = question;
			const found = answers.find(answer => answer.name === name) ?? {kind, value: options[name]};
			return found.value !== undefined && holds(question, found);
		},

		/** Takes the answers of the cache as if they had just been given. */
		restore: ({answers}: Unfinished): void => {
			for (const {name, ...answer} of answers) kept.set(name, {...answer, canBeStored: true});
		},

		rewind: (): void => {
			trail = [];
		},

		/** True where there is no earlier question or change to go back to. */
		isAtStart: (): boolean => trail.length === 0 && undo === undefined,

		/** True when leaving would lose an answer or a change. */
		hasAnswers: (): boolean => trail.length > 0 || changed.size > 0,

		/** What was answered so far, as rows of a plan. */
		rows: (): readonly PlanValue[] => trail.flatMap(question => answeredRows(question, kept.get(question.name)?.value)),

		/** The names of the questions of a flag that were asked. */
		askedFor: (flag: string): readonly string[] => trail.filter(question => isOf(question, flag)).map(({name}) => name),

		/** Where going back from an error leads: to the last question that one of these flags answers, else to the last one. */
		wayBack: (flags: readonly string[]): WayBack | undefined => {
			if (undo !== undefined) return {label: 'Undo the last change'};
			const to = trail.findLast(question => flags.some(flag => isOf(question, flag))) ?? trail.at(-1);
			return to && {label: 'Back', hint: to.message, to: to.name};
		},
	};
}

const isOf = ({flag}: Question, name: string): boolean => flag.split(/[\s,]+/).includes(name);

function restore<V>(map: Map<string, V>, before: ReadonlyMap<string, V>): void {
	map.clear();
	for (const [name, value] of before) map.set(name, value);
}
