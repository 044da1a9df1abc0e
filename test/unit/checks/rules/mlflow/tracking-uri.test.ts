// The rule mlflow/tracking-uri: kedro-mlflow without a tracking server.
import {expect, it} from 'vitest';
import {type FactOverrides, found, node} from '../../../../support/facts.ts';

const nodes = [node('train: raw -> model'), node('report: model -> table')];
const place = {file: 'conf/base/mlflow.yml', line: 2};
const given = (tracking: 'none' | 'local' | 'server' | 'interpolated', more: FactOverrides = {}): FactOverrides => ({
	nodes,
	project: {plugins: ['kedro-mlflow'], mlflow: {tracking, hasRun: false, place}},
	...more,
});

it('a tracking URI that is not set or is a path', () => {
	const rule = 'mlflow/tracking-uri';
	expect(found(rule, given('none'))).toMatchObject([{severity: 'warning', ...place}]);
	expect(found(rule, given('none', {variables: {MLFLOW_TRACKING_URI: 'http://mlflow'}}))).toEqual([]);
	expect(found(rule, given('local', {variables: {MLFLOW_TRACKING_URI: 'http://mlflow'}}))).toHaveLength(1);
	expect(found(rule, given('server'))).toEqual([]);
	expect(found(rule, given('interpolated'))).toEqual([]);
	expect(found(rule, {nodes})).toEqual([]);
});
