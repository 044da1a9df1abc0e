// A graph without lines: a row a task that names what it waits for, or what each level holds.
import {count} from '../../system/text.ts';
import {cutApart, cutEnd, cutMiddle, padTo, widthOf} from '../text/fit.ts';
import {row, type Row, segment} from '../text/rows.ts';
import type {Look} from '../text/look.ts';
import {levelsOf, type Shape} from './shape.ts';

/** `2  clean_data  ← split_by_height`: the level, the task, and what it waits for. */
export function taskList(shape: Shape, width: number, look: Look): readonly Row[] {
	const {from, more} = look.glyphs;
	const levels = levelsOf(shape);
	const numbers = levels.map(level => String(level + 1));
	const numberColumns = Math.max(0, ...numbers.map(({length}) => length));
	const room = width - numberColumns - 2;
	const longest = Math.max(0, ...shape.names.map(widthOf));
	const nameColumns = Math.min(longest, Math.max(Math.floor(room / 2), 1));
	const rest = room - nameColumns - 2 - widthOf(from) - 1;
	const short = cutApart(shape.names, nameColumns, more);
	return shape.names.map((name, task) => {
		const others = (shape.before[task] ?? []).map(other => shape.names[other] ?? '');
		const waits = others.length === 0 ? '' : `${from} ${listed(others, rest, more)}`;
		const shown = waits === '' ? cutMiddle(name, room, more) : (short[task] ?? name);
		return row(
			segment(`${(numbers[task] ?? '').padStart(numberColumns)}  `, 'faint'),
			waits === '' ? shown : `${padTo(shown, nameColumns)}  `,
			segment(waits, 'faint'),
		);
	});
}

/** As many names as fit, and how many more there are: `a, b and 3 more`. */
function listed(names: readonly string[], width: number, more: string): string {
	for (let shown = names.length; shown > 0; shown--) {
		const rest = names.length - shown;
		const text = names.slice(0, shown).join(', ') + (rest === 0 ? '' : ` and ${rest} more`);
		if (widthOf(text) <= width) return text;
	}
	const [only = ''] = names;
	return names.length === 1 ? cutMiddle(only, width, more) : cutEnd(count(names.length, 'task'), width, more);
}

/** `level 3   120 tasks  a, b, c …`; at last that the dependencies are not drawn. */
export function levelList(shape: Shape, width: number, height: number, look: Look): readonly Row[] {
	const {more, dot} = look.glyphs;
	const byLevel: number[][] = [];
	for (const [task, level] of levelsOf(shape).entries()) (byLevel[level] ??= []).push(task);
	const total = [
		count(shape.names.length, 'task'),
		count(byLevel.length, 'level'),
		...(shape.edges === 0 ? [] : [`${count(shape.edges, 'dependency').replace(/ys$/, 'ies')} not drawn`]),
	].join(` ${dot} `);
	const last = row(segment(cutEnd(total, width, more), 'faint'));
	const room = height - 1;
	const hidden = byLevel.length > room ? byLevel.length - Math.max(0, room - 1) : 0;
	const half = Math.ceil((byLevel.length - hidden) / 2);
	const numberColumns = String(byLevel.length).length;
	const countColumns = Math.max(0, ...byLevel.map(tasks => count(tasks.length, 'task').length));
	const rows = byLevel.flatMap((tasks, level) => {
		if (hidden > 0 && level >= half && level < half + hidden)
			return level === half && room > 0 ? [skipped(byLevel.slice(half, half + hidden), width, look)] : [];
		const head = `level ${String(level + 1).padStart(numberColumns)}  ${count(tasks.length, 'task').padEnd(countColumns)}  `;
		const names = startOf(
			tasks.map(task => shape.names[task] ?? ''),
			width - head.length,
			more,
		);
		return [row(segment(cutEnd(head.trimEnd(), width, more).padEnd(Math.min(width, head.length)), 'faint'), names)];
	});
	return [...rows, last].slice(-height);
}

function skipped(levels: readonly (readonly number[])[], width: number, {glyphs}: Look): Row {
	const tasks = levels.reduce((sum, {length}) => sum + length, 0);
	const words = `${glyphs.more} ${count(levels.length, 'more level')}, ${count(tasks, 'task')}`;
	return row(segment(cutEnd(words, width, glyphs.more), 'faint'));
}

/** As many names as fit: `a, b, c …`. */
function startOf(names: readonly string[], width: number, more: string): string {
	let text = '';
	for (const [index, name] of names.entries()) {
		const longer = index === 0 ? name : `${text}, ${name}`;
		const end = index === names.length - 1 ? 0 : widthOf(more) + 1;
		if (widthOf(longer) + end > width)
			return index === 0
				? cutMiddle(name, Math.max(0, width - end), more) + (end > 0 && width > end ? ` ${more}` : '')
				: `${text} ${more}`;
		text = longer;
	}
	return text;
}
