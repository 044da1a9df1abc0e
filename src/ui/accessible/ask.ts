// A small question in lines that are never drawn again.
import type {SmallQuestion} from '../sequence/small-question.ts';
import {askMany, askOne} from './choices.ts';
import {askConfirm} from './confirm.ts';
import {askText} from './text.ts';
import type {Talker} from './typed.ts';

/** @throws WentBack. */
export async function askNumbered(
	question: SmallQuestion,
	talker: Talker,
): Promise<string | boolean | readonly string[]> {
	switch (question.kind) {
		case 'select':
			return askOne(question, talker);
		case 'multiselect':
			return askMany(question, talker);
		case 'text':
			return askText(question, talker);
		case 'confirm':
			return askConfirm(question, talker);
	}
}
