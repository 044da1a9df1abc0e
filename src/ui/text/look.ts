// How output looks on a stream: its colours, glyphs and links.
import type {Environment} from '../../system/environment.ts';
import {type Host, showsColour, showsLinks, showsUnicode} from './features.ts';
import {ascii, type Glyphs, unicode} from './glyphs.ts';

export type Look = {
	readonly glyphs: Glyphs;
	readonly colour: boolean;
	/** Whether addresses can be clicked. */
	readonly links?: boolean;
	/** How a text is written where the signs of kfp-wizard's messages cannot be shown or read out. */
	readonly spell?: (text: string) => string;
};

const spelled =
	(between: string, arrow: string) =>
	(text: string): string =>
		text
			.replaceAll(' · ', between)
			.replaceAll('→', arrow)
			.replaceAll('…', '...')
			.replaceAll('’', "'")
			.replaceAll('−', '-');

/** The look for screen readers: words instead of glyphs, no colour. */
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
		bar: 'output:',
		arrow: 'fix:',
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

/** A program cannot detect a screen reader: its user says so in variables that other programs know too. */
export const isReadOut = (env: Environment): boolean => isSet(env['ACCESSIBLE']) || isSet(env['INK_SCREEN_READER']);

const isSet = (text: string | undefined): boolean => !['', '0', 'false'].includes((text ?? '').toLowerCase());

/** The look that a stream can show. */
export function lookOf(stream: object, host: Host): Look {
	const features = {colour: showsColour(stream, host), links: showsLinks(stream, host)};
	return showsUnicode(host)
		? {glyphs: unicode, ...features}
		: {glyphs: ascii, ...features, spell: spelled(' - ', '->')};
}

const spinnerPace = 100;

/** The frame of the spinner at that moment, in milliseconds. */
export const spinnerAt = (now: number, {glyphs: {spinner}}: Look): string =>
	spinner[Math.floor(now / spinnerPace) % spinner.length] ?? '';

/** For measuring rows where nothing is drawn. */
export const measuringLook: Look = {glyphs: unicode, colour: false};

/** The look of what a command prints; `isAsked`: words instead of signs were asked for. */
export const printedLook = (isAsked: boolean, stream: object, host: Host): Look =>
	isAsked || isReadOut(host.env) ? spokenLook : lookOf(stream, host);
