// Differences: the changed lines with three around them, nothing hostile and no secret in them.
import {expect, it} from 'vitest';
import {fileDiff} from '../../../src/fixes/file-diff.ts';
import {randomInteger} from '../../support/random.ts';

const drawn = (before: string | undefined, after: string): readonly string[] =>
	fileDiff('x', before, after).lines.map(({sign, text}) => `${sign}${text}`);

it('the difference of a new file is all of its lines', () => {
	expect(fileDiff('x', undefined, 'a\nb\n')).toEqual({
		file: 'x',
		action: 'create',
		lines: [
			{sign: '+', text: 'a'},
			{sign: '+', text: 'b'},
		],
	});
	expect(fileDiff('x', undefined, '')).toEqual({file: 'x', action: 'create', lines: []});
});

it('three lines around each change are shown, and the others left out', () => {
	const before = 'abcdefghijklmnop'.replaceAll(/(?<=.)(?=.)/g, '\n');
	const after = before.replace('b', 'B\nB').replace('\nn', '');
	expect(drawn(before, after).join('|')).toBe(' a|-b|+B|+B| c| d| e|@| k| l| m|-n| o| p');
});

it('lines that stay between changes are unchanged lines of the difference', () => {
	expect(drawn('a\nb\nc\nd\n', 'b\nx\nd\ny\n')).toEqual(['-a', ' b', '-c', '+x', ' d', '+y']);
});

it('a difference has all lines of both texts', () => {
	const random = randomInteger(7);
	for (let round = 0; round < 200; round++) {
		const text = (): string => Array.from({length: random(7)}, () => `${'abc'.charAt(random(3))}\n`).join('');
		const [before, after] = [text(), text()];
		const lines = fileDiff('x', before, after).lines;
		const side = (sign: string): string =>
			lines
				.filter(line => line.sign === ' ' || line.sign === sign)
				.map(line => `${line.text}\n`)
				.join('');
		if (before === after || lines.some(({sign}) => sign === '@')) continue;
		expect([side('-'), side('+')]).toEqual([before, after]);
	}
});

it('escapes, and secrets near a change, are not shown', () => {
	const near = [
		'password: hunter2',
		'url: https://ada:hunter2@host/x',
		'key: ${oc.env:KEY}',
		'\u001B[31mred',
		'aws_secret_access_key = hunter2',
	];
	const text = drawn(near.join('\n'), near.flatMap(line => [line, 'x']).join('\n')).join('\n');
	expect(text).not.toContain('hunter2');
	expect(text).not.toContain('\u001B');
	expect(text).toContain('key: ${oc.env:KEY}');
});

it('the difference of large files takes a short time', () => {
	const lines = Array.from({length: 20_000}, (_, index) => `line ${index}`);
	const after = lines.map(line => `${line}!`).join('\n');
	expect(fileDiff('x', lines.join('\n'), after).lines).toHaveLength(40_000);
});
