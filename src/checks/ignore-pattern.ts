// Paths as lines of the image's ignore file.

/** A path as a pattern that matches only this path. */
export const ignorePattern = (path: string): string =>
	path
		.replace(/\/$/, '')
		.replaceAll(/[\\*?[\]]/g, String.raw`\$&`)
		.replace(/^[#!]/, String.raw`\$&`);

/** The line that includes a path in the image, whatever the lines before it exclude. */
export const inclusion = (path: string): string => `!${ignorePattern(path)}`;
