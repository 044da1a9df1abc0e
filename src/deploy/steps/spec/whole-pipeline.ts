// A task that runs a whole pipeline of the project, before or after those of the run.
import {type Bootstrap, withBootstrap} from '../../../kedro/bootstrap.ts';
import {pipelineVariables} from '../../../kedro/task-environment.ts';
import {taskSettings} from '../../../options/settings/settings.ts';
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
};

export function wholePipelineTask(
	project: Project,
	pipeline: Pipeline,
	{environment, inputs, variables, secret, bootstrap, envVars, withMounts}: SharedParts,
	{title, bootstrap: more}: Own,
): ExitTask {
	const {name, nodes} = pipeline;
	const {run, program} = taskRun(project, environment, name);
	// It names no nodes, and has neither a version nor variables in common with the other tasks.
	const {versions: _, nodes: __, start_variables: ___, ...shared} = {...bootstrap, ...program};
	const {command, args} = withBootstrap(run, {...shared, ...more, run_variables: true});
	const task = {key: '', title, nodes: nodes.map(node => node.name), dependsOn: []};
	return {
		command,
		args,
		title,
		inputs,
		variables: {...variables, ...pipelineVariables(project, name)},
		secret,
		settings: withMounts(taskSettings(project, pipeline, envVars)(task)),
	};
}
