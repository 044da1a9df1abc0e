// Text for a terminal that is read out: no word is broken at the end of a line.
import {type Output, foldedText} from '../text/fold.ts';
import {spokenLook} from '../text/look.ts';
import {row} from '../text/rows.ts';

/** Each line of the text with its end. */
export const spokenText = (text: string, to: Output): string =>
	foldedText(
		text.split('\n').map(line => row(line)),
		spokenLook,
		to,
	);

/** The text before what is typed: the cursor stays on its last line. */
export const spokenPrompt = (text: string, to: Output): string => `${spokenText(text, to).trimEnd()} `;
