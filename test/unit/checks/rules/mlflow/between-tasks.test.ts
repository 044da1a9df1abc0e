// The rule mlflow/between-tasks: datasets of kedro-mlflow that another task reads.
import {expect, it} from 'vitest';
import {all, csv, found, node} from '../../../../support/facts.ts';
import {proposed} from '../../../../support/proposed-fixes.ts';

const rule = 'mlflow/between-tasks';
const nodes = [node('train: raw -> model'), node('report: model -> table')];
const inner = {type: 'pandas.CSVDataset', key: 'filepath', value: 'data/model.csv'};
const mlflow = (type: string) =>
	csv('model', '', {type: `kedro_mlflow.io.${type}`, key: null, value: null, inner: null});
const artifact = {...mlflow('artifacts.MlflowArtifactDataset'), inner};

it('an artifact between tasks is an error, and no fix moves its local file', async () => {
	const given = {nodes, project: {datasets: [artifact]}};
	const [finding] = found(rule, given);
	expect(finding).toMatchObject({severity: 'error', dataset: 'model', line: 7});
	expect(finding?.fix?.title).toMatch(/^Add to conf\/s3\/catalog.yml: model: {type: /);
	expect(all(given).filter(each => each.includes('catalog/'))).toEqual([]);
	const {fixes} = await proposed(given);
	expect(fixes.filter(({fix}) => fix !== undefined)).toEqual([]);
});

it('a model or a metric is an error unless the tasks share the MLflow run', () => {
	for (const type of ['models.MlflowModelTrackingDataset', 'metrics.MlflowMetricDataset', 'MlflowModelLoggerDataSet']) {
		const given = {nodes, project: {datasets: [mlflow(type)]}};
		expect(found(rule, given)).toHaveLength(1);
		expect(found(rule, {...given, variables: {MLFLOW_RUN_ID: '1f'}})).toEqual([]);
	}
	const file = {nodes, project: {datasets: [mlflow('models.MlflowModelLocalFileSystemDataset')]}};
	expect(found(rule, {...file, variables: {MLFLOW_RUN_ID: '1f'}})).toHaveLength(1);
});

it('results, one task and the model registry pass', () => {
	expect(found(rule, {nodes, together: ['train', 'report'], project: {datasets: [artifact]}})).toEqual([]);
	expect(found(rule, {nodes: nodes.slice(0, 1), project: {datasets: [artifact]}})).toEqual([]);
	expect(all({nodes: nodes.slice(0, 1), project: {datasets: [artifact]}})).toEqual([]);
	expect(found(rule, {nodes, project: {datasets: [mlflow('models.MlflowModelRegistryDataset')]}})).toEqual([]);
});

it('an artifact that the pipeline reads from a file that is not in the image is an error', () => {
	const given = {nodes: nodes.slice(1), project: {datasets: [artifact]}};
	expect(found(rule, {...given, imageHasFile: () => false})).toHaveLength(1);
	expect(found(rule, given)).toEqual([]);
});
