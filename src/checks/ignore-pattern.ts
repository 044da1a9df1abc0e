// Paths as lines of the image's ignore file.

/** A path as a pattern that matches only this path. */
export const ignorePattern = (path: string): string =>
	path
		.replace(/\/$/, '')
		.replaceAll(/[\\*?[\]]/g, String.raw`\$&`)
		.replace(/^[#!]/, String.raw`\$&`);

/** The line that includes a path in the image even if lines before it exclude it. */
export const inclusion = (path: string): string => `!${ignorePattern(path)}`;
