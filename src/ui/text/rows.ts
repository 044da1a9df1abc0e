// Rows of toned text, what every UI mode draws with, and how they are written to a stream.
import {clean} from '../../system/text.ts';
import {widthOf} from './fit.ts';
import type {Look} from './look.ts';
import {linked, type Tone, toned} from './tones.ts';

export type Segment = {
	readonly text: string;
	readonly tone?: Tone;
	/** The address of a clickable link. */
	readonly link?: string;
	/**
	 * To be copied. A line is broken in neither of them, but where a command is longer than a line: there it goes on in the next
	 * one, as a shell reads it.
	 */
	readonly whole?: 'value' | 'command';
};

export type Row = readonly Segment[];

export const segment = (text: string, tone?: Tone): Segment => (tone === undefined ? {text} : {text, tone});

export const commandSegment = (text: string, tone?: Tone): Segment => ({...segment(text, tone), whole: 'command'});

/** A row of segments and plain strings; empty ones are left out. */
export function row(...parts: readonly (Segment | string | undefined)[]): Row {
	return parts
		.filter(part => part !== undefined)
		.map(part => (typeof part === 'string' ? {text: part} : part))
		.filter(({text}) => text !== '');
}

export const blank: Row = [];

/** The rows moved to the right; a blank one stays blank. */
export const indented = (rows: readonly Row[], columns: number): readonly Row[] =>
	rows.map(cells => (cells.length === 0 ? cells : [{text: ' '.repeat(columns)}, ...cells]));

/** The parts side by side, with the separator between them. */
export const joined = (parts: readonly Row[], separator: Segment): Row =>
	parts.flatMap((part, index) => (index === 0 ? part : [separator, ...part]));

/** The row's text without its tones. */
export const textOf = (cells: Row): string => cells.map(({text}) => text).join('');

export const rowWidth = (cells: Row): number => cells.reduce((sum, {text}) => sum + widthOf(text), 0);

/** The row as written to a stream of that look. Only the tones and links of the row itself have escape sequences. */
export function paint(cells: Row, look: Look): string {
	const parts = cells.map(({text, tone, link}) => {
		const plain = onOneLine(text);
		const coloured = !look.colour || tone === undefined ? plain : toned(plain, tone);
		return link === undefined || look.links !== true ? coloured : linked(coloured, link);
	});
	const painted = parts.join('');
	return look.spell === undefined ? painted : look.spell(painted);
}

/** A text without what a terminal obeys, line breaks and tabs included. */
const onOneLine = (text: string): string => (/^[ -~]*$/.test(text) ? text : clean(text).replaceAll(/[\n\t]/g, ' '));
