// A table on stdout: cut in the middle on a terminal, whole in a pipe.
import {expect, it} from 'vitest';
import {printTable} from '../../../../src/commands/runs/print-table.ts';

const long = 'churn-prod 2026-11-27 21:00 UTC with a long name';

function printed(columns?: number): readonly string[] {
	let text = '';
	const stdout = {
		write: (piece: string) => (text += piece),
		...(columns === undefined ? {} : {isTTY: true, columns}),
	};
	const context = {stdout, env: {LANG: 'C.UTF-8'}, platform: 'linux' as const};
	printTable(['ID', 'NAME', 'EMPTY', 'STATE'], [['0f3c9a12', long, '', 'SUCCEEDED']], context);
	return text.trimEnd().split('\n');
}

it('a pipe gets every cell whole', () => {
	expect(printed()[1]).toBe(`0f3c9a12  ${long}  SUCCEEDED`);
});

it('a terminal gets lines that fit, cut in the middle of what is long', () => {
	for (const columns of [40, 60]) {
		const lines = printed(columns);
		expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(columns);
		expect(lines[1]).toMatch(/^0f3c9a12 {2}churn.*….*name {2}SUCCEEDED$/);
	}
});
