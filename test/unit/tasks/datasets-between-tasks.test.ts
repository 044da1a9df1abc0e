// The datasets that one task writes and others read.
import {expect, it} from 'vitest';
import {datasetsBetweenTasks} from '../../../src/tasks/datasets-between-tasks.ts';
import {groupTasks} from '../../../src/tasks/group-tasks.ts';
import {diamond, pipelineOf} from '../../support/pipeline-of.ts';

const never = (): boolean => false;

it('a dataset between tasks is listed with its writer and its readers', () => {
	const from = pipelineOf([...diamond, 'f: w@spark, params:p -> '], {f: {dependencies: ['d']}});
	expect(datasetsBetweenTasks(groupTasks(from, 'chain', never), from)).toEqual([
		{dataset: 'x', from: 'a', to: ['b', 'c']},
		{dataset: 'y', from: 'b', to: ['d']},
		{dataset: 'z', from: 'c', to: ['d']},
		{dataset: 'w', from: 'd', to: ['e', 'f']},
	]);
	expect(datasetsBetweenTasks(groupTasks(from, 'all', never), from)).toEqual([]);
});
