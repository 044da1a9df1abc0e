// Writes the whole output of a task to a file, cleaned and without secrets; reports its last line a few times a second.
import {open} from 'node:fs/promises';
import {clean, cleanLine} from '../system/text.ts';

export type TaskLog = {
	/** Takes output in pieces of any size. */
	readonly write: (text: string) => Promise<void>;
	/** The last lines that are not empty, oldest first; at most `kept`. */
	readonly lastLines: () => readonly string[];
	/** Writes the rest and closes the file. No line is reported after it. */
	readonly close: () => Promise<void>;
};

/** Number of lines kept to explain a failure: more than a boxed traceback has. */
const kept = 200;
/** Milliseconds between two reported lines. */
const pace = 100;
/** A line longer than this is written in parts; the held-back end is longer than any secret. */
const longestLine = 65_536;
const heldBack = 32_768;
/** Characters of the text before that a secret may have begun in: it may be broken over lines. */
const lookedBack = 200;

export async function openTaskLog(
	path: string,
	redact: (text: string, before: string) => string,
	onLine: (line: string) => void,
): Promise<TaskLog> {
	const file = await open(path, 'wx', 0o600);
	const lines: string[] = [];
	let rest = '';
	let shown = '';
	let reported = Number.NEGATIVE_INFINITY;
	let timer: NodeJS.Timeout | undefined;

	const report = (): void => {
		timer = undefined;
		reported = performance.now();
		// Kedro's own lines are wrapped at 80 columns: a line that is indented far to the right continues the one before.
		const line = lines.findLast(one => !/^ {20}/.test(one));
		if (line !== undefined) onLine(line.trim());
	};
	const put = async (whole: string): Promise<void> => {
		const last = lastOf(whole);
		lines.push(...last);
		lines.splice(0, Math.max(0, lines.length - kept));
		if (last.length > 0) timer ??= setTimeout(report, Math.max(0, reported + pace - performance.now()));
		await file.appendFile(clean(whole));
	};
	const masked = (text: string): string => {
		const result = redact(text, shown);
		shown = (shown + text).slice(-lookedBack);
		return result;
	};
	// Two streams write here, so the pieces are queued.
	let before = Promise.resolve();
	const take = async (text: string): Promise<void> => {
		rest += text;
		let end = lastBreak(rest);
		// A secret may be cut in two, so only whole lines are masked, and what is cut is masked before.
		if (rest.length - end > longestLine) {
			rest = redact(rest, shown);
			end = lastBreak(rest);
			if (rest.length - end > longestLine) end = rest.length - heldBack;
		}
		const whole = masked(rest.slice(0, end));
		rest = rest.slice(end);
		if (whole !== '') await put(whole);
	};

	return {
		write: text => (before = before.then(() => take(text))),
		lastLines: () => lines,
		close: async () => {
			await before;
			if (rest !== '') await put(`${masked(rest)}\n`);
			clearTimeout(timer);
			await file.close();
		},
	};
}

/** Where the last whole line ends. */
const lastBreak = (text: string): number => text.lastIndexOf('\n') + 1;

/** The last lines that are not empty: a task may print thousands at once. */
function lastOf(whole: string): readonly string[] {
	const last: string[] = [];
	const lines = whole.split('\n');
	for (let at = lines.length - 1; at >= 0 && last.length < kept; at--) {
		const line = cleanLine(lines[at] ?? '');
		if (line.trim() !== '') last.push(line);
	}
	return last.reverse();
}
