// Comparing releases.
import {expect, it} from 'vitest';
import {isBelow, parseVersion} from '../../../src/system/version.ts';

it.each([
	['0.19.8', [0, 19, 8]],
	['v2.14', [2, 14, 0]],
	['1.0.0rc1', [1, 0, 0]],
	['one', undefined],
	['2', undefined],
])('the version %s is read as %j', (text, release) => expect(parseVersion(text)).toEqual(release));

it.each([
	['2.13.9', true],
	['2.14.0', false],
	['2.14', false],
	['10.0.0', false],
	['1.99.0', true],
	['unknown', false],
])('the version %s is below 2.14.0: %s', (version, below) => expect(isBelow(version, [2, 14, 0])).toBe(below));
