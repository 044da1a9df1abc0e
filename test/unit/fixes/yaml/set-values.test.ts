// Values set in files that people wrote: every other byte stays, or the file is refused as a whole.
import {describe, expect, it} from 'vitest';
import {parse} from 'yaml';
import {setValues, type YamlValue} from '../../../../src/fixes/yaml/set-values.ts';
import {WizardError} from '../../../../src/system/errors.ts';
import {errorOf} from '../../../support/error-of.ts';

const file = 'conf/s3/kfp.yml';
const set = (text: string, path: string, value: YamlValue['value']): string =>
	setValues(text, [{path: path.split('/'), value}], file);

describe('a value that is there', () => {
	it.each([
		['host: http://old # why\n', 'host: http://new # why\n'],
		['host:   "http://old"\t# why', 'host:   http://new\t# why'],
		['host:\t# why\n  # more\n', 'host: http://new\t# why\n  # more\n'],
		['host:\n', 'host: http://new\n'],
		['\uFEFFhost: http://old\r\na: 1   \r\n', '\uFEFFhost: http://new\r\na: 1   \r\n'],
		['host: # why\n  http://old # and this\na: 1\n', 'host: # why\n  http://new # and this\na: 1\n'],
		['host: >-\n  http://\n  old\n\n# next\na: 1\n', 'host: http://new\n\n# next\na: 1\n'],
		['a: 1\r\nhost: |\r\n  http://old', 'a: 1\r\nhost: http://new'],
		['host: # which\n# between\n- a # one\n- b\n# after\na: 1', 'host: http://new # which\n# between\n# after\na: 1'],
		['{a: 1, host: [x, y], b: 2}', '{a: 1, host: http://new, b: 2}'],
		['--- # start\nhost: a\n...\n', '--- # start\nhost: http://new\n...\n'],
		["'host' : a\n", "'host' : http://new\n"],
	])('%j', (text, after) => {
		expect(set(text, 'host', 'http://new')).toBe(after);
	});
});

describe('a new value', () => {
	it.each([
		['', 'a/b', 'a:\n  b: 1\n'],
		['# only\n', 'a', '# only\na: 1\n'],
		['# only', 'a', '# only\na: 1'],
		['\uFEFF', 'a', '\uFEFFa: 1\n'],
		['---\n', 'a', '---\na: 1\n'],
		['x: 1\r\n\r\n# end\r\n', 'a/b', 'x: 1\r\na:\r\n  b: 1\r\n\r\n# end\r\n'],
		['x:\n    y: 2 # why\n    # z: 3\nw: 4', 'x/a', 'x:\n    y: 2 # why\n    a: 1\n    # z: 3\nw: 4'],
		['x:\n    y: 2', 'a/b', 'x:\n    y: 2\na:\n    b: 1'],
		['x: {y: 2} # why\n', 'x/a', 'x: {y: 2, a: 1} # why\n'],
		['x: { y: 2 }\n', 'x/a/b', 'x: { y: 2, a: { b: 1 } }\n'],
		['x: {}\n', 'x/a', 'x: {a: 1}\n'],
		['x:\n  # none yet\nw: 1\n', 'x/a', 'x: {a: 1}\n  # none yet\nw: 1\n'],
		['x: ~ # none\n', 'x/a', 'x: {a: 1} # none\n'],
		['x: |\r\n  text\r\n', 'a', 'x: |\r\n  text\r\na: 1\r\n'],
		['x: &x {y: 1}\n', 'x/a', 'x: &x {y: 1, a: 1}\n'],
		['x: {y: 1,\n  z: 2 # why\n}\n', 'x/a', 'x: {y: 1,\n  z: 2, a: 1 # why\n}\n'],
		['x: 1\n', 'on', 'x: 1\n"on": 1\n'],
		['x: 1\n...\n# after\n', 'a', 'x: 1\na: 1\n...\n# after\n'],
	])('%j %s', (text, path, after) => {
		expect(set(text, path, 1n)).toBe(after);
	});

	it('is what every reader of YAML takes for it', () => {
		const values = [
			1n,
			1,
			1.5,
			'on',
			'1e3',
			'2020-01-01',
			'a, b: c',
			'x\ny',
			'#!/bin/sh\nls',
			'${oc.env:A}',
			null,
			true,
		];
		for (const value of [...values, values, {a: values}]) {
			expect(parse(set('x: {y: 1}\n', 'x/a', value), {intAsBigInt: true})).toEqual({x: {y: 1n, a: value}});
			expect(parse(set('x: 1\n', 'a', value), {version: '1.1', intAsBigInt: true})).toEqual({x: 1n, a: value});
		}
	});
});

