// What Kedro's datasets on fsspec lose of a URL, and the form that they keep whole.
import {expect, it} from 'vitest';
import {asKept, urlLoss} from '../../../src/kedro/fsspec-url.ts';

it.each([
	['az://raw/shop/x.csv', 'drops the container "raw"', 'abfs://raw/shop/x.csv'],
	[
		'abfs://raw@shop.dfs.core.windows.net/x.csv',
		'drops the container "raw" and takes "shop.dfs.core.windows.net"',
		'abfss://raw@shop.dfs.core.windows.net/x.csv',
	],
	['wasbs://raw@shop.blob.core.windows.net/x', 'does not know wasbs://', 'abfss://raw@shop.dfs.core.windows.net/x'],
	['wasb://raw/x', 'does not know wasb://', 'abfs://raw/x'],
	['dbfs://mnt/shop/x.csv', 'drops the first part "mnt"', 'dbfs:///mnt/shop/x.csv'],
	['dbfs:/mnt/shop/x.csv', 'local path', 'dbfs:///mnt/shop/x.csv'],
	['s3n://shop/x.csv', 'does not know s3n://', 's3://shop/x.csv'],
	['minio://shop/x.csv', 'drops the first part "shop"', 's3://shop/x.csv'],
	['simplecache::s3://shop/x.csv', 'local path', 's3://shop/x.csv'],
	['tos://shop/x.csv', 'drops the first part "shop"', undefined],
])('%s: Kedro %s', (url, reason, instead) => {
	const loss = urlLoss(url, '1.7.0');
	expect(loss?.reason).toContain(reason);
	expect(loss?.instead).toBe(instead);
	// What is proposed in its place loses nothing.
	if (instead !== undefined) expect(urlLoss(instead, '1.7.0')).toBeUndefined();
});

it.each([
	['s3a://shop/x', '0.18.4', '0.18.14'],
	['abfss://raw@shop.dfs.core.windows.net/x', '0.18.0', '0.18.14'],
	['oss://shop/x', '0.19.8', '0.19.9'],
	['oci://shop@team/x', '0.19.9', '0.19.15'],
])('%s loses its bucket in Kedro %s and not in %s', (url, old, current) => {
	expect(urlLoss(url, old)?.reason).toContain(`Kedro ${old} drops the bucket`);
	expect(urlLoss(url, current)).toBeUndefined();
});

it.each(['az:///raw/x.csv', 'hdfs:///shop/x', 'file:///data/x', 'https://example.org/x', 'data/x.csv', 'gs://shop/x'])(
	'%s loses nothing',
	url => expect(urlLoss(url, '1.7.0')).toBeUndefined(),
);

it('a server is lost too, and may come in another way', () =>
	expect(urlLoss('hdfs://nn:8020/shop/x', '1.7.0')).toMatchObject({isServer: true}));

it.each([
	['abfss://raw@shop.dfs.core.windows.net/x', 'abfss://raw@shop.dfs.core.windows.net/x'],
	['abfss://raw/x', 'abfss://raw/x'],
	['az://raw', 'abfs://raw'],
])('%s is kept as %s', (url, kept) => expect(asKept(url)).toBe(kept));
