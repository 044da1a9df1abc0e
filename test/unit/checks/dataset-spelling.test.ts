// How dataset types are spelled: for the version that the image gets, and the catalog can use.
import {expect, it} from 'vitest';
import {spelling} from '../../../src/checks/dataset-spelling.ts';
import {csv, facts} from '../../support/facts.ts';

const spelled = (version: string | null, type: string) => {
	const pin = {name: 'kedro-datasets', pinned: true, version, group: null, place: null};
	const installed = {'kedro-datasets': '9.6.0'};
	const {project} = facts({
		nodes: [],
		project: {kedro: '1.7.0', installed, requires: [pin], datasets: [csv('x', 's3://tide/x.csv', {type})]},
	});
	return spelling(project);
};

it('a pinned version decides, unless the catalog cannot use it', () => {
	expect(spelled(null, 'pandas.CSVDataset')).toBe('Dataset');
	expect(spelled('1.7.0', 'pandas.CSVDataSet')).toBe('DataSet');
	expect(spelled('1.7.1', 'pandas.CSVDataSet')).toBe('Dataset');
	expect(spelled('1.5.0', 'pandas.CSVDataset')).toBe('Dataset');
	expect(spelled('1.5.0', 'demo.datasets.Own')).toBe('DataSet');
});
