// How output looks on a stream.
import {describe, expect, it} from 'vitest';
import {lookOf} from '../../../../src/ui/text/look.ts';
import {paint, row, segment} from '../../../../src/ui/text/rows.ts';
import {linux} from '../../../support/ui/look.ts';
import {utf8} from '../../../support/ui/texts.ts';

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
	])('the look of a stream has colour or not: %s', (_, stream, env, colour) => {
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
	])('the look of a stream has glyphs or ASCII: %o on %s', (env, platform, tick) => {
		expect(lookOf(terminal, {env, platform}).glyphs.tick).toBe(tick);
	});

	it('an ASCII look has only ASCII glyphs', () => {
		const {glyphs} = lookOf(terminal, linux({LANG: 'C'}));
		expect(Object.values(glyphs).flat().join('')).toMatch(/^[\u0020-\u007E]*$/);
	});
});
