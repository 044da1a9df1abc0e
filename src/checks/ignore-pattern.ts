// Paths as lines of the image's ignore file.
import {ignorePattern} from '../system/ignore-command.ts';

/** The line that includes a path in the image even if lines before it exclude it. */
export const inclusion = (path: string): string => `!${ignorePattern(path)}`;
