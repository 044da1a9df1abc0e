// Writes lines of logs to stdout: with the task's name before each where there are several, or as JSON.
import {isOn, type Options} from '../../options/options.ts';
import type {TaskView} from '../../follow/task-view.ts';
import type {Context} from '../../ui/context.ts';
import {lineRedactor} from '../../system/secrecy/redact.ts';
import {writeDrained} from '../../system/drained.ts';
import {clean} from '../../system/text.ts';
import {padTo, widthOf} from '../../ui/text/fit.ts';
import {printedLook} from '../../ui/text/look.ts';
import {paint, row, segment} from '../../ui/text/rows.ts';
import type {Tone} from '../../ui/text/tones.ts';
import type {LogOptions} from '../../follow/log-options.ts';

/** One after the other, so that neighbours differ. */
const tones: readonly Tone[] = ['accent', 'good', 'warn', 'title'];
const widestName = 30;

export function logWriter(
	tasks: readonly TaskView[],
	options: Options,
	{stdout, env, platform}: Pick<Context, 'stdout' | 'env' | 'platform'>,
): LogOptions['write'] {
	// Lines of several tasks alternate; each task is a text of its own.
	const redactors = new Map<string, (line: string) => string>();
	const shown = (task: string, line: string): string => {
		const redactLine = redactors.get(task) ?? lineRedactor();
		redactors.set(task, redactLine);
		return redactLine(clean(line));
	};
	if (isOn(options.json))
		return ({task, title}, pod, line) =>
			writeDrained(stdout, `${JSON.stringify({task, title, pod, line: shown(task, line)})}\n`);
	if (tasks.length === 1) return ({task}, _, line) => writeDrained(stdout, `${shown(task, line)}\n`);
	const colour = options.color?.value !== false;
	const look = printedLook(isOn(options.accessible), stdout, {env, platform});
	const columns = Math.min(widestName, Math.max(0, ...tasks.map(({title}) => widthOf(title))));
	const places = new Map(tasks.map(({task}, index) => [task, index]));
	return ({task, title}, _, line) => {
		const tone = tones[(places.get(task) ?? 0) % tones.length];
		const name = padTo(title, columns);
		const cells = row(segment(`${name} ${look.glyphs.bar} `, tone));
		// The line itself is the task's own: its characters stay as they are.
		return writeDrained(stdout, `${paint(cells, {...look, colour: look.colour && colour})}${shown(task, line)}\n`);
	};
}
