// Cleans text from outside of escape sequences, control and direction-changing characters; formats numbers for people;
// quotes words for a shell.
import {stripVTControlCharacters} from 'node:util';
import {hiddenIn} from './hidden-characters.ts';

// C0 without tab and newline, DEL, C1, zero-width and bidirectional controls, the BOM. `hiddenIn` finds more: what is cleaned
// may be parsed afterwards, and keeps what does no harm on a terminal.
const hostile = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu;

/** Text that is safe on a terminal: without escape sequences and control characters, `\r` as a line break, tabs and newlines kept. */
export function clean(text: string): string {
	return stripVTControlCharacters(text).replaceAll(/\r\n?/g, '\n').replaceAll(hostile, '');
}

/** One line of cleaned text: the part after the last carriage return of a progress line, newlines as spaces. */
export function cleanLine(text: string): string {
	const drawn =
		text
			.replace(/[\r\n]+$/, '')
			.split('\r')
			.at(-1) ?? '';
	return clean(drawn).replaceAll('\n', ' ').replaceAll('\t', '  ');
}

/** The last `count` non-empty lines of a text. */
export function tail(text: string, count: number): string {
	return text
		.split('\n')
		.filter(line => line.trim() !== '')
		.slice(-count)
		.join('\n');
}

/** `1 file`, `1,500 files`. The first use of Node's own function for it takes 12 ms. */
export function count(number: number, noun: string): string {
	return `${String(number).replaceAll(/\B(?=(?:\d{3})+$)/g, ',')} ${noun}${number === 1 ? '' : 's'}`;
}

/** Bytes in decimal units: `4.1 MB`. */
export function bytes(number: number): string {
	const units = ['B', 'kB', 'MB', 'GB', 'TB'];
	let value = number;
	let unit = 0;
	while (value >= 1000 && unit < units.length - 1) {
		value /= 1000;
		unit++;
	}
	return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
}

/**
 * Milliseconds in readable units: `0.4 s`, `48 s`, `2 min 5 s`, `1 h 25 min`. Between the times of two machines it may be
 * negative: then it is `0.0 s`.
 */
export function duration(milliseconds: number): string {
	const seconds = Math.max(0, milliseconds) / 1000;
	if (seconds < 10) return `${seconds.toFixed(1)} s`;
	if (seconds < 60) return `${Math.round(seconds)} s`;
	const whole = Math.round(seconds);
	if (whole >= 3600) return inTwo(Math.round(whole / 60), 'h', 'min');
	return inTwo(whole, 'min', 's');
}

function inTwo(amount: number, large: string, small: string): string {
	const rest = amount % 60;
	return `${Math.floor(amount / 60)} ${large}${rest === 0 ? '' : ` ${rest} ${small}`}`;
}

/** The lines of a text that may end with a line break; none of an empty one. */
export const linesOf = (text: string): readonly string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));

/**
 * A word that bash, zsh, fish and a POSIX shell read literally, for commands that are shown to the user. What cannot be
 * shown, or would break the line, is written as escapes of `printf`; line breaks at the end, which `$(…)` removes, stay as
 * they are.
 */
export function quote(text: string): string {
	if (/^(?![=%])[\w@%+=:,./-]+$/.test(text)) return text;
	if (hiddenIn(text).length === 0) return quoted(text);
	const [, before = '', breaks = ''] = /^([^]*?)(\n*)$/.exec(text) ?? [];
	return `"$(printf '${printfEscaped(before)}')"${breaks === '' ? '' : quoted(breaks)}`;
}

/** A backslash stands outside the quotes too: inside them it is itself for a POSIX shell only. */
const quoted = (text: string): string => `'${text.replaceAll(/['\\]/g, String.raw`'\$&'`)}'`;

/**
 * A format of `printf` that prints the text, of characters that every terminal shows and no shell changes: `!` is history
 * between double quotes.
 */
const printfEscaped = (text: string): string =>
	text
		.replaceAll('%', '%%')
		.replaceAll(/^-|[!'\\]|[^\x20-\x7E]/gu, character =>
			[...Buffer.from(character)].map(byte => `\\${byte.toString(8).padStart(3, '0')}`).join(''),
		);

/** Without percent escapes; a text that has broken ones as it is. */
export function percentDecoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
