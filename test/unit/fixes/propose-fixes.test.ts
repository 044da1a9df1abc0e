// Which findings get a fix, and what is reported where there is none.
import {expect, it} from 'vitest';
import {needsData} from '../../../src/fixes/propose-fixes.ts';
import {handedOver, proposed} from '../../support/proposed-fixes.ts';
import {csv, facts, type FactOverrides, node} from '../../support/facts.ts';

it.each([
	['local', handedOver()],
	['base', handedOver()],
])('fixes of the catalog are not proposed in the environment %s', async (environment, given) => {
	const {fixes} = await proposed(given, {}, {environment});
	expect(fixes.filter(({fix}) => fix !== undefined)).toEqual([]);
	expect(
		needsData(
			fixes.map(({finding}) => finding),
			{...facts(given), environment, data: undefined},
		),
	).toBe(false);
});

it('fixes of the catalog need a data URL', async () => {
	const {fixes} = await proposed(handedOver(), {}, {data: ''});
	expect(fixes.filter(({fix}) => fix !== undefined)).toEqual([]);
	expect(
		needsData(
			fixes.map(({finding}) => finding),
			{...facts(handedOver()), environment: 's3', data: undefined},
		),
	).toBe(true);
});

it('a file that cannot be read is reported, and the other fixes are made', async () => {
	const given: FactOverrides = {
		nodes: [node('one: raw -> x'), node('two: x -> y'), node('three: y -> out')],
		project: {
			datasets: [csv('x', 'data/x.csv'), csv('y', 'data/y.csv', {place: {file: 'conf/base/other.yml', line: 1}})],
		},
	};
	const files = {
		'conf/base/catalog.yml': '{% if x %}\nx:\n  type: y\n{% endif %}\n',
		'conf/base/other.yml': 'y:\n  type: pandas.CSVDataset\n  filepath: data/y.csv\n',
	};
	const {reported, apply} = await proposed(given, files);
	expect(reported).toHaveLength(1);
	expect(reported[0]).toMatch(/^conf\/base\/catalog.yml stays unchanged, because /);
	expect(await apply()).toBe('y:\n  type: pandas.CSVDataset\n  filepath: s3://tide/demo/y.csv\n');
});
