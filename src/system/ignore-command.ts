// The command that adds a file or folder to an ignore file of git or of an image build.
import {shellPath} from './files.ts';
import {quote} from './text.ts';

/** `path` is relative to the folder of `ignoreFile`, an absolute path. */
export const ignoreCommand = (path: string, ignoreFile: string): string =>
	`printf '%s\\n' ${quote(ruleFor(path))} >> ${shellPath(ignoreFile)}`;

/** A rule that matches the path alone: what has a meaning is escaped, what a line cannot have is any one character. */
const ruleFor = (path: string): string =>
	path
		.replaceAll(/[\\*?[\]]/g, String.raw`\$&`)
		.replaceAll(/\p{Cc}/gu, '?')
		.replace(/^(?=[#!])/, '\\');
