// A table for stdout: a line of titles, and cells lined up below them.
import {redact} from '../../system/secrecy/redact.ts';
import {cleanLine} from '../../system/text.ts';
import {columnsOf} from '../../ui/text/fold.ts';
import {lookOf} from '../../ui/text/look.ts';
import {segment, textOf} from '../../ui/text/rows.ts';
import {table} from '../../ui/text/table.ts';
import type {Context} from '../../ui/context.ts';

/**
 * On a terminal, cells that do not fit are cut in their middle, but the first one, by which commands take it. In a pipe
 * nothing is cut: a script may read it. Columns that are empty throughout are left out.
 * @param whole columns of numbers and durations, which are not cut either
 */
export function printTable(
	titles: readonly string[],
	lines: readonly (readonly string[])[],
	{stdout, env, platform}: Pick<Context, 'stdout' | 'env' | 'platform'>,
	whole: readonly number[] = [],
): void {
	const used = titles.map((_, index) => lines.some(cells => (cells[index] ?? '') !== ''));
	const rows = [titles, ...lines].map(cells =>
		cells.filter((_, index) => used[index]).map(cell => segment(redact(cleanLine(cell)))),
	);
	const columns = titles
		.map((_, index) => ({cut: index === 0 || whole.includes(index) ? 'never' : 'middle'}) as const)
		.filter((_, index) => used[index]);
	for (const cells of table(rows, columns, columnsOf(stdout), lookOf(stdout, {env, platform})))
		stdout.write(`${textOf(cells)}\n`);
}
