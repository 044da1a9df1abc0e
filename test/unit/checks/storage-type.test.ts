// Dataset types by annotation; the names of a transcoded dataset must be able to share a file.
import {expect, it} from 'vitest';
import {chooseStorageType} from '../../../src/checks/storage-type.ts';
import {facts, implied, node} from '../../support/facts.ts';

const chosen = (name: string, annotation: string, others: readonly string[] = []) => {
	const {project} = facts({
		nodes: [node(`one: raw -> ${name}`, {hints: {[name]: annotation}})],
		project: {datasets: [name, ...others].map(implied), installed: {'kedro-datasets': '9.6.0', pyarrow: '22.0.0'}},
	});
	return chooseStorageType(name, project)?.type;
};

it.each([
	['str', 'text.TextDataset'],
	['pandas.DataFrame', 'pandas.ParquetDataset'],
	['pyspark.sql.dataframe.DataFrame', 'spark.SparkDataset'],
	['demo.Model', 'pickle.PickleDataset'],
	['typing.Iterator[str]', undefined],
])('a value of the type %s is stored as %s', (annotation, type) => {
	expect(chosen('x', annotation)).toBe(type);
});

it('the names of a transcoded dataset get types only where these can share a file', () => {
	expect(chosen('x@pandas', 'demo.Frame', ['x@spark'])).toBe('pandas.ParquetDataset');
	expect(chosen('x@text', 'str', ['x@spark'])).toBeUndefined();
});
