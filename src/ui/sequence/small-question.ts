// The questions that can be asked one after the other, and who asks them.
import type {Look} from '../text/look.ts';
import type {Transcript} from '../transcript/transcript.ts';
import type {
	AnswerTo,
	ConfirmQuestion,
	FindingsQuestion,
	MultiSelectQuestion,
	PlanQuestion,
	SelectQuestion,
	TextQuestion,
} from '../ui.ts';
import {unlessBack} from '../unless-back.ts';
import {defined} from '../../system/defined.ts';

export type SmallQuestion = SelectQuestion | MultiSelectQuestion | TextQuestion | ConfirmQuestion;

export type SmallAsker = {
	readonly transcript: Transcript;
	readonly look: Look;
	/** @throws WentBack where the question has `back`. */
	readonly ask: <Q extends SmallQuestion>(question: Q) => Promise<AnswerTo<Q>>;
};

/** The fields that the large question shares with its first small one. */
export const commonTo = ({
	name,
	message,
	flag,
	help,
	back,
}: FindingsQuestion | PlanQuestion): Pick<SelectQuestion, 'name' | 'message' | 'flag' | 'help' | 'back'> =>
	defined({name, message, flag, help, back});

/** Going back inside the sequence returns to its list, not to the question before. */
export const orBack = async <T>(work: () => Promise<T>): Promise<T | undefined> => work().catch(unlessBack);
