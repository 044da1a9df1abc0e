// Values that JavaScript would change: read as typed, written as ASCII JSON that no cluster touches.
import {expect, it} from 'vitest';
import {run} from '../../../src/system/exec.ts';
import {type Exact, fromJson, fromTyped, toJson} from '../../../src/system/exact-values.ts';
import {bed} from '../../bed/bed.ts';
import {describeWith} from '../../bed/part.ts';

/** What is typed, the value, and its JSON. */
const typed: readonly (readonly [string, Exact, string])[] = [
	['1', 1n, '1'],
	['1.0', 1, '1.0'],
	['-0.0', -0, '-0.0'],
	['120.5', 120.5, '120.5'],
	['1e21', 1e21, '1e+21'],
	['1e-7', 1e-7, '1e-7'],
	['123456789012345678901234567890', 123456789012345678901234567890n, '123456789012345678901234567890'],
	['-3', -3n, '-3'],
	['true', true, 'true'],
	['null', null, 'null'],
	['~', null, 'null'],
	['yes', 'yes', '"yes"'],
	['2026-11-23', '2026-11-23', '"2026-11-23"'],
	['12:30', '12:30', '"12:30"'],
	['s3://bucket/key?x=y', 's3://bucket/key?x=y', '"s3://bucket/key?x=y"'],
	['plain words, with a comma', 'plain words, with a comma', '"plain words, with a comma"'],
	['"a,b"', 'a,b', '"a,b"'],
	['"1"', '1', '"1"'],
	['""', '', '""'],
	['"a\\nb\\t\\u00fc"', 'a\nb\tü', '"a\\nb\\t\\u00fc"'],
	["'it''s'", "it's", '"it\'s"'],
	['[a, b]', ['a', 'b'], '["a","b"]'],
	['[1, 1.0, [true, null]]', [1n, 1, [true, null]], '[1,1.0,[true,null]]'],
	['{a: 1, "b c": {d: [x]}}', {a: 1n, 'b c': {d: ['x']}}, '{"a":1,"b c":{"d":["x"]}}'],
	['[]', [], '[]'],
	['{}', {}, '{}'],
	['|\n  one\n  two\n', 'one\ntwo\n', '"one\\ntwo\\n"'],
	['"{{x}} {{{y}}}"', '{{x}} {{{y}}}', '"\\u007b{x}} \\u007b\\u007b{y}}}"'],
	['"$(HOME) $$(x) $HOME"', '$(HOME) $$(x) $HOME', '"\\u0024(HOME) \\u0024\\u0024(x) $HOME"'],
	['🚀', '🚀', '"\\ud83d\\ude80"'],
];

it.each(typed)('%s', (text, value, json) => {
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
])('refuses what would silently become something else: %j', (text, words) => {
	expect(() => fromTyped(text)).toThrow(words);
});

describeWith(await bed.python('kedro-1'), 'exact JSON, read by Python', python => {
	it('is the same value, type by type', async () => {
		const values = [...typed.map(([, value]) => value), Number.POSITIVE_INFINITY, 0.1, 5e-324, 1.7976931348623157e308];
		const program =
			'import json,sys; print([type(v).__name__ for v in json.loads(sys.argv[1])]); print(json.dumps(json.loads(sys.argv[1])))';
		const {stdout} = await run(python, ['-c', program, toJson(values)]);
		const [types = '', json = ''] = stdout.trim().split('\n');
		const names = (value: Exact): string => {
			if (value === null) return 'NoneType';
			if (Array.isArray(value)) return 'list';
			return (
				{bigint: 'int', number: 'float', boolean: 'bool', string: 'str', object: 'dict'}[typeof value as string] ?? ''
			);
		};
		expect(types).toBe(`[${values.map(value => `'${names(value)}'`).join(', ')}]`);
		expect(fromJson(json.replace('Infinity', '.inf'))).toEqual(values);
	});
});
