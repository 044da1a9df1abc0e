// What a piece of text means, and the escape codes of a terminal for it.

/**
 * What a piece of text means. Only the terminal's own base colours are used, so each is readable on light and dark:
 * `title` and `strong` stand out, `accent` is where the user is, `faint` is secondary.
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

/** A clickable link (OSC 8). An address with anything but printable ASCII is not linked. */
export const linked = (text: string, address: string): string =>
	/^https?:\/\/[!-~]+$/.test(address) ? `\u001B]8;;${address}\u001B\\${text}\u001B]8;;\u001B\\` : text;

/** A text in its tone, as the escape codes of a terminal. */
export function toned(text: string, tone: Tone): string {
	const [on, off] = codes[tone];
	return `\u001B[${on}m${text}\u001B[${off}m`;
}
