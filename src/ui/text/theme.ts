// How things look, by meaning: the tones, the glyphs, and when a stream gets colour or anything beyond ASCII.
import {showsLinks} from './abilities.ts';

/**
 * What a piece of text means. Only the terminal's own base colours are used, so each is readable on light and dark:
 * `title` and `strong` stand out, `accent` is where the user is, `faint` is there for who looks for it.
 */
export type Tone = 'title' | 'strong' | 'accent' | 'good' | 'warn' | 'bad' | 'faint';

const codes: Readonly<Record<Tone, readonly [on: string, off: string]>> = {
	title: ['1', '22'],
	strong: ['1', '22'],
	accent: ['36', '39'],
	good: ['32', '39'],
	warn: ['33', '39'],
	bad: ['31', '39'],
	faint: ['2', '22'],
};

const unicode = {
	done: '●',
	active: '◐',
	coming: '○',
	tick: '✓',
	cross: '✗',
	error: '✗',
	skip: '–',
	warning: '!',
	info: '·',
	pointer: '❯',
	marked: '◉',
	unmarked: '◯',
	bar: '│',
	arrow: '→',
	back: '←',
	dot: '·',
	more: '…',
	mask: '•',
	closed: '▸',
	opened: '▾',
	upDown: '↑↓',
	create: '+',
	update: '~',
	keep: '=',
	delete: '-',
	added: '+',
	removed: '-',
	from: '←',
	/** Of a progress bar. */
	full: '▰',
	empty: '▱',
	/** Of a box: above left and right, below left and right. */
	corners: ['╭', '╮', '╰', '╯'],
	/** Columns of line that a corner needs beside it to be seen as one. */
	lineEnds: 0,
	/** Pieces of a line by the ways out of their middle: up 1, down 2, left 4, right 8. */
	lines: ' ╵╷│╴┘┐┤╶└┌├─┴┬┼'.split(''),
	spinner: ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'],
};

export type Glyphs = Readonly<typeof unicode>;

const ascii: Glyphs = {
	...unicode,
	done: '*',
	active: '>',
	coming: 'o',
	tick: '+',
	cross: 'x',
	error: 'x',
	skip: '-',
	info: '-',
	pointer: '>',
	marked: '[x]',
	unmarked: '[ ]',
	bar: '|',
	arrow: '->',
	back: '<-',
	dot: '-',
	more: '...',
	mask: '*',
	closed: '+',
	opened: '-',
	upDown: 'up/down',
	from: '<-',
	full: '#',
	empty: '-',
	corners: ['+', '+', '+', '+'],
	lineEnds: 1,
	lines: " '.|-'.+-'.+-'.+".split(''),
	spinner: ['|', '/', '-', '\\'],
};

export type Look = {
	readonly glyphs: Glyphs;
	readonly colour: boolean;
	/** Whether addresses can be clicked. */
	readonly links?: boolean;
	/** How a text is written where the signs that our own messages use cannot be shown or read out. */
	readonly spell?: (text: string) => string;
};

const spelled =
	(between: string, arrow: string) =>
	(text: string): string =>
		text.replaceAll(' · ', between).replaceAll('→', arrow).replaceAll('…', '...').replaceAll('’', "'");

/** The look that is read out: words for glyphs, no colour, no columns of dots. */
export const words: Look = {
	glyphs: {
		...ascii,
		done: 'done',
		active: 'working:',
		coming: 'to come',
		tick: 'done:',
		cross: 'failed:',
		error: 'error:',
		skip: 'skipped:',
		warning: 'warning:',
		info: 'note:',
		bar: 'says:',
		arrow: 'to mend it:',
		back: 'back',
		dot: ',',
		create: 'create',
		update: 'change',
		keep: 'keep',
		delete: 'delete',
		added: 'added:',
		removed: 'removed:',
		from: 'waits for',
	},
	colour: false,
	spell: text => spelled(', ', 'to')(text).replaceAll(' , ', ', '),
};

type Environment = Readonly<Record<string, string | undefined>>;
type Stream = {readonly isTTY?: boolean};

/** The look that a stream can show. */
export function lookOf(stream: object, env: Environment = process.env, platform: string = process.platform): Look {
	const shown = {colour: showsColour(stream, env), links: showsLinks(stream, env, platform)};
	return showsUnicode(env, platform)
		? {glyphs: unicode, ...shown}
		: {glyphs: ascii, ...shown, spell: spelled(' - ', '->')};
}

/** Colour only on a terminal and unless `NO_COLOR`, `FORCE_COLOR=0` or `TERM=dumb` say no; `FORCE_COLOR=1` overrules. */
function showsColour(stream: Stream, env: Environment): boolean {
	const forced = env['FORCE_COLOR'] ?? '';
	if (forced !== '') return forced !== '0' && forced !== 'false';
	return (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb' && stream.isTTY === true;
}

/** The locale decides; the Linux console and the old Windows console have no glyphs whatever it says. */
function showsUnicode(env: Environment, platform: string): boolean {
	if (platform === 'win32') return [env['WT_SESSION'], env['TERM_PROGRAM'], env['ConEmuTask']].some(Boolean);
	if (env['TERM'] === 'linux') return false;
	const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find(Boolean);
	return locale === undefined ? platform === 'darwin' : /utf-?8/i.test(locale);
}

const spinnerPace = 100;

/** The frame of the spinner at that moment, in milliseconds since the epoch. */
export const spinnerAt = (now: number, {glyphs: {spinner}}: Look): string =>
	spinner[Math.floor(now / spinnerPace) % spinner.length] ?? '';

/** A text that leads to an address when it is clicked (OSC 8). Addresses with anything but printable ASCII do not. */
export const linked = (text: string, address: string): string =>
	/^https?:\/\/[!-~]+$/.test(address) ? `\u001B]8;;${address}\u001B\\${text}\u001B]8;;\u001B\\` : text;

/** A text in its tone, as the escape codes of a terminal. */
export function toned(text: string, tone: Tone): string {
	const [on, off] = codes[tone];
	return `\u001B[${on}m${text}\u001B[${off}m`;
}
