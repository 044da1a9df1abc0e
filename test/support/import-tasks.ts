// Imports of a spec for tests: one of a dataset that is only read, one of a model that a task writes.
import type {ImportTask} from '../../src/pipeline-spec/spec-input.ts';

export const imports: readonly [ImportTask, ImportTask] = [
	{
		key: 'import-raw',
		title: 'import raw',
		uri: 's3://tide/raw.csv',
		kind: 'dataset',
		metadata: {kedro_dataset: 'raw', read_by: 'clean'},
	},
	{
		key: 'import-model',
		title: 'import model',
		uri: 's3://tide/model.pkl',
		kind: 'model',
		metadata: {kedro_dataset: 'model', written_by: 'train'},
		after: 'train',
	},
];
