// JSON that may not be valid.
import {expect, it} from 'vitest';
import {parseJson} from '../../../src/system/json.ts';

it('valid JSON gives its value, and any other text gives undefined', () => {
	expect(parseJson('{"a": [1]}')).toEqual({a: [1]});
	expect(parseJson('null')).toBeNull();
	expect(['', '{', 'secret'].map(parseJson)).toEqual([undefined, undefined, undefined]);
});
