// The kinds of values in kfp.yml: what each accepts, and what is said of the rest.
import type * as z from 'zod';
import {expect, it} from 'vitest';
import {
	amount,
	cpuQuantity,
	label,
	labelKey,
	labelValue,
	memoryQuantity,
	mountPath,
	objectName,
	text,
	timeSpan,
	variableName,
	variableValue,
} from '../../../../src/options/settings/values.ts';

const kinds: readonly (readonly [
	name: string,
	schema: z.ZodType,
	good: readonly unknown[],
	bad: readonly unknown[],
])[] = [
	['a text', text, ['a', ' a '], ['', ' ', 3]],
	['a label', label, ['team-a'], ['Team', 'a_b', '-a', 'x'.repeat(64)]],
	['the name of an object', objectName, ['a.b-c'], ['A', 'a_b', '']],
	['the name of a variable', variableName, ['A_1', '_x'], ['1A', 'A-B', '']],
	['the key of a label', labelKey, ['team', 'example.com/team'], ['/team', 'a b']],
	['the value of a label', labelValue, ['', 'A.b_c'], ['a b', '-a']],
	['a path in the container', mountPath, ['/mnt/x'], ['mnt', '/', '/a:b']],
	['the value of a variable', variableValue, ['', 'x', 3], [true, 1.5, null]],
	['an amount of CPU', cpuQuantity, [2, 0.5, '500m', '1.5'], [0, '2Gi', 'two']],
	['an amount of memory', memoryQuantity, ['2Gi', '512Mi', '1.5G'], ['2', 2, '2gb']],
	['a time', timeSpan, ['90s', '1h30m', '2d'], ['', 'soon', '30m1h']],
	[
		'a request and a limit',
		amount(memoryQuantity),
		['1Gi', {request: '1Gi'}, {request: '1Gi', limit: '2Gi'}],
		[{max: '1Gi'}, 1],
	],
];

it.each(kinds)('%s is accepted or refused with a reason', (_, schema, good, bad) => {
	for (const value of good) expect(schema.safeParse(value).success, JSON.stringify(value)).toBe(true);
	for (const value of bad) {
		const result = schema.safeParse(value);
		expect(result.success, JSON.stringify(value)).toBe(false);
		expect(result.error?.issues[0]?.message).not.toBe('');
	}
});
