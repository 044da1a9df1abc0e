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

/** Commands one below the other; nothing where there are none. */
export const commandList = (commands: readonly string[]): string =>
	commands.length === 0 ? '' : `<ul>${commands.map(one => `<li><code>${escaped(one)}</code>`).join('')}</ul>`;

/** Without the digits of a number that no picture needs. */
export const rounded = (value: number): number => Math.round(value * 10) / 10;
