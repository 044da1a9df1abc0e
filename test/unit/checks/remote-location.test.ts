// Where data goes on remote storage: by its path, or by its name.
import {expect, it} from 'vitest';
import {dataUrlFor, newLocation, remoteLocation} from '../../../src/checks/remote-location.ts';

it.each([
	['data/01_raw/a.csv', 's3://t/p/01_raw/a.csv'],
	['/home/ada/demo/data/01_raw/a.csv', 's3://t/p/01_raw/a.csv'],
	['models/m.pkl', 's3://t/p/models/m.pkl'],
	['file:///mnt/x/a.csv', 's3://t/p/mnt/x/a.csv'],
	['../x/a.csv', 's3://t/p/x/a.csv'],
	['~/a.csv', 's3://t/p/a.csv'],
	['data/06/{group}.csv', 's3://t/p/06/{group}.csv'],
])('the path %s goes to %s', (path, place) => expect(remoteLocation('s3://t/p/', path, '/home/ada/demo')).toBe(place));

it('a dataset without a location goes to one by its name, and no two names share it', () => {
	expect(newLocation('s3://t', 'north.rank', 'pkl')).toBe('s3://t/between/north.rank.pkl');
	expect(newLocation('s3://t', 'größe', 'pkl')).toBe('s3://t/between/größe.pkl');
	const [one, other] = ['a b', 'a:b'].map(name => newLocation('s3://t', name, 'pkl'));
	expect(one).toMatch(/^s3:\/\/t\/between\/a_b-[0-9a-f]{4}\.pkl$/);
	expect(one).not.toBe(other);
});

it.each([
	['az://raw/shop', 'abfs://raw/shop', 'az://raw/shop'],
	[
		'wasbs://raw@a.blob.core.windows.net/x',
		'abfss://raw@a.dfs.core.windows.net/x',
		'wasbs://raw@a.blob.core.windows.net/x',
	],
	['s3n://tide/x', 's3://tide/x', 's3a://tide/x'],
	['dbfs://mnt/x', 'dbfs:///mnt/x', 'dbfs://mnt/x'],
	['gs://tide/x', 'gs://tide/x', 'gs://tide/x'],
])('%s is written as %s for fsspec and as %s for Spark', (data, fsspec, spark) =>
	expect([dataUrlFor(data, false), dataUrlFor(data, true)]).toEqual([fsspec, spark]),
);
