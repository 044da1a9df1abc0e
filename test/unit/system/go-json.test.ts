// JSON as Go writes it.
import {expect, it} from 'vitest';
import {goJson, jsonBytes} from '../../../src/system/go-json.ts';

it('writes what HTML and JavaScript read in another way by its number', () => {
	expect(goJson({'a<b': '1 > 0 && "ü"'})).toBe(String.raw`{"a\u003cb":"1 \u003e 0 \u0026\u0026 \"ü\""}`);
	expect(goJson('\u2028\u2029')).toBe(String.raw`"\u2028\u2029"`);
	expect(jsonBytes('<ü')).toBe(10);
});
