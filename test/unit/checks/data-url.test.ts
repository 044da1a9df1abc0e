// Data URLs: which are valid, and which one a project already uses.
import {expect, it} from 'vitest';
import {dataUrlProblem, defaultDataUrl} from '../../../src/checks/data-url.ts';
import {csv, facts} from '../../support/facts.ts';

const of = (...places: readonly string[]) =>
	defaultDataUrl({...facts().project, datasets: places.map((place, index) => csv(`d${index}`, place))});

it.each([
	's3://tide',
	's3://tide/demo',
	's3://tide/demo/',
	's3a://tide.eu/demo',
	'gs://tide/x',
	'abfs://box@account.dfs.core.windows.net/x',
	'hdfs:///data',
	'az://raw/shop',
	'wasbs://raw@account.blob.core.windows.net/x',
	'dbfs:///mnt/shop',
])('%s is a valid data URL', text => expect(dataUrlProblem(text)).toBeUndefined());

it.each([
	['', /A data URL looks like s3:\/\/bucket\/prefix/],
	['data/x', /URL/],
	['/mnt/data', /URL/],
	['C:\\data', /URL/],
	['s3:/tide', /URL/],
	['s3://', /bucket is missing/],
	['s3:///x', /bucket is missing/],
	['s3://Tide/x', /"Tide" is not a valid bucket name/],
	['s3://a', /not a valid bucket name/],
	[' s3://tide', /no spaces/],
	['s3://tide/a b', /no spaces/],
	['s3://tide/\u0007', /no spaces/],
	['s3://tide/../x', /"\.\."/],
	['s3://tide//x', /is empty/],
	['s3://tide/{x}', /must not have/],
	['s3://tide/$(x)', /must not have/],
	['s3://id:secret@tide/x', /password/],
	['https://tide.s3.amazonaws.com', /over http/],
	['file:///tmp/x', /this machine/],
	['adl://store/x', /use abfs:/],
	['sftp://host/x', /sftp:\/\/ is not supported/],
])('%j is not a valid data URL', (text, reason) => expect(dataUrlProblem(text)).toMatch(reason));

it('a project without remote data has no default data URL', () =>
	expect(defaultDataUrl({...facts().project, datasets: []})).toBeUndefined());

it('the default data URL is what the remote locations share, above their layers', () => {
	expect(of('s3://tide/demo/01_raw/a.csv', 's3://tide/demo/02_intermediate/b.csv', 'data/c.csv')).toBe(
		's3://tide/demo',
	);
	expect(of('s3://tide/demo/x/a.csv', 's3://tide/demo/y/b.csv')).toBe('s3://tide/demo');
	expect(of('s3://tide/x/y/a.csv', 's3://tide/z/y/b.csv')).toBe('s3://tide');
	expect(of('s3://tide/a.csv')).toBe('s3://tide');
});

it('the default data URL is in the bucket that most datasets use', () => {
	expect(of('gs://other/x/a.csv', 's3://tide/x/a.csv', 's3://tide/x/b.csv')).toBe('s3://tide/x');
});

it('the default data URL is always a valid one', () => expect(of('https://host/x/a.csv')).toBeUndefined());
