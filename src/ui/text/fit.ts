// Fitting text into columns of a terminal: how wide it is, and cutting it where it is too long.
import stringWidth from 'string-width';

const segmenter = new Intl.Segmenter(undefined, {granularity: 'grapheme'});

/** What a person takes for one character each, emoji and combined accents included. */
export const characters = (text: string): string[] => [...segmenter.segment(text)].map(({segment}) => segment);

const plain = /^[\u0020-\u007E]*$/;

/** Columns that the text takes: two for most emoji and East Asian characters. */
export const widthOf = (text: string): number => (plain.test(text) ? text.length : stringWidth(text));

/** The longest beginning of the text that is at most `width` columns wide. */
export function takeStart(text: string, width: number): string {
	if (plain.test(text)) return text.slice(0, Math.max(0, width));
	let used = 0;
	for (const {segment, index} of segmenter.segment(text)) {
		used += widthOf(segment);
		if (used > width) return text.slice(0, index);
	}
	return text;
}

/** The longest end of the text that is at most `width` columns wide. */
export function takeEnd(text: string, width: number): string {
	if (plain.test(text)) return width <= 0 ? '' : text.slice(-width);
	const segments = [...segmenter.segment(text)];
	let used = 0;
	for (const {segment, index} of segments.toReversed()) {
		used += widthOf(segment);
		if (used > width) return text.slice(index + segment.length);
	}
	return text;
}

/** A text of at most `width` columns, cut at its end. */
export function cutEnd(text: string, width: number, more: string): string {
	if (widthOf(text) <= width) return text;
	return width <= widthOf(more) ? takeStart(more, width) : takeStart(text, width - widthOf(more)) + more;
}

/** A text of at most `width` columns, cut in its middle: names differ at both ends. */
export function cutMiddle(text: string, width: number, more: string): string {
	if (widthOf(text) <= width) return text;
	const room = width - widthOf(more);
	if (room < 2) return cutEnd(text, width, more);
	const end = takeEnd(text, Math.floor(room / 2));
	return takeStart(text, room - widthOf(end)) + more + end;
}

/** The text with blanks up to `width` columns. */
export const padTo = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)));
