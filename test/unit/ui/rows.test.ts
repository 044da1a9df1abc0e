// Fitting, wrapping and lining up: nothing is ever wider than asked, and what is cut stays recognisable.
import {describe, expect, it} from 'vitest';
import {cutEnd, cutMiddle, widthOf} from '../../../src/ui/text/fit.ts';
import {paint, row, rowWidth, segment, textOf} from '../../../src/ui/text/rows.ts';
import {table} from '../../../src/ui/text/table.ts';
import {fitRow, wrapRow} from '../../../src/ui/text/wrap.ts';
import {lookOf} from '../../../src/ui/text/look.ts';
import {linux} from '../../support/ui/look.ts';

const utf8 = {LANG: 'C.UTF-8', TERM: 'xterm'};
const plain = lookOf({}, linux(utf8));
const texts = [
	'',
	'short',
	'ghcr.io/nordsjo/tide-tables-with-a-name:3f9a1c7e22d0',
	'日本語のデータセット',
	'👩‍🔬 modell_å 🇸🇪',
	'e\u0301'.repeat(30),
];

describe('cutting', () => {
	it('keeps both ends of a name', () => {
		expect(cutMiddle('ghcr.io/nordsjo/tide:3f9a1c7e22d0', 20, '…')).toBe('ghcr.io/no…a1c7e22d0');
	});

	it.each(texts)('never makes %s wider than asked', text => {
		for (let width = 0; width <= 60; width++) {
			expect(widthOf(cutMiddle(text, width, '…'))).toBeLessThanOrEqual(width);
			expect(widthOf(cutEnd(text, width, '...'))).toBeLessThanOrEqual(width);
		}
		expect(cutMiddle(text, widthOf(text), '…')).toBe(text);
	});

	it('does not break a character that is several code points', () => {
		expect(cutEnd('👩‍🔬👩‍🔬👩‍🔬', 5, '…')).toBe('👩‍🔬👩‍🔬…');
	});

	it('cuts a row of tones at its right end', () => {
		const cells = row(segment('Which ', 'strong'), 'pipeline', segment(' of them', 'faint'));
		expect(textOf(fitRow(cells, 10, plain))).toBe('Which pip…');
		for (let width = 0; width <= 30; width++) expect(rowWidth(fitRow(cells, width, plain))).toBeLessThanOrEqual(width);
	});
});

describe('wrapping', () => {
	it('breaks between words and indents what follows', () => {
		const rows = wrapRow(row(segment('✗', 'bad'), ' high_raw lives only in memory'), 16, 2);
		expect(rows.map(textOf).map(text => text.trimEnd())).toEqual(['✗ high_raw lives', '  only in memory']);
	});

	it('breaks a word that is longer than the row, and loses nothing', () => {
		const address = 'http://localhost:8080/#/runs/details/0f3c4be1-6a3f';
		const rows = wrapRow(row('Run  ', address), 20, 4);
		expect(rows.map(textOf).join('').replaceAll(' ', '')).toBe(`Run${address}`);
	});

	it.each(texts)('keeps %s within any width', text => {
		for (let width = 2; width <= 40; width++) {
			for (const cells of wrapRow(row(text, ' ', segment(text, 'faint')), width, 4)) {
				expect(textOf(cells).trimEnd().length === 0 || widthOf(textOf(cells).trimEnd()) <= width).toBe(true);
			}
		}
	});
});

describe('tables', () => {
	const lines = [
		[segment('+ image'), segment('ghcr.io/nordsjo/tide:3f9a1c7e22d0'), segment('312 files, 4.1 MB, linux/amd64')],
		[segment('~ spec'), segment('tide.yaml'), segment('')],
	];
	const columns = [{cut: 'never'}, {cut: 'middle'}, {cut: 'end'}] as const;

	it('lines up at the natural width where there is room', () => {
		expect(table(lines, columns, Number.POSITIVE_INFINITY, plain).map(textOf)).toEqual([
			'+ image  ghcr.io/nordsjo/tide:3f9a1c7e22d0  312 files, 4.1 MB, linux/amd64',
			'~ spec   tide.yaml',
		]);
	});

	it('shares what is left, and drops the last column where it would say nothing', () => {
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

describe('the look of a stream', () => {
	const terminal = {isTTY: true};

	it.each([
		['a terminal', terminal, utf8, true],
		['a pipe', {}, utf8, false],
		['NO_COLOR', terminal, {...utf8, NO_COLOR: '1'}, false],
		['an empty NO_COLOR', terminal, {...utf8, NO_COLOR: ''}, true],
		['a dumb terminal', terminal, {...utf8, TERM: 'dumb'}, false],
		['FORCE_COLOR=0', terminal, {...utf8, FORCE_COLOR: '0'}, false],
		['FORCE_COLOR in a pipe', {}, {...utf8, FORCE_COLOR: '1'}, true],
	])('has colour or not: %s', (_, stream, env, colour) => {
		const look = lookOf(stream, linux(env));
		expect(paint(row(segment('done', 'good')), look)).toBe(colour ? '\u001B[32mdone\u001B[39m' : 'done');
	});

	it.each([
		[{LANG: 'en_US.UTF-8'}, 'linux', '✓'],
		[{LC_ALL: 'C', LANG: 'en_US.UTF-8'}, 'linux', '+'],
		[{LANG: 'de_DE.ISO-8859-1'}, 'linux', '+'],
		[{TERM: 'linux', LANG: 'en_US.UTF-8'}, 'linux', '+'],
		[{}, 'linux', '+'],
		[{}, 'darwin', '✓'],
		[{}, 'win32', '+'],
		[{WT_SESSION: 'x'}, 'win32', '✓'],
	])('has glyphs or ASCII: %o on %s', (env, platform, tick) => {
		expect(lookOf(terminal, {env, platform}).glyphs.tick).toBe(tick);
	});

	it('is ASCII to the last glyph where it is ASCII', () => {
		const {glyphs} = lookOf(terminal, linux({LANG: 'C'}));
		expect(Object.values(glyphs).flat().join('')).toMatch(/^[\u0020-\u007E]*$/);
	});
});
