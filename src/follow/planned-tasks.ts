// The tasks of a run, from the spec of its pipeline version.
import {readRunArguments, splitNodeNames} from '../kedro/kedro-run.ts';
import {type Execution, readSpec, type SpecSummary} from '../pipeline-spec/read-spec.ts';
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
	const spec = specOf(stored);
	if (spec === undefined) return undefined;
	const {executions, imports} = spec;
	return {
		tasks: [
			...executions.map(planned),
			...imports.map(({task, shown, dependsOn}) => ({
				task,
				title: shown,
				nodes: [],
				dependsOn,
				imports: true as const,
			})),
		],
		environment: readRunArguments(executions.find(({first}) => first !== true)?.command ?? []).environment,
	};
}

/** A version as the server returns its spec: `{pipeline_spec, platform_spec}`, the spec alone, a Workflow. */
function specOf(stored: unknown): SpecSummary | undefined {
	const {pipeline_spec: spec, platform_spec: platform} = record(stored);
	const documents = spec === undefined ? [stored] : [spec, ...(platform === undefined ? [] : [platform])];
	try {
		// JSON is YAML.
		return readSpec(documents.map(document => JSON.stringify(document)).join('\n---\n'));
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
