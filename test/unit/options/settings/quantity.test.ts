// Which of two amounts of CPU or memory is the larger one.
import {expect, it} from 'vitest';
import {exceeds, larger} from '../../../../src/options/settings/quantity.ts';

it.each([
	['500m', '1', '1'],
	['1500m', '1', '1500m'],
	['1Gi', '1G', '1Gi'],
	['1024Mi', '1Gi', '1024Mi'],
	['2Gi', '512Mi', '2Gi'],
])('of %s and %s the larger one is %s; of equal ones the first', (a, b, expected) => {
	expect(larger(a, b)).toBe(expected);
});

it('a request is more than its limit only where both are there', () => {
	expect(exceeds({request: '2', limit: '500m'})).toBe(true);
	expect(exceeds({request: 1, limit: '1000m'})).toBe(false);
	expect(exceeds({request: '2Gi'})).toBe(false);
	expect([exceeds('2Gi'), exceeds(3), exceeds(undefined)]).toEqual([false, false, false]);
});
