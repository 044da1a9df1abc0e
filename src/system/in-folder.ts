// Commands of other programs that are about a folder, as they are typed where the user is.
import {relative, sep} from 'node:path';
import {isOutside, shellPath} from './files.ts';

/** Git, uv and Poetry find what they work on from a folder below it too. */
const isBeside = (folder: string): boolean => isOutside(relative(folder, process.cwd()).split(sep).join('/'));

/** Whether the user is in the folder itself. */
export const isHere = (folder: string): boolean => relative(folder, process.cwd()) === '';

/** A command that must run in the folder itself, and not below it. */
export const inFolder = (folder: string, command: string): string =>
	isHere(folder) ? command : `cd ${shellPath(folder)} && ${command}`;

/** `words` are as a shell reads them; paths may be absolute. */
export const gitCommand = (folder: string, ...words: readonly string[]): string =>
	['git', ...(isBeside(folder) ? ['-C', shellPath(folder)] : []), ...words].join(' ');

/** ` --directory ../shop`, for programs that know this option; nothing where they find the folder by themselves. */
export const directoryFlag = (folder: string): string => (isBeside(folder) ? ` --directory ${shellPath(folder)}` : '');
