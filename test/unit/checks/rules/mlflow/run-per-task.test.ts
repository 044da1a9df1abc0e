// The rule mlflow/run-per-task: an MLflow run in each task.
import {expect, it} from 'vitest';
import {type FactOverrides, found, node} from '../../../../support/facts.ts';

const nodes = [node('train: raw -> model'), node('report: model -> table')];
const given = (more: FactOverrides = {}): FactOverrides => ({nodes, project: {plugins: ['kedro-mlflow']}, ...more});

it('a run in each task, unless all get its id or there is one task', () => {
	const rule = 'mlflow/run-per-task';
	expect(found(rule, given())).toMatchObject([{severity: 'warning'}]);
	expect(found(rule, given({variables: {MLFLOW_RUN_ID: '1f'}}))).toEqual([]);
	const mlflow = {tracking: 'server' as const, hasRun: true, place: null};
	expect(found(rule, given({project: {plugins: ['kedro-mlflow'], mlflow}}))).toEqual([]);
	expect(found(rule, given({together: ['train', 'report']}))).toEqual([]);
	expect(found(rule, {nodes})).toEqual([]);
});

it('a kedro-mlflow that the image does not get is none of the tasks', () => {
	const rule = 'mlflow/run-per-task';
	const plugins = ['kedro-mlflow'];
	const needed = [{module: 'kedro_mlflow', packages: ['kedro-mlflow'], place: null, dataset: 'model'}];
	expect(found(rule, given({project: {plugins, installs: ['kedro']}}))).toEqual([]);
	expect(found(rule, given({project: {plugins, installs: ['kedro', 'kedro-mlflow']}}))).toHaveLength(1);
	expect(found(rule, given({project: {plugins, installs: ['kedro'], notRequired: needed}}))).toHaveLength(1);
});
