// Places for data: what is refused, what the project's own locations suggest, and where a path goes below one.
import {describe, expect, it} from 'vitest';
import {defaultDataUrl, dataUrlProblem} from '../../../src/checks/data-url.ts';
import {newLocation, remoteLocation} from '../../../src/checks/remote-location.ts';
import {uploadCommand} from '../../../src/fixes/catalog/upload-command.ts';
import {csv, facts} from '../../support/facts.ts';

describe('dataUrlProblem', () => {
	it.each([
		's3://tide',
		's3://tide/demo',
		's3://tide/demo/',
		's3a://tide.eu/demo',
		'gs://tide/x',
		'abfs://box@account.dfs.core.windows.net/x',
		'hdfs:///data',
	])('takes %s', text => expect(dataUrlProblem(text)).toBeUndefined());

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
		['sftp://host/x', /sftp:\/\/ is not supported/],
	])('refuses %j', (text, reason) => expect(dataUrlProblem(text)).toMatch(reason));
});

describe('defaultDataUrl', () => {
	const of = (...places: readonly string[]) =>
		defaultDataUrl({...facts().project, datasets: places.map((place, index) => csv(`d${index}`, place))});

	it('is nothing without remote data', () =>
		expect(defaultDataUrl({...facts().project, datasets: []})).toBeUndefined());

	it('is what the locations share, above their layers', () => {
		expect(of('s3://tide/demo/01_raw/a.csv', 's3://tide/demo/02_intermediate/b.csv', 'data/c.csv')).toBe(
			's3://tide/demo',
		);
		expect(of('s3://tide/demo/x/a.csv', 's3://tide/demo/y/b.csv')).toBe('s3://tide/demo');
		expect(of('s3://tide/x/y/a.csv', 's3://tide/z/y/b.csv')).toBe('s3://tide');
		expect(of('s3://tide/a.csv')).toBe('s3://tide');
	});

	it('is in the bucket that most of them are in', () => {
		expect(of('gs://other/x/a.csv', 's3://tide/x/a.csv', 's3://tide/x/b.csv')).toBe('s3://tide/x');
	});

	it('never suggests what would be refused', () => expect(of('https://host/x/a.csv')).toBeUndefined());
});

describe('places', () => {
	it.each([
		['data/01_raw/a.csv', 's3://t/p/01_raw/a.csv'],
		['/home/ada/demo/data/01_raw/a.csv', 's3://t/p/01_raw/a.csv'],
		['models/m.pkl', 's3://t/p/models/m.pkl'],
		['file:///mnt/x/a.csv', 's3://t/p/mnt/x/a.csv'],
		['../x/a.csv', 's3://t/p/x/a.csv'],
		['~/a.csv', 's3://t/p/a.csv'],
		['data/06/{group}.csv', 's3://t/p/06/{group}.csv'],
	])('%s', (path, place) => expect(remoteLocation('s3://t/p/', path, '/home/ada/demo')).toBe(place));

	it('of what had none: by its name, and never two the same', () => {
		expect(newLocation('s3://t', 'north.rank', 'pkl')).toBe('s3://t/between/north.rank.pkl');
		expect(newLocation('s3://t', 'größe', 'pkl')).toBe('s3://t/between/größe.pkl');
		const [one, other] = ['a b', 'a:b'].map(name => newLocation('s3://t', name, 'pkl'));
		expect(one).toMatch(/^s3:\/\/t\/between\/a_b-[0-9a-f]{4}\.pkl$/);
		expect(one).not.toBe(other);
	});
});

it('uploads with the tool of the place', () => {
	expect(uploadCommand('data/a b.csv', 's3a://t/a.csv', false)).toBe(`aws s3 cp 'data/a b.csv' s3://t/a.csv`);
	expect(uploadCommand('data/x', 'gs://t/x', true)).toBe('gcloud storage cp --recursive data/x gs://t/x');
	expect(uploadCommand('data/x', 'abfs://t/x', true)).toBeUndefined();
});
