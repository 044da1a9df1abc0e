// A table for stdout: a line of titles, and cells lined up below them.
import {redact} from '../../system/secrecy/redact.ts';
import {cleanLine} from '../../system/text.ts';
import {measuringLook} from '../../ui/text/look.ts';
import {segment, textOf} from '../../ui/text/rows.ts';
import {table} from '../../ui/text/table.ts';
import type {Context} from '../../ui/context.ts';

/** Nothing is cut: a script may read it, and ids are to be copied. Columns that are empty throughout are left out. */
export function printTable(
	titles: readonly string[],
	lines: readonly (readonly string[])[],
	{stdout}: Pick<Context, 'stdout'>,
): void {
	const used = titles.map((_, index) => lines.some(cells => (cells[index] ?? '') !== ''));
	const rows = [titles, ...lines].map(cells =>
		cells.filter((_, index) => used[index]).map(cell => segment(redact(cleanLine(cell)))),
	);
	const columns = titles.filter((_, index) => used[index]).map(() => ({cut: 'never'}) as const);
	for (const cells of table(rows, columns, Number.POSITIVE_INFINITY, measuringLook)) stdout.write(`${textOf(cells)}\n`);
}
