// How long nodes took when they last ran, in the cache.
import {expect, it} from 'vitest';
import {knownSeconds, rememberSeconds} from '../../../src/options/measured-seconds.ts';
import {withTemporaryFolder} from '../../../src/system/temporary-folder.ts';

const named = (...names: readonly string[]) => names.map(name => ({name}));

it('keeps the last times of each node, and knows those that take longer than a second', () =>
	withTemporaryFolder(async folder => {
		const env = {XDG_CACHE_HOME: folder};
		expect(await knownSeconds('/p', named('a'), env)).toBeUndefined();
		await rememberSeconds(
			'/p',
			[
				{nodes: ['a'], seconds: 3},
				{nodes: ['b'], seconds: 43},
			],
			env,
		);
		expect(await knownSeconds('/p', named('a', 'b'), env)).toEqual(['b=40']);
		await rememberSeconds(
			'/p',
			[
				{nodes: ['b'], seconds: 2},
				{nodes: ['c=1'], seconds: 12},
			],
			env,
		);
		expect(await knownSeconds('/p', named('a', 'b', 'c=1'), env)).toEqual(['c=1=10']);
		expect(await knownSeconds('/p', named('a'), env)).toEqual([]);
		expect(await knownSeconds('/p', named('new'), env)).toBeUndefined();
	}));
