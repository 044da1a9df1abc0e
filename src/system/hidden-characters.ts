// Characters that cannot be seen on a screen: shown as escapes, and named by their code points.

/**
 * Control characters with tabs and line breaks, soft hyphens, line and paragraph separators, zero-width and
 * direction-changing characters, the BOM.
 */
const hidden = /[\p{Cc}\u00AD\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu;

const hex = (character: string): string => (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');

/** The code points of these characters in a text, each once: `U+200B`. */
export const hiddenIn = (text: string): readonly string[] => [
	...new Set(Array.from(text.matchAll(hidden), ([character]) => `U+${hex(character)}`)),
];

/** The text with these characters as JSON and Python write them: `raw\u200B_sales`. */
export const withEscapes = (text: string): string => text.replaceAll(hidden, character => `\\u${hex(character)}`);
