// The programs that run, for `--verbose`: each as a command, with how long it took.
import {isAbsolute} from 'node:path';
import {shellPath} from './files.ts';
import {cleanLine, duration, quote} from './text.ts';

type Listener = (line: string) => void;

let listener: Listener | undefined;

/** Characters of an argument that are shown; of a script its first words. */
const longest = 200;
const longestScript = 40;

/** Calls back for each program that has ended, and for one that goes on beside the work when it starts. */
export const onRanCommand = (show: Listener): void => void (listener = show);

/** The returned function reports the end of the program. */
export function ranCommand(file: string, args: readonly string[]): () => void {
	if (listener === undefined) return () => {};
	const start = performance.now();
	return () => listener?.(`${commandLine(file, args)}  (${duration(performance.now() - start)})`);
}

/** Reports a program that goes on beside the work, such as a port-forward. */
export const startedCommand = (file: string, args: readonly string[]): void =>
	listener?.(`${commandLine(file, args)}  (goes on)`);

/** Reports why a program does not run again. */
export const notRunAgain = (why: string): void => listener?.(`# ${why}`);

const commandLine = (file: string, args: readonly string[]): string =>
	[file, ...args].map(word => (isAbsolute(word) ? shellPath(word) : quote(shortened(word)))).join(' ');

function shortened(word: string): string {
	const line = cleanLine(word).replaceAll(/\s+/g, ' ').trim();
	if (word.includes('\n')) return `${line.slice(0, longestScript)}...`;
	return word.length > longest ? `${word.slice(0, longest)}...` : word;
}
