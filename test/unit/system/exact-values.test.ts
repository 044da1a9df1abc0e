// Values that JavaScript would change: read as typed, written as ASCII JSON without placeholders.
import {expect, it} from 'vitest';
import {fromJson, fromTyped, toJson} from '../../../src/system/exact-values.ts';
import {typed} from '../../support/exact-values.ts';

it.each(typed)('%s is read and written without loss', (text, value, json) => {
	expect(fromTyped(text)).toEqual(value);
	expect(toJson(value)).toBe(json);
	expect(fromJson(json)).toEqual(value);
});

it.each([
	['', 'is empty'],
	['  ', 'is empty'],
	['[a', 'is not a valid YAML value'],
	['"a', 'is not a valid YAML value'],
	['@a', 'is not a valid YAML value'],
	['*a', 'is not a valid YAML value'],
	['a #b', 'contains a comment'],
	['a: b', 'without brackets'],
	['- a', 'without brackets'],
	['a\nb', 'contains a line break'],
	['"a\nb"', 'contains a line break'],
	['[a\nb]', 'contains a line break'],
	['&a b', 'contains an anchor or a tag'],
	['!!str 1', 'contains an anchor or a tag'],
	['[!!float 1]', 'is not a valid YAML value'],
	['*.csv', 'put a text in quotes'],
	['{1: a}', 'a key that is not a text'],
	['{a: {null: 1}}', 'a key that is not a text'],
	['{a: 1, a: 2}', 'is not a valid YAML value'],
])('a text that would silently become another value is refused: %j', (text, words) => {
	expect(() => fromTyped(text)).toThrow(words);
});
