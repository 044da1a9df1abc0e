// The rule catalog/transcoded-places: transcoded datasets whose entries have different data locations.
import {expect, it} from 'vitest';
import {all, csv, found, node} from '../../../../support/facts.ts';

const rule = 'catalog/transcoded-places';

const nodes = [node('a:  -> t@spark'), node('b: t@pandas -> ')];

it('entries that differ only in s3a and s3 pass', () => {
	const datasets = [csv('x@spark', 's3a://tide/x.parquet'), csv('x@pandas', 's3://tide/x.parquet')];
	const nodes = [node('one: raw -> x@spark'), node('two: x@pandas -> out')];
	expect(found(rule, {nodes, project: {datasets}})).toEqual([]);
});

it('entries of one dataset with two locations are an error', () => {
	const datasets = [csv('t@spark', 's3://tide/t.parquet'), csv('t@pandas', 's3://tide/other.parquet')];
	const [finding] = found(rule, {nodes, project: {datasets}});
	expect(finding).toMatchObject({severity: 'error', dataset: 't@pandas', line: 7});
	expect(finding?.message).toContain('s3://tide/other.parquet');
});

it('entries that differ only in a slash at the end pass', () => {
	const datasets = [csv('t@spark', 's3://tide/t/'), csv('t@pandas', 's3://tide/t')];
	expect(all({nodes, project: {datasets}})).toEqual([]);
});
