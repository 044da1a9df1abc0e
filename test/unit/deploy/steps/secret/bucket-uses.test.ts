// What the tasks do in each bucket.
import {expect, it} from 'vitest';
import {bucketUses} from '../../../../../src/deploy/steps/secret/bucket-uses.ts';
import {csv, facts, node} from '../../../../support/facts.ts';

it('inputs are read, outputs are written once in each folder, other storages are left out', () => {
	const {project, pipeline} = facts({
		nodes: [node('clean: raw, parts, lookup -> a, b, model'), node('fit: a, b -> report, local')],
		project: {
			datasets: [
				csv('raw', 'simplecache::s3a://in/raw.csv'),
				csv('parts', 's3://in/parts', {key: 'path', type: 'partitions.PartitionedDataset'}),
				csv('lookup', 's3://in/days/*.csv'),
				csv('a', 's3://out/x/a.csv'),
				csv('b', 's3://out/x/b.csv'),
				csv('model', 's3://out/model.pkl', {versioned: true}),
				csv('report', 'gs://out/report.csv'),
				csv('local', 'data/x.csv'),
				csv('of_another_pipeline', 's3://other/x.csv'),
			],
		},
	});
	expect(bucketUses(project, pipeline)).toEqual([
		{bucket: 'in', reads: ['raw.csv', 'parts/', 'days/'], writes: []},
		{bucket: 'out', reads: [], writes: ['x/a.csv', 'model.pkl/']},
	]);
});
