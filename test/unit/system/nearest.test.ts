// Suggestions for mistyped words.
import {expect, it} from 'vitest';
import {nearest} from '../../../src/system/nearest.ts';

it('the nearest candidate is suggested, and none where all are far', () => {
	expect(nearest('namespce', ['namespace', 'name'])).toBe('namespace');
	expect(nearest('zzz', ['namespace'])).toBeUndefined();
});
