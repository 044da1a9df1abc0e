// The task at the end of a run, as `on_exit` of kfp.yml says: a Kedro pipeline, or a message to a webhook.
import {type Bootstrap, withBootstrap} from '../../../kedro/bootstrap.ts';
import {isLoopbackHost} from '../../../system/outbound/loopback.ts';
import {pipelineVariables} from '../../../kedro/task-environment.ts';
import type {Options} from '../../../options/options.ts';
import {onExitOf, taskSettings} from '../../../options/settings/settings.ts';
import type {ExitTask, SpecInput} from '../../../pipeline-spec/spec-input.ts';
import type {TaskSettings} from '../../../pipeline-spec/task-settings.ts';
import {webhookCommand, webhookVariable} from '../../../pipeline-spec/webhook.ts';
import type {Project} from '../../../schema/project.ts';
import {exitPipeline} from '../../exit-pipeline.ts';
import {taskRun} from './task-run.ts';

/** What the exit task has in common with the other tasks of a spec. */
export type ExitParts = Pick<SpecInput, 'name' | 'environment' | 'variables' | 'secret'> & {
	readonly inputs: ExitTask['inputs'];
	/** What the program before the tasks does. */
	readonly bootstrap: Bootstrap;
	/** Plain variables that flags set. */
	readonly envVars: Readonly<Record<string, string>>;
	/** Adds what is mounted in every task. */
	readonly withMounts: (settings: TaskSettings) => TaskSettings;
};

/** `undefined` without `on_exit`. @throws WizardError `usage` for a pipeline that the project does not register. */
export function exitTask(project: Project, options: Options, parts: ExitParts): ExitTask | undefined {
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
	const {name, nodes} = pipeline;
	const {environment, inputs, variables, secret, bootstrap, envVars, withMounts} = parts;
	const {run, program} = taskRun(project, environment, name);
	// It names no nodes, and has no version in common with the other tasks.
	const {versions: _, nodes: __, ...shared} = {...bootstrap, ...program};
	const {command, args} = withBootstrap(run, {...shared, run_state: true, run_variables: true});
	const title = `on exit: ${name}`;
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

/** The address of Kubeflow's pages, where an option says it; one of this machine is of no use in a message. */
function pagesOf({uiHost, host}: Options): string {
	const address = uiHost?.value ?? host?.value ?? '';
	return URL.canParse(address) && !isLoopbackHost(new URL(address).hostname) ? address : '';
}
