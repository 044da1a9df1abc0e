// The task before all others, as `on_start` of kfp.yml says: a Kedro pipeline, or a command.
import {pipelineVariable} from '../../../kedro/task-environment.ts';
import {onStartOf, taskSettings} from '../../../options/settings/settings.ts';
import type {StartTask} from '../../../pipeline-spec/spec-input.ts';
import type {Project} from '../../../schema/project.ts';
import {startPipeline} from '../../other-pipelines.ts';
import {type SharedParts, wholePipelineTask} from './whole-pipeline.ts';

/** `undefined` without `on_start`. @throws WizardError `usage` for a pipeline that the project does not register. */
export function startTask(
	project: Project,
	parts: SharedParts,
	/** The name of the pipeline that runs after it. */
	next: string,
): StartTask | undefined {
	const onStart = onStartOf(project);
	if (onStart === undefined) return undefined;
	const {command = [], variables: names = [], settings} = onStart;
	const pipeline = startPipeline(project);
	if (pipeline !== undefined)
		return {...wholePipelineTask(project, pipeline, parts, {title: `on start: ${pipeline.name}`, settings}), names};
	const {variables, secret, envVars, withMounts} = parts;
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
		settings: withMounts(
			taskSettings(project, undefined, envVars, settings)({key: '', title, nodes: [], dependsOn: []}),
		),
	};
}
