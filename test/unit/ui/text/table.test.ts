// Cells lined up in columns.
import {describe, expect, it} from 'vitest';
import {rowWidth, segment, textOf} from '../../../../src/ui/text/rows.ts';
import {table} from '../../../../src/ui/text/table.ts';
import {plain} from '../../../support/ui/texts.ts';

describe('tables', () => {
	const lines = [
		[segment('+ image'), segment('ghcr.io/nordsjo/tide:3f9a1c7e22d0'), segment('312 files, 4.1 MB, linux/amd64')],
		[segment('~ spec'), segment('tide.yaml'), segment('')],
	];
	const columns = [{cut: 'never'}, {cut: 'middle'}, {cut: 'end'}] as const;

	it('a table with room has its natural width', () => {
		expect(table(lines, columns, Number.POSITIVE_INFINITY, plain).map(textOf)).toEqual([
			'+ image  ghcr.io/nordsjo/tide:3f9a1c7e22d0  312 files, 4.1 MB, linux/amd64',
			'~ spec   tide.yaml',
		]);
	});

	it('a narrow table shares the width, and drops the last column if too little of it is left', () => {
		expect(table(lines, columns, 50, plain).map(textOf)).toEqual([
			'+ image  ghcr.io/no…a1c7e22d0  312 files, 4.1 MB,…',
			'~ spec   tide.yaml',
		]);
		expect(textOf(table(lines, columns, 22, plain)[0] ?? [])).not.toContain('files');
		for (let width = 12; width <= 80; width++) {
			for (const cells of table(lines, columns, width, plain)) expect(rowWidth(cells)).toBeLessThanOrEqual(width);
		}
	});
});
