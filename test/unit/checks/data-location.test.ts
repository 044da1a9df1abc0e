// Data locations: paths inside the project, and locations that are compared.
import {expect, it} from 'vitest';
import {comparableLocation, isInDatabase, isS3, pathInProject, storageOf} from '../../../src/checks/data-location.ts';
import {csv} from '../../support/facts.ts';

it.each([
	['data/x.csv', 'data/x.csv'],
	['./data/../x.csv', 'x.csv'],
	['/home/ada/demo/data/x.csv', 'data/x.csv'],
	[String.raw`data\x.csv`, 'data/x.csv'],
	['file:///home/ada/demo/x.csv', 'x.csv'],
	['../x.csv', undefined],
	['/mnt/x.csv', undefined],
	['~/x.csv', undefined],
	['C:/x.csv', undefined],
	['/home/ada/demo2/x.csv', undefined],
])('the path of %s inside the project is %s', (path, inside) => {
	expect(pathInProject(path, '/home/ada/demo')).toBe(inside);
});

it('two spellings of one location are equal when compared', () => {
	expect(comparableLocation('s3a://tide/x/')).toBe(comparableLocation('s3://tide/x'));
	expect(comparableLocation('gs://tide/x')).not.toBe(comparableLocation('s3://tide/x'));
	expect(['s3://x', 's3a://x', 's3n://x', 'gs://x', 'data/x'].map(isS3)).toEqual([true, true, true, false, false]);
});

it('a wrapper stores its data in the dataset inside it', () => {
	const inner = {type: 'pandas.CSVDataset', key: 'filepath', value: 'x.csv'};
	expect(storageOf(csv('x', '', {value: null, inner}))).toEqual(inner);
	expect(storageOf(csv('x', 'y.csv', {inner}))).toMatchObject({value: 'y.csv'});
	expect(storageOf(undefined)).toBeUndefined();
	expect(isInDatabase(csv('x', 'x.db', {key: 'database'}))).toBe(true);
	expect(isInDatabase(csv('x', 'x.csv'))).toBe(false);
});
