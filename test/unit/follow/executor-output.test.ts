// The metrics that the launcher writes into the log of a task, in the shapes that releases of Kubeflow Pipelines write.
import {expect, it} from 'vitest';
import {metricsIn} from '../../../src/follow/executor-output.ts';

const glog = 'I1127 03:32:47.490366      16 launcher_v2.go:1230] ';
const output = (metadata: object, schemaTitle = 'system.Metrics'): object => ({
	artifacts: {
		metrics: {
			artifacts: [{name: 'metrics', type: {schemaTitle, schemaVersion: '0.0.1'}, uri: 'minio://b/k', metadata}],
		},
		report: {artifacts: [{name: 'report', type: {schemaTitle: 'system.HTML'}, uri: 'minio://b/r'}]},
	},
});
const pretty = (metadata: object): readonly string[] => [
	...`${glog}ExecutorOutput: ${JSON.stringify(output(metadata), null, 2)}`.split('\n'),
	`${glog}publish success.`,
];
const mae = {artifact: 'metrics', key: 'mae', value: 12};

it('over several lines, also with lines of Argo in between', () => {
	const lines = pretty({mae: 12});
	expect(metricsIn(['Loading data', ...lines])).toEqual([mae]);
	const argo = 'time=2026-11-27T03:32:48.568Z level=INFO msg="sub-process exited" argo=true error=<nil>';
	expect(metricsIn([...lines.slice(0, 3), argo, ...lines.slice(3), argo])).toEqual([mae]);
});

it('on one line', () => {
	expect(metricsIn([`${glog}ExecutorOutput: ${JSON.stringify(output({mae: 12}))}`])).toEqual([mae]);
});

it('numbers and booleans only, of metrics only', () => {
	const metadata = {mae: 12, good: true, unit: 'rides', nested: {a: 1}, none: null};
	expect(metricsIn(pretty(metadata))).toEqual([mae, {artifact: 'metrics', key: 'good', value: true}]);
	expect(metricsIn([`${glog}ExecutorOutput: ${JSON.stringify(output({a: 1}, 'system.Model'))}`])).toEqual([]);
});

it('those of the last try', () => {
	expect(metricsIn([...pretty({mae: 13}), ...pretty({mae: 12})])).toEqual([mae]);
});

it.each([
	[[]],
	[['ExecutorOutput: {"artifacts": {}}']],
	[[`${glog}ExecutorOutput: {`, '  "artifacts": {']],
	[[`${glog}ExecutorOutput: {"artifacts": []}`]],
	[[`${glog}ExecutorOutput: {"artifacts": {"metrics": {"artifacts": [7]}}}`]],
])('none in %j', lines => {
	expect(metricsIn(lines)).toEqual([]);
});
