// Rows as they are written to a stream.
import {describe, expect, it} from 'vitest';
import {lookOf} from '../../../../src/ui/text/look.ts';
import {paint, row, segment} from '../../../../src/ui/text/rows.ts';
import {resultRows} from '../../../../src/ui/views/result.ts';
import {success} from '../../../support/ui/events.ts';
import {linux} from '../../../support/ui/look.ts';
import {tty} from '../../../support/ui/terminal.ts';

describe('links that can be clicked', () => {
	it('the address of the run is a link to itself', () => {
		const result = success.event === 'result' ? success : undefined;
		const url = result?.run?.url ?? '';
		const painted = (env: Record<string, string>, stream: object): string =>
			(result === undefined ? [] : resultRows(result, lookOf(stream, linux(env))))
				.map(cells => paint(cells, lookOf(stream, linux(env))))
				.join('\n');
		expect(painted({TERM: 'xterm-kitty'}, tty)).toContain(
			`\u001B]8;;${url}\u001B\\\u001B[36m${url}\u001B[39m\u001B]8;;\u001B\\`,
		);
		expect(painted({TERM: 'xterm-256color'}, tty)).not.toContain('\u001B]8');
		expect(painted({TERM: 'xterm-kitty', FORCE_HYPERLINK: '1'}, {})).not.toContain('\u001B');
	});

	it('only web addresses become links', () => {
		const look = lookOf(tty, linux({TERM: 'xterm-kitty', LANG: 'C.UTF-8'}));
		for (const link of ['javascript:alert(1)', 'http://a\u001B\\b', 'http://a b', ''])
			expect(paint([{text: 'x', link}], look)).toBe('x');
	});
});

describe('text from outside', () => {
	it('B17: keeps its letters, and nothing of it reaches the terminal that this obeys', () => {
		const hostile = 'ev\u001B]52;c;aGk=\u0007il\u202E\nb';
		const look = lookOf(tty, linux({TERM: 'xterm-kitty'}));
		expect(paint(row(segment(hostile, 'accent')), look)).toBe('\u001B[36mevil b\u001B[39m');
	});
});
