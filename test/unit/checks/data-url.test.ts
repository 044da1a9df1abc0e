// Which data URL a project already uses.
import {expect, it} from 'vitest';
import {defaultDataUrl} from '../../../src/checks/data-url.ts';
import {csv, facts} from '../../support/facts.ts';

const of = (...places: readonly string[]) =>
	defaultDataUrl({...facts().project, datasets: places.map((place, index) => csv(`d${index}`, place))});

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
