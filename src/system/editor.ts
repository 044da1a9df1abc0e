// The command that opens a file at a line in the editor of the user.
import {basename} from 'node:path';
import type {Environment} from './environment.ts';
import {splitWords} from './split-words.ts';

type EditedFile = {readonly path: string; readonly line: number | undefined};

const likely: Readonly<Partial<Record<NodeJS.Platform, string>>> = {win32: 'notepad'};

/** The words of a command that opens the file: `VISUAL`, else `EDITOR`, else vi. */
export function editorCommand(
	{path, line}: EditedFile,
	env: Environment,
	platform: NodeJS.Platform,
): readonly [string, ...string[]] {
	const set = [env['VISUAL'], env['EDITOR']].find(value => (value ?? '').trim() !== '') ?? likely[platform] ?? 'vi';
	const [program = 'vi', ...args] = splitWords(set) ?? [set];
	return [program, ...args, ...atLine(basename(program).replace(/\.exe$/i, ''), path, line)];
}

/** How the editors that are known take a line; any other gets the file alone. */
function atLine(editor: string, path: string, line: number | undefined): readonly string[] {
	if (line === undefined) return [path];
	if (/^(?:n?vim?|vi|nano|pico|emacs(?:client)?|micro|kak|joe|mg|ne|ex|gedit|kate)$/.test(editor))
		return [`+${line}`, path];
	if (/^(?:code(?:-insiders)?|codium|cursor|windsurf|positron)$/.test(editor)) return ['--goto', `${path}:${line}`];
	if (/^(?:subl|hx|helix|zed|atom)$/.test(editor)) return [`${path}:${line}`];
	return [path];
}
