// Fitting text into columns of a terminal: how wide it is, and cutting it where it is too long.
import stringWidth from 'string-width';
import type {Look} from './look.ts';

let segmenter: Intl.Segmenter | undefined;

/** Made for the first text that needs one: that takes as long as loading much of the program. */
const segmentsOf = (text: string): Intl.Segments =>
	(segmenter ??= new Intl.Segmenter(undefined, {granularity: 'grapheme'})).segment(text);

/** What a person takes for one character each, emoji and combined accents included. */
export const characters = (text: string): string[] => [...segmentsOf(text)].map(({segment}) => segment);

const plain = /^[\u0020-\u007E]*$/;

const measured = new Map<string, number>();

/** Columns that the text takes: two for most emoji and East Asian characters. Frames have most texts of the one before, so widths are kept. */
export function widthOf(text: string): number {
	if (plain.test(text)) return text.length;
	const width = measured.get(text) ?? stringWidth(text);
	if (measured.size >= 2000) measured.clear();
	measured.set(text, width);
	return width;
}

/** The longest beginning of the text that is at most `width` columns wide. */
export function takeStart(text: string, width: number): string {
	if (plain.test(text)) return text.slice(0, Math.max(0, width));
	let used = 0;
	for (const {segment, index} of segmentsOf(text)) {
		used += widthOf(segment);
		if (used > width) return text.slice(0, index);
	}
	return text;
}

/** The longest end of the text that is at most `width` columns wide. */
export function takeEnd(text: string, width: number): string {
	if (plain.test(text)) return width <= 0 ? '' : text.slice(-width);
	const segments = [...segmentsOf(text)];
	let used = 0;
	for (const {segment, index} of segments.toReversed()) {
		used += widthOf(segment);
		if (used > width) return text.slice(index + segment.length);
	}
	return text;
}

/** A text of at most `width` columns, cut at its end: between words where that keeps half of it. */
export function cutEnd(text: string, width: number, more: string): string {
	if (widthOf(text) <= width) return text;
	if (width <= widthOf(more)) return takeStart(more, width);
	const start = takeStart(text, width - widthOf(more));
	const words = text[start.length] === ' ' ? start : start.slice(0, Math.max(0, start.lastIndexOf(' ')));
	return (widthOf(words) * 2 < width ? start : words.trimEnd()) + more;
}

/** What is left of a name that is cut before whole words. */
const shortestName = 6;

/** A text of at most `width` columns, cut in its middle: names differ at both ends, and words after one stay whole. */
export function cutMiddle(text: string, width: number, more: string): string {
	if (widthOf(text) <= width) return text;
	const words = wordsAfterName(text);
	const left = width - widthOf(words);
	if (left >= shortestName) return cutMiddle(text.slice(0, -words.length), left, more) + words;
	const room = width - widthOf(more);
	if (room < 2) return cutEnd(text, width, more);
	const end = takeEnd(text, Math.floor(room / 2));
	return takeStart(text, room - widthOf(end)) + more + end;
}

/** Words after a name, with its last part: `-north 2026-11-23 14:02` of `tide-north 2026-11-23 14:02`. All of a text without a blank. */
function wordsAfterName(text: string): string {
	const name = text.slice(0, Math.max(0, text.indexOf(' ')));
	const part = Math.max(name.lastIndexOf('-'), name.lastIndexOf('/'));
	return text.slice(part > 0 ? part : name.length);
}

const shortened = new WeakMap<readonly string[], Map<string, readonly string[]>>();

/** The names cut to `width` columns so that no two different ones look the same. Remembered with the names. */
export function cutApart(names: readonly string[], width: number, more: string): readonly string[] {
	const known = shortened.get(names) ?? new Map<string, readonly string[]>();
	shortened.set(names, known);
	const key = `${width}${more}`;
	const cut = known.get(key) ?? apart(names, width, more);
	known.set(key, cut);
	return cut;
}

function apart(names: readonly string[], width: number, more: string): readonly string[] {
	const first = names.map(name => cutMiddle(name, width, more));
	const alike = new Map<string, Set<string>>();
	for (const [index, cut] of first.entries()) alike.set(cut, (alike.get(cut) ?? new Set()).add(names[index] ?? ''));
	const found = new Map<string, string>();
	const taken = new Set(first);
	for (const group of alike.values()) {
		if (group.size < 2) continue;
		const differing = firstDifference([...group]);
		for (const name of group) {
			let cut = cutAround(name, differing, width, more);
			for (let number = 2; taken.has(cut); number++) cut = takeStart(cut, width - `~${number}`.length) + `~${number}`;
			taken.add(cut);
			found.set(name, cut);
		}
	}
	return names.map((name, index) => found.get(name) ?? first[index] ?? '');
}

/** The index of the first character in which they differ. */
function firstDifference(names: readonly string[]): number {
	const [first = [], ...others] = names.map(characters);
	const at = first.findIndex((character, index) => others.some(other => other[index] !== character));
	return at === -1 ? first.length : at;
}

/** The beginning, and the part from where it differs from others: `…mpanies_node`. */
function cutAround(name: string, differing: number, width: number, more: string): string {
	const room = width - 2 * widthOf(more);
	const rest = characters(name).slice(differing).join('');
	if (room < 4)
		return width <= widthOf(more) ? cutEnd(name, width, more) : takeStart(rest, width - widthOf(more)) + more;
	const head = takeStart(name, Math.min(Math.floor(room / 3), differing));
	return `${head}${more}${cutEnd(rest, width - widthOf(head) - widthOf(more), more)}`;
}

/** `repo@sha256:61e7f7aa5b1c…` for people. */
export const shortDigest = (text: string, {glyphs}: Look): string =>
	text.replaceAll(/(@sha256:[0-9a-f]{12})[0-9a-f]{52}\b/g, `$1${glyphs.more}`);

/** The text with blanks up to `width` columns. */
export const padTo = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)));
