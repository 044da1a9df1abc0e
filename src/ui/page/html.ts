// Text in HTML: whatever comes from outside passes here.

/** A text as it stands between tags and in attributes. */
export const escaped = (text: string): string =>
	text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;')
		.replaceAll("'", '&#39;');

/** The parts one after the other; those that are not there are left out. */
export const joined = (...parts: readonly (string | undefined)[]): string =>
	parts.filter(part => part !== undefined && part !== '').join('\n');

/** Without the digits of a number that no picture needs. */
export const rounded = (value: number): number => Math.round(value * 10) / 10;
