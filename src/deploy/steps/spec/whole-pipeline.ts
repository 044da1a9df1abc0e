// A task that runs a whole pipeline of the project, before or after those of the run.
import {type Bootstrap, withBootstrap} from '../../../kedro/bootstrap.ts';
import {pipelineVariables} from '../../../kedro/task-environment.ts';
import {taskSettings} from '../../../options/settings/settings.ts';
import type {TaskSettingsValues} from '../../../options/settings/task-schema.ts';
import type {ExitTask, SpecInput} from '../../../pipeline-spec/spec-input.ts';
import type {TaskSettings} from '../../../pipeline-spec/task-settings.ts';
import type {Pipeline, Project} from '../../../schema/project.ts';
import {taskRun} from './task-run.ts';

/** What the tasks before and after a run have in common with the other tasks of a spec. */
export type SharedParts = Pick<SpecInput, 'name' | 'environment' | 'variables' | 'secret'> & {
	readonly inputs: ExitTask['inputs'];
	/** What the program before the tasks does. */
	readonly bootstrap: Bootstrap;
	/** Plain variables that flags set. */
	readonly envVars: Readonly<Record<string, string>>;
	/** Adds what is mounted in every task. */
	readonly withMounts: (settings: TaskSettings) => TaskSettings;
};

type Own = {
	readonly title: string;
	/** What the program before it does besides. */
	readonly bootstrap?: Partial<Bootstrap>;
	/** With what is mounted in every task. */
	readonly settings: TaskSettings;
};

export function wholePipelineTask(
	project: Project,
	pipeline: Pipeline,
	{environment, inputs, variables, secret, bootstrap}: SharedParts,
	{title, bootstrap: more, settings}: Own,
): ExitTask {
	const {name} = pipeline;
	const {run, program} = taskRun(project, environment, name);
	// It names no nodes, and has neither a version nor variables in common with the other tasks.
	const {versions: _, nodes: __, start_variables: ___, ...shared} = {...bootstrap, ...program};
	const {command, args} = withBootstrap(run, {...shared, ...more, run_variables: true});
	return {
		command,
		args,
		title,
		inputs,
		variables: {...variables, ...pipelineVariables(project, name)},
		secret,
		settings,
	};
}

/**
 * The settings of a task that runs all nodes of a pipeline; without a pipeline, those of every task.
 * @param envVars plain variables that flags set
 * @param own settings of the task itself, above those of its nodes
 */
export function wholePipelineSettings(
	project: Project,
	pipeline: Pipeline | undefined,
	{
		title,
		envVars,
		own,
	}: {readonly title: string; readonly envVars: SharedParts['envVars']; readonly own?: TaskSettingsValues},
): TaskSettings {
	const nodes = pipeline?.nodes.map(({name}) => name) ?? [];
	return taskSettings(project, pipeline, envVars, own)({key: '', title, nodes, dependsOn: []});
}
