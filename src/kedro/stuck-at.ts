// Where Python was shortly before its time was over, or where it crashed, from what faulthandler wrote.
import {relative} from 'node:path';

export type StuckAt = {
	/** `src/shop/nodes.py:4 in wait`: the innermost line of the project, else of any code. */
	readonly at: string;
	/** The lines of the project, innermost first, then what they called. */
	readonly lines: readonly string[];
};

type Frame = {readonly file: string; readonly isOwn: boolean; readonly text: string};

const mostLines = 6;

/** `undefined` where nothing was written, or nothing but our own code. */
export function stuckAt(text: string, root: string): StuckAt | undefined {
	// The main thread is the oldest one, and the last.
	const main = text.split(/^(?:Current thread|Thread) .*$/m).at(-1) ?? '';
	const frames = [...main.matchAll(/^ {2}File "(.+)", line (\d+) in (.+)$/gm)]
		.map(([, path = '', line = '', name = '']) => frameOf(path, line, name, root))
		.filter(({file}) => !/(?:^|[/\\])inspector[/\\]\w+\.py$|^<frozen/.test(file));
	const own = frames.filter(({isOwn}) => isOwn);
	const called = frames
		.slice(
			0,
			frames.findIndex(({isOwn}) => isOwn),
		)
		.slice(0, mostLines);
	const [innermost] = own.length === 0 ? frames : own;
	if (innermost === undefined) return undefined;
	const lines = own.length === 0 ? frames : [...own.slice(0, mostLines), ...called.map(inCalled)];
	return {at: innermost.text, lines: lines.slice(0, 2 * mostLines).map(frame => frame.text)};
}

function frameOf(path: string, line: string, name: string, root: string): Frame {
	const [, library] = /^.*(?:site-packages|dist-packages|python3\.\d+)[/\\](.+)$/.exec(path) ?? [];
	const inside = relative(root, path);
	const isOwn = library === undefined && !inside.startsWith('..') && !inside.startsWith('<');
	const file = library ?? (isOwn ? inside.replaceAll('\\', '/') : path);
	return {file, isOwn, text: `${file}:${line}${name === '<module>' ? '' : ` in ${name}`}`};
}

const inCalled = (frame: Frame): Frame => ({...frame, text: `in ${frame.text}`});
