// How a stream is written to: with colour or without, with which signs, with links that can be clicked.
import {showsLinks} from './abilities.ts';
import {ascii, type Glyphs, unicode} from './glyphs.ts';

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
export const spokenLook: Look = {
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
