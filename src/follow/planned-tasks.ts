// The tasks of a run, from the spec of its pipeline version.
import {readRunArguments, splitNodeNames} from '../kedro/kedro-run.ts';
import {type Execution, readSpec} from '../pipeline-spec/read-spec.ts';
import {titleOf} from '../pipeline-spec/task-title.ts';
import type {PlannedTask} from './task-view.ts';

export type RunPlan = {
	readonly tasks: readonly PlannedTask[];
	/** The Kedro environment that the tasks run in, where the spec names one. */
	readonly environment: string | undefined;
};

/**
 * What a version says about its runs, from its spec as the server returns it; `undefined` for a spec that kfp-wizard cannot
 * read, because another program wrote it.
 */
export function planOfRun(stored: unknown): RunPlan | undefined {
	const executions = executionsOf(stored);
	if (executions === undefined) return undefined;
	return {
		tasks: executions.map(planned),
		environment: readRunArguments(executions.find(({first}) => first !== true)?.command ?? []).environment,
	};
}

/** The executions of a version as the server returns its spec: `{pipeline_spec, platform_spec}`, the spec alone, a Workflow. */
function executionsOf(stored: unknown): readonly Execution[] | undefined {
	const {pipeline_spec: spec, platform_spec: platform} = record(stored);
	const documents = spec === undefined ? [stored] : [spec, ...(platform === undefined ? [] : [platform])];
	try {
		// JSON is YAML.
		return readSpec(documents.map(document => JSON.stringify(document)).join('\n---\n')).executions;
	} catch {
		return undefined;
	}
}

function planned(execution: Execution): PlannedTask {
	const {task, command, dependsOn} = execution;
	const {nodes} = readRunArguments(command);
	return {task, title: titleOf(execution), nodes: nodes === undefined ? [] : splitNodeNames(nodes), dependsOn};
}

const record = (value: unknown): Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
