// The task before all others, as `on_start` of kfp.yml says: a Kedro pipeline, or a command.
import {pipelineVariable} from '../../../kedro/task-environment.ts';
import {onStartOf} from '../../../options/settings/settings.ts';
import type {StartTask} from '../../../pipeline-spec/spec-input.ts';
import type {TaskSettings} from '../../../pipeline-spec/task-settings.ts';
import type {Project} from '../../../schema/project.ts';
import {defined} from '../../../system/defined.ts';
import {startPipeline} from '../../other-pipelines.ts';
import {type SharedParts, wholePipelineSettings, wholePipelineTask} from './whole-pipeline.ts';

/** `undefined` without `on_start`. @throws WizardError `usage` for a pipeline that the project does not register. */
export function startTask(
	project: Project,
	parts: SharedParts,
	/** The name of the pipeline that runs after it. */
	next: string,
): StartTask | undefined {
	const onStart = onStartOf(project);
	if (onStart === undefined) return undefined;
	const {command = [], variables: names = []} = onStart;
	const pipeline = startPipeline(project);
	const {variables, secret, envVars, withMounts} = parts;
	const settings = withMounts(startSettings(project, envVars) ?? {});
	if (pipeline !== undefined)
		return {...wholePipelineTask(project, pipeline, parts, {title: `on start: ${pipeline.name}`, settings}), names};
	const title = `on start: ${command[0] ?? ''}`;
	return {
		command: [],
		args: [],
		words: command,
		title,
		names,
		inputs: [],
		variables: {...variables, [pipelineVariable]: next},
		secret,
		settings,
	};
}

/** Its settings, above those of its nodes; `undefined` without `on_start`. @param envVars plain variables that flags set */
export function startSettings(project: Project, envVars: Readonly<Record<string, string>>): TaskSettings | undefined {
	const onStart = onStartOf(project);
	if (onStart === undefined) return undefined;
	return wholePipelineSettings(project, startPipeline(project), {
		title: 'on start',
		envVars,
		...defined({own: onStart.settings}),
	});
}
