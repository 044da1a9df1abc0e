// The task at the end of a run, as `on_exit` of kfp.yml says: a Kedro pipeline, or a message to a webhook.
import {isLoopbackHost} from '../../../system/outbound/loopback.ts';
import type {Options} from '../../../options/options.ts';
import {onExitOf} from '../../../options/settings/settings.ts';
import type {ExitTask} from '../../../pipeline-spec/spec-input.ts';
import type {TaskSettings} from '../../../pipeline-spec/task-settings.ts';
import {webhookCommand, webhookVariable} from '../../../pipeline-spec/webhook.ts';
import type {Pipeline, Project} from '../../../schema/project.ts';
import {exitPipeline} from '../../other-pipelines.ts';
import {type SharedParts, wholePipelineSettings, wholePipelineTask} from './whole-pipeline.ts';

/** `undefined` without `on_exit`. @throws WizardError `usage` for a pipeline that the project does not register. */
export function exitTask(project: Project, options: Options, parts: SharedParts): ExitTask | undefined {
	const onExit = onExitOf(project);
	const pipeline = exitPipeline(project);
	if (onExit?.webhook !== undefined) {
		const {secret, key} = onExit.webhook;
		return {
			...webhookCommand(parts.name, (onExit.pages ?? pagesOf(options)).replace(/\/+$/, '')),
			title: 'on exit: webhook',
			inputs: [],
			variables: {},
			secret: undefined,
			settings: {secretVariables: [{name: secret, key, variable: webhookVariable}]},
		};
	}
	if (pipeline === undefined) return undefined;
	const {envVars, withMounts} = parts;
	return wholePipelineTask(project, pipeline, parts, {
		title: titleOf(pipeline),
		bootstrap: {run_state: true},
		settings: withMounts(exitSettings(project, envVars) ?? {}),
	});
}

const titleOf = ({name}: Pipeline): string => `on exit: ${name}`;

/** Its settings where it runs a pipeline. @param envVars plain variables that flags set */
export function exitSettings(project: Project, envVars: SharedParts['envVars']): TaskSettings | undefined {
	const pipeline = exitPipeline(project);
	return pipeline && wholePipelineSettings(project, pipeline, {title: titleOf(pipeline), envVars});
}

/** The address of Kubeflow's pages, where an option says it; one of this machine is of no use in a message. */
function pagesOf({uiHost, host}: Options): string {
	const address = uiHost?.value ?? host?.value ?? '';
	return URL.canParse(address) && !isLoopbackHost(new URL(address).hostname) ? address : '';
}
