// The data that the spec of a selection is made from.
import {type Bootstrap, withBootstrap} from '../../../kedro/bootstrap.ts';
import {canSelectNode} from '../../../kedro/kedro-run.ts';
import {pipelineVariables, readsRun, taskVariables} from '../../../kedro/task-environment.ts';
import {readEnvVars} from '../../../options/env-vars.ts';
import type {Options} from '../../../options/options.ts';
import {onStartOf, runSettings, taskSettings} from '../../../options/settings/settings.ts';
import type {PipelineInput} from '../../../pipeline-spec/pipeline-inputs.ts';
import type {HandOver, SpecInput} from '../../../pipeline-spec/spec-input.ts';
import type {Mount, TaskSettings} from '../../../pipeline-spec/task-settings.ts';
import {defined} from '../../../system/defined.ts';
import type {Exact} from '../../../system/exact-values.ts';
import {sharedVersions} from '../../../tasks/shared-versions.ts';
import type {Selection} from '../../selection.ts';
import {imageOfTask, type TaskImages} from './task-images.ts';
import {credentialsFile, type CredentialsSecret, mountOf} from '../credentials/secret-file.ts';
import type {NamedSecret} from '../secret/named-secret.ts';
import {shownGraph} from '../selection/grouping-text.ts';
import type {ParametersPlan} from '../selection/parameters.ts';
import {handedOver, specArtifacts} from './artifacts.ts';
import {exitTask} from './exit-task.ts';
import {importsOf} from './lineage.ts';
import {startTask} from './start-task.ts';
import {taskRun} from './task-run.ts';

/** What a spec is made from, besides the image. */
export type SpecParts = {
	readonly selection: Selection;
	readonly options: Options;
	readonly parameters: ParametersPlan;
	readonly secret: NamedSecret | undefined;
	readonly credentials?: CredentialsSecret | undefined;
	/** Name of the pipeline on Kubeflow. */
	readonly name: string;
	readonly isArgo: boolean;
	readonly pullPolicy: 'IfNotPresent' | undefined;
	/** The version of kfp-wizard. */
	readonly version: string;
};

/**
 * `image`: a reference, by digest where it is known. `taskImages`: those of tasks with requirements of their own, by the file.
 * @throws WizardError for settings that contradict each other.
 */
export function specInputOf(parts: SpecParts): (image: string, taskImages?: TaskImages) => SpecInput {
	const {selection, options, parameters, secret, credentials, name, isArgo, pullPolicy, version} = parts;
	const {project, pipeline, graph, chosen} = selection;
	const envVars = readEnvVars(options);
	const settingsOf = taskSettings(project, pipeline, envVars);
	const serviceAccount = options.serviceAccount?.value;
	const settings = runSettings(project);
	const ofRun = {
		...settings,
		// No registry has an image that was not pushed, so the cluster must not look for it in one.
		...(settings.imagePullPolicy === 'Always' ? defined({imagePullPolicy: pullPolicy}) : {}),
		...defined({serviceAccount}),
	};
	const versions = sharedVersions(project, pipeline, graph);
	const {run, program} = taskRun(project, chosen.env.value, chosen.pipeline.value);
	const bootstrap: Bootstrap = {
		...program,
		parameters: parameters.fixed,
		inputs: Object.fromEntries(parameters.inputs.map(({key, initial}) => [key, initial])),
		...(readsRun(project) ? {run_variables: true as const} : {}),
		...((onStartOf(project)?.variables ?? []).length > 0 ? {start_variables: true as const} : {}),
		...defined({versions, credentials: credentials && credentialsFile(credentials)}),
	};
	const command = withBootstrap(run, bootstrap);
	const handOvers = Object.fromEntries(
		Object.entries(specArtifacts(parts).of).map(([task, artifacts]): [string, HandOver] => [
			task,
			{artifacts, command: withBootstrap(run, {...bootstrap, ...handedOver(artifacts, isArgo)}).command},
		]),
	);
	const mounts = [
		...(secret?.files === undefined ? [] : [{name: secret.name, path: secret.files.path}]),
		...(credentials === undefined ? [] : [mountOf(credentials)]),
	];
	const inputs = isArgo ? withRunValues(parameters) : parameters.inputs;
	const shared = {
		name,
		environment: chosen.env.value,
		variables: {
			...taskVariables(chosen.env.value),
			...pipelineVariables(project, pipeline.name),
			...secret?.files?.variables,
			...envVars,
		},
		secret: secret && {name: secret.name, keys: secret.keys},
	};
	const imports = importsOf(parts);
	const addMounts = (own: TaskSettings): TaskSettings => withMounts(own, mounts);
	const ofOthers = {...shared, inputs, bootstrap, envVars, withMounts: addMounts};
	const onStart = startTask(project, ofOthers, pipeline.name);
	const onExit = exitTask(project, options, ofOthers);
	return (image, taskImages = {}) => {
		const withImage = (settings: TaskSettings): TaskSettings => imageOfTask(settings, taskImages);
		return {
			...shared,
			title: project.name,
			pipeline: chosen.pipeline.value,
			...defined({part: selection.part?.flags.trim()}),
			image,
			...defined({imagePullPolicy: pullPolicy}),
			...ofRun,
			...command,
			...(namesNodes(selection) ? {} : {nodesFlag: undefined}),
			inputs,
			identity: versions !== undefined || readsRun(project),
			graph: shownGraph(graph, pipeline),
			settings: Object.fromEntries(graph.tasks.map(task => [task.key, withImage(addMounts(settingsOf(task)))])),
			handOvers,
			...defined({
				onStart: onStart && {...onStart, settings: withImage(onStart.settings)},
				onExit: onExit && {...onExit, settings: withImage(onExit.settings)},
			}),
			...(imports.length === 0 ? {} : {imports}),
			version,
		};
	};
}

/** With Secrets as files, where there are some. */
const withMounts = (settings: TaskSettings, mounts: readonly Mount[]): TaskSettings =>
	mounts.length === 0 ? settings : {...settings, secretMounts: [...(settings.secretMounts ?? []), ...mounts]};

/** The only task of a pipeline runs all nodes without naming them: a name that `kedro run` cannot select is no problem there. */
const namesNodes = ({project, pipeline, part, graph}: Selection): boolean =>
	graph.tasks.length > 1 || part !== undefined || pipeline.nodes.every(({name}) => canSelectNode(project.kedro, name));

/** The API in use cannot give values to a run of a v1 Workflow: they are written into the Workflow. */
const withRunValues = ({inputs, run}: ParametersPlan): readonly PipelineInput[] =>
	inputs.map(input => (Object.hasOwn(run, input.name) ? {...input, initial: run[input.name] as Exact} : input));
