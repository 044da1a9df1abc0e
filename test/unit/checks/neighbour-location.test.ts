// Locations take the interpolations of their neighbours where these resolve to the same bucket.
import {expect, it} from 'vitest';
import {asNeighbours} from '../../../src/checks/neighbour-location.ts';
import type {Dataset, Project} from '../../../src/schema/project.ts';
import {csv, facts} from '../../support/facts.ts';

const own = {file: 'conf/s3/catalog.yml', line: 1};

const written = (
	text: string,
	value: string,
	more: Partial<Dataset> = {},
	project: Partial<Project> = {},
	location = 's3://shop/x/totals.csv',
): string =>
	asNeighbours(location, facts({project: {datasets: [csv('a', value, {written: text, ...more})], ...project}}).project);

it.each([
	['s3://${globals:bucket}/x/a.csv', 's3://shop/x/a.csv', 's3://${globals:bucket}/x/totals.csv'],
	[
		's3://${globals:bucket}/${globals:layer}/a.csv',
		's3://shop/x/a.csv',
		's3://${globals:bucket}/${globals:layer}/totals.csv',
	],
	['${globals:root}/a.csv', 's3://shop/x/a.csv', '${globals:root}/totals.csv'],
	['${oc.env:ROOT, s3://shop}/y/a.csv', 's3://shop/y/a.csv', '${oc.env:ROOT, s3://shop}/x/totals.csv'],
	['s3://${globals:bucket}/y/${globals:name}.csv', 's3://shop/y/a.csv', 's3://${globals:bucket}/x/totals.csv'],
	['s3://${globals:bucket}/x/a.csv', 's3://other/x/a.csv', undefined],
	['s3://${globals:bucket}/a.csv', 's3://shop-2/a.csv', undefined],
	['s3://shop/x/${globals:name}.csv', 's3://shop/x/a.csv', undefined],
	['s3://${runtime_params:bucket}/a.csv', 's3://shop/a.csv', undefined],
	['s3://${_bucket}/a.csv', 's3://shop/a.csv', undefined],
	['${globals:folder}/a.csv', 'data/a.csv', undefined],
])('of %s, which is %s, gives %s', (text, value, expected) => {
	expect(written(text, value)).toBe(expected ?? 's3://shop/x/totals.csv');
});

it('a variable of the file counts in its own environment, and everywhere for a loader that takes it from globals', () => {
	const text = 's3://${_bucket}/a.csv';
	expect(written(text, 's3://shop/a.csv', {place: own})).toBe('s3://${_bucket}/x/totals.csv');
	expect(written(text, 's3://shop/a.csv', {}, {configLoader: 'other'})).toBe('s3://${_bucket}/x/totals.csv');
	expect(written('${.root}/a.csv', 's3://shop/a.csv', {place: own})).toBe('s3://shop/x/totals.csv');
});

it('a pattern gives the start before its placeholders', () => {
	const pattern = {source: 'pattern', pattern: '{n}_csv', template: 's3://shop/x/{n}/a.csv'} as const;
	expect(written('s3://${globals:bucket}/x/{n}/a.csv', 's3://shop/x/b/a.csv', pattern)).toBe(
		's3://${globals:bucket}/x/totals.csv',
	);
});

it('Spark keeps its protocol', () => {
	expect(written('s3://${globals:bucket}/a.csv', 's3://shop/a.csv', {}, {}, 's3a://shop/x/b')).toBe(
		's3a://${globals:bucket}/x/b',
	);
});
