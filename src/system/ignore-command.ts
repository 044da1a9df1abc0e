// The command that adds a file or folder to an ignore file of git or of an image build.
import {readFileSync} from 'node:fs';
import {shellPath} from './files.ts';
import {quote} from './text.ts';

/** `path` is relative to the folder of `ignoreFile`, an absolute path. */
export const ignoreCommand = (path: string, ignoreFile: string): string => ruleCommand(ignorePattern(path), ignoreFile);

/** The path is not ignored, whatever rules before say. */
export const keepCommand = (path: string, ignoreFile: string): string =>
	ruleCommand(`!${ignorePattern(path)}`, ignoreFile);

const ruleCommand = (rule: string, ignoreFile: string): string =>
	`printf '${endsInLine(ignoreFile) ? '' : '\\n'}%s\\n' ${quote(rule)} >> ${shellPath(ignoreFile)}`;

/** Whether what is added to the file begins a line. */
function endsInLine(file: string): boolean {
	try {
		return /(?:^|\n)$/.test(readFileSync(file, 'utf8'));
	} catch {
		return true;
	}
}

/** A rule that matches the path alone: what has a meaning is escaped; what a line cannot have, or is not UTF-8, is any character. */
export const ignorePattern = (path: string): string =>
	path
		.replace(/\/$/, '')
		.replaceAll(/[\\*?[\]]/g, String.raw`\$&`)
		.replaceAll(/[\p{Cc}\uFFFD]/gu, '?')
		.replace(/^(?=[#!])/, '\\');
