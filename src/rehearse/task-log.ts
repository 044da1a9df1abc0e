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

export async function openTaskLog(
	path: string,
	redact: (text: string) => string,
	onLine: (line: string) => void,
): Promise<TaskLog> {
	const file = await open(path, 'wx', 0o600);
	const lines: string[] = [];
	let rest = '';
	let reported = Number.NEGATIVE_INFINITY;
	let timer: NodeJS.Timeout | undefined;

	const report = (): void => {
		timer = undefined;
		reported = performance.now();
		// Kedro's own lines are wrapped at 80 columns: a line that is indented far to the right continues the one before.
		const line = lines.findLast(one => !/^ {20}/.test(one));
		if (line !== undefined) onLine(line.trim());
	};
	const remember = (text: string): void => {
		const line = cleanLine(text);
		if (line.trim() === '') return;
		lines.push(line);
		if (lines.length > kept) lines.shift();
		timer ??= setTimeout(report, Math.max(0, reported + pace - performance.now()));
	};
	const put = async (whole: string): Promise<void> => {
		for (const line of whole.split('\n')) remember(line);
		await file.appendFile(clean(whole));
	};
	// Two streams write here, so the pieces are queued.
	let before = Promise.resolve();
	const take = async (text: string): Promise<void> => {
		rest += text;
		// A secret may be cut in two, so only whole lines are masked.
		if (rest.length > longestLine) rest = redact(rest);
		const end = Math.max(rest.lastIndexOf('\n') + 1, rest.length > longestLine ? rest.length - heldBack : 0);
		const whole = redact(rest.slice(0, end));
		rest = rest.slice(end);
		if (whole !== '') await put(whole);
	};

	return {
		write: text => (before = before.then(() => take(text))),
		lastLines: () => lines,
		close: async () => {
			await before;
			if (rest !== '') await put(`${redact(rest)}\n`);
			clearTimeout(timer);
			await file.close();
		},
	};
}