describe('a file that cannot be changed in this way', () => {
	it.each([
		['several documents', 'a: 1\n---\nb: 2\n'],
		['a key that is there twice', 'a: 1\na: 2\n'],
		['broken YAML', 'a: [\n'],
		['a list', '- a\n'],
		['a text', 'hello\n'],
		['tabs for spaces', 'a:\n\tb: 1\n'],
		['an alias, which another key shares', 'x: &x {y: 1}\na: *x\n'],
		['an anchor, which another key shares', 'a: &x {y: 1}\nx: *x\n'],
		['a list at the path', 'a: [1]\n'],
		['a tag of another type', 'a: {b: !!str old}\n'],
	])('%s: it is refused', async (_, text) => {
		const error = await errorOf(Promise.resolve().then(() => set(text, 'a/b', 1n)));
		expect(error).toMatchObject({kind: 'project', code: 'SETTINGS_UNREADABLE'});
	});
});

/** Numbers that look random and are the same in every run. */
function randomNumbers(seed: number): (below: number) => number {
	let state = seed;
	return below => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor((state / 2 ** 32) * below);
	};
}

const blocks = [
	'# a comment\n',
	'\n',
	'   \n',
	'\t\n',
	' # an indented comment\n',
	'K: plain value # beside\n',
	"K:   'it''s'   \n",
	'K: "a # b"\t# c\n',
	'K: # beside\n',
	'K: [1, {a: b}, # in\n   2] # after\n',
	'K: { a: b , c: }\n',
	'K:\n  # first\n  a: b   # beside a\n\n  # second\n  c: [d]\n  # last\n',
	'K:\n- a # one\n\n# between\n- b\n',
	'K: |\n  text # no comment\n\n    more\n',
	'K: >-\n  folded\n  text\n',
	'K: &K {x: 1}\n',
	'K: two\n  lines\n',
	'"K" : quoted\n',
];

/** What of a text is not in another one: that between their common beginning and their common end. */
function difference(text: string, other: string): string {
	let start = 0;
	while (start < text.length && text[start] === other[start]) start++;
	let end = 0;
	while (end < text.length - start && text.at(-1 - end) === other.at(-1 - end)) end++;
	return text.slice(start, text.length - end);
}

it('keeps every line but those of the value, whatever stands in the file', () => {
	let changed = 0;
	for (let seed = 1; seed <= 600; seed++) {
		const random = randomNumbers(seed);
		const names: string[] = [];
		const pieces = Array.from({length: 1 + random(7)}, (_, index) => {
			const block = blocks[random(blocks.length)] ?? '';
			if (block.includes('K')) names.push(`k${index}`);
			return block.replaceAll('K', `k${index}`);
		});
		const unix = random(4) === 0 ? pieces.join('').trimEnd() : pieces.join('');
		const text = `${random(5) === 0 ? '\uFEFF' : ''}${random(3) === 0 ? unix.replaceAll('\n', '\r\n') : unix}`;
		const name = names[random(names.length + 1)] ?? 'fresh';
		const path = random(3) === 0 ? `${name}/inner` : name;
		let after: string;
		try {
			after = set(text, path, 'v');
		} catch (error) {
			if (!(error instanceof WizardError)) throw error;
			continue;
		}
		const shown = JSON.stringify({text, path, after});
		const gone = difference(text, after);
		const keyAt = text.search(new RegExp(`^\uFEFF?"?${name}"?[ :]`, 'm'));
		const [block = ''] = text.slice(Math.max(0, keyAt)).split(/\n(?="?k\d+"?[ :])/);
		if (keyAt < 0) expect(gone, shown).toBe('');
		else if (gone !== '') expect(block, shown).toContain(gone.trimEnd());
		for (const comment of [/# beside(?! a)/, /# after/, /# a comment/, /# an indented/, /# c\b/])
			expect(after.split(comment).length, shown).toBe(text.split(comment).length);
		expect(after.endsWith('\n'), shown).toBe(text.endsWith('\n') || text.replace('\uFEFF', '') === '');
		changed += 1;
	}
	expect(changed).toBeGreaterThan(480);
});
