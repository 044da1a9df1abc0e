// Suggestions for mistyped words.
import {expect, it} from 'vitest';
import {nearest} from '../../../src/system/nearest.ts';

it('suggests the nearest candidate, and none where all are far', () => {
	expect(nearest('namespce', ['namespace', 'name'])).toBe('namespace');
	expect(nearest('zzz', ['namespace'])).toBeUndefined();
});
