// A run that ended on the fake server with metrics: the rows that Argo reports, and the log of its task in the archive.
import type {Run} from '../../src/kfp/schemas.ts';
import {nodeId} from '../../src/follow/argo-names.ts';
import type {KfpApi} from '../fakes/kfp-api.ts';
import {specText} from './spec-text.ts';

/** The spec with inputs, whose tasks hand metrics over. */
export const specWithMetrics = specText.withInputs.replace(
	'comp-run: {executorLabel: exec-run',
	'comp-run: {executorLabel: exec-run, outputDefinitions: {artifacts: {metrics: {artifactType: {schemaTitle: system.Metrics, schemaVersion: 0.0.1}}}}',
);

/** `metrics`: by the task. Each log is in the archive as long as it is asked for at most ten times. */
export async function endWithMetrics(
	api: KfpApi,
	{run_id}: Pick<Run, 'run_id'>,
	metrics: Readonly<Record<string, Readonly<Record<string, number>>>>,
): Promise<void> {
	const workflow = `demo-${run_id.slice(0, 5)}`;
	const root = `${workflow}(0).root(0)`;
	const rows: {readonly name: string; readonly child: string}[] = [
		{name: workflow, child: `${workflow}(0)`},
		{name: 'root', child: root},
	];
	for (const [task, values] of Object.entries(metrics)) {
		const executor = `${root}.${task}(0).executor(0)`;
		rows.push({name: `${task}-driver`, child: `${root}.${task}-driver(0)`}, {name: task, child: `${root}.${task}(0)`});
		rows.push({name: 'executor', child: executor});
		const artifact = {name: 'metrics', type: {schemaTitle: 'system.Metrics'}, metadata: values};
		const output = JSON.stringify({artifacts: {metrics: {artifacts: [artifact]}}}, null, 2);
		const body = `task ${task}\nI1127 03:32:47.490366      16 launcher_v2.go:1230] ExecutorOutput: ${output}\n`;
		const path = new RegExp(`^/apis/v1alpha1/runs/${run_id}/nodes/${nodeId(workflow, executor)}/log$`);
		api.fault({path}, {kind: 'answer', status: 200, body}, 10);
	}
	const times = {startedAt: '2026-11-27T03:29:48Z', finishedAt: '2026-11-27T03:33:39Z'};
	const nodes = Object.fromEntries(
		rows.map(({name, child}, index) => {
			const id = `${workflow}-${index}`;
			return [id, {id, displayName: name, phase: 'Succeeded', ...times, children: [nodeId(workflow, child)]}];
		}),
	);
	const report = {metadata: {name: workflow, labels: {'pipeline/runid': run_id}}, status: {phase: 'Succeeded', nodes}};
	const answer = await fetch(`${api.url}/apis/v2beta1/workflows`, {
		method: 'POST',
		body: JSON.stringify(JSON.stringify(report)),
	});
	if (!answer.ok) throw new Error(await answer.text());
}
