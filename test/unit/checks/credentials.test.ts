// Datasets that need no credentials on the cluster.
import {expect, it} from 'vitest';
import {needsNoCredentials} from '../../../src/checks/credentials.ts';
import {csv} from '../../support/facts.ts';

it.each([
	['s3://tide/x.csv', {}, true],
	['s3a://tide/x.csv', {}, true],
	['data/x.csv', {}, true],
	['gs://tide/x.csv', {}, false],
	['trips', {type: 'pandas.SQLTableDataset', key: 'table_name'}, false],
])('a dataset at %s with %j does without credentials: %s', (value, more, expected) => {
	expect(needsNoCredentials(csv('x', value, more))).toBe(expected);
});
