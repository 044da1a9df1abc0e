// A small question asked line by line.
import type {SmallQuestion} from '../sequence/small-question.ts';
import {askMany, askOne} from './choices.ts';
import {askConfirm} from './confirm.ts';
import {askText} from './text.ts';
import type {LineTerminal} from './typed.ts';

/** @throws WentBack. */
export async function askByLine(
	question: SmallQuestion,
	terminal: LineTerminal,
): Promise<string | boolean | readonly string[]> {
	switch (question.kind) {
		case 'select':
			return askOne(question, terminal);
		case 'multiselect':
			return askMany(question, terminal);
		case 'text':
			return askText(question, terminal);
		case 'confirm':
			return askConfirm(question, terminal);
	}
}
