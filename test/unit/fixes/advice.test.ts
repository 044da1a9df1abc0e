// The advice of a finding is what its fix writes; where there is no fix, the finding says why.
import {describe, expect, it} from 'vitest';
import {parse} from 'yaml';
import {withReasons} from '../../../src/fixes/propose-fixes.ts';
import type {Finding} from '../../../src/schema/finding.ts';
import {csv, type FactOverrides, implied, node} from '../../support/facts.ts';
import {handedOver, proposed, withCredentials} from '../../support/proposed-fixes.ts';

const data = 's3://tide/demo';
const read = {nodes: [node('one: raw -> out')], imageHasFile: () => false};
const base = (text: string) => ({'conf/base/catalog.yml': text});
const bucket = csv('out', 's3://tide/out.csv', {written: 's3://${globals:bucket}/out.csv'});

const cases: readonly (readonly [string, FactOverrides, Readonly<Record<string, string>>])[] = [
	['a data frame', handedOver('pandas.DataFrame', {installed: {pyarrow: '22.0.0'}}), {}],
	['Spark', handedOver('pyspark.sql.dataframe.DataFrame'), {}],
	['shared credentials', {...withCredentials('keys'), credentialsInImage: true}, {}],
	['a neighbour with an interpolation', handedOver(undefined, {datasets: [implied('x'), bucket]}), {}],
	[
		'a local file',
		{...read, project: {datasets: [csv('raw', 'data/01_raw/raw.csv'), bucket]}},
		base('raw: {type: pandas.CSVDataset, filepath: data/01_raw/raw.csv}\n'),
	],
	[
		'a wrapped dataset',
		{
			...read,
			project: {
				datasets: [
					csv('raw', '', {
						type: 'CachedDataset',
						key: null,
						value: null,
						inner: {type: 'pickle.PickleDataset', key: 'filepath', value: 'data/raw.pkl'},
					}),
				],
			},
		},
		base('raw:\n  type: CachedDataset\n  dataset: {type: pickle.PickleDataset, filepath: data/raw.pkl}\n'),
	],
];

it.each(cases)('followed literally it gives what the fix writes: %s', async (_, given, files) => {
	const {fixes, apply} = await proposed({...given, data}, files, {data});
	const entries = parse(await apply()) as Record<string, unknown>;
	const advised = fixes.flatMap(({finding, fix}) => {
		const [, file, entry] = /add to (\S+?)(?:, [^:]*)?: (.+?\})(?=;|$)/i.exec(finding.fix?.title ?? '') ?? [];
		return fix === undefined || entry === undefined || !finding.rule.startsWith('catalog/') ? [] : [{file, entry}];
	});
	expect(advised.length).toBeGreaterThan(0);
	for (const {file, entry} of advised) {
		expect(file).toBe('conf/s3/catalog.yml');
		expect(entries).toMatchObject(parse(entry) as object);
	}
});

describe('a finding without a fix', () => {
	const byHand = async (given: FactOverrides, files = {}, rule = 'catalog/memory-dataset') => {
		const {fixes, reasons} = await proposed(given, files);
		const findings = withReasons(
			fixes.map(({finding}) => finding),
			fixes.map(({fix}) => fix),
			reasons,
		);
		return findings.find(finding => finding.rule === rule)?.fix?.byHand;
	};

	it('says why the user has to make the change', async () => {
		expect(await byHand(handedOver('typing.Iterator[int]'))).toBe('the type or the location is for you to choose');
		expect(await byHand({project: {kedro: '0.18.4'}}, {}, 'kedro/too-old')).toBe('kfp-wizard has no fix for this rule');
		const local = {...read, project: {datasets: [csv('raw', 'data/raw.csv')]}};
		expect(await byHand(local, base('raw: {{ x }}\n  y'), 'catalog/local-input')).toMatch(
			/^conf\/base\/catalog\.yml stays unchanged/,
		);
	});

	it('says nothing where there is one, or where it is only good to know', async () => {
		expect(await byHand(handedOver())).toBeUndefined();
		const info: Finding = {rule: 'x/y', severity: 'info', message: 'm', fix: {title: 't'}};
		expect(withReasons([info], [undefined], new Map())).toEqual([info]);
	});
});
