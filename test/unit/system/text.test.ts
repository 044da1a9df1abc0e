// Cleaning text from outside, and numbers for people.
import {expect, it} from 'vitest';
import {bytes, clean, cleanLine, count, duration, tail} from '../../../src/system/text.ts';

it('text from outside is cleaned, and numbers are formatted for people', () => {
	expect(clean('\u001B]8;;http://x\u0007link\u001B]8;;\u0007 \u001B[2Jok \u0007\u202E!')).toBe('link ok !');
	expect(clean('a\r\nb\rc\td')).toBe('a\nb\nc\td');
	expect(cleanLine('10%\r55%\r100%\r\n')).toBe('100%');
	expect(tail('a\n\nb\nc\n', 2)).toBe('b\nc');
	expect([
		count(1, 'task'),
		count(1200, 'task'),
		count(999, 'task'),
		count(12_345_678, 'task'),
		bytes(999),
		bytes(4_100_000),
		duration(400),
		duration(125_400),
		duration(3_599_600),
		duration(5_120_000),
		duration(-3_600_000),
	]).toEqual([
		'1 task',
		'1,200 tasks',
		'999 tasks',
		'12,345,678 tasks',
		'999 B',
		'4.1 MB',
		'0.4 s',
		'2 min 5 s',
		'1 h',
		'1 h 25 min',
		'0.0 s',
	]);
});
