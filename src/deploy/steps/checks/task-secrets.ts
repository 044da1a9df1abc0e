// What the tasks get from Secrets and variables, as far as the options and kfp.yml say: for checks of credentials.
import type {Facts} from '../../../checks/facts.ts';
import {readEnvVars} from '../../../options/env-vars.ts';
import {isOff, isOn, type Options, textOf} from '../../../options/options.ts';
import {taskSettings} from '../../../options/settings/settings.ts';
import type {TaskSettings} from '../../../pipeline-spec/task-settings.ts';
import type {TaskGraph} from '../../../schema/graph.ts';
import type {Pipeline, Project} from '../../../schema/project.ts';
import {credentialsSecretName, deployedName} from '../../names.ts';
import {needOf} from '../secret/need.ts';
import type {Checked} from './checked.ts';

export function taskSecrets(
	{project, pipeline, graph, environment, part}: Checked,
	options: Options,
): NonNullable<Facts['credentials']> {
	const named = textOf(options.credentialsSecret);
	const settings = settingsOf(project, pipeline, graph);
	const folder = new RegExp(`(?:^|/)${project.confSource}/(?:${environment}|${project.baseEnvironment})(?:/|$)`);
	const [first] = settings;
	const mounted = first?.secretMounts?.find(
		({path}) => folder.test(path) && settings.every(each => each.secretMounts?.some(mount => mount.path === path)),
	);
	const own = new Set(Object.keys(readEnvVars(options)));
	const ofAll = settings.map(variablesOf);
	const ofSecret = secretVariables(project, pipeline, options);
	return {
		secret:
			named?.value ??
			credentialsSecretName(deployedName(project, {pipeline: pipeline.name, environment, part}, options).value),
		isGiven: named !== undefined,
		...(mounted === undefined ? {} : {mounted: mounted.name}),
		hasVariable: name =>
			own.has(name) ||
			isOn(options.existingSecret) ||
			(ofAll.length > 0 && ofAll.every(names => names.has(name))) ||
			ofSecret.some(pattern => pattern.test(name)),
	};
}

/** Settings that contradict each other are refused where their task is made, and by `check`. */
function settingsOf(project: Project, pipeline: Pipeline, graph: TaskGraph): readonly TaskSettings[] {
	try {
		return graph.tasks.map(taskSettings(project, pipeline));
	} catch {
		return [];
	}
}

const variablesOf = ({variables = {}, secretVariables = [], configVariables = []}: TaskSettings): ReadonlySet<string> =>
	new Set([...Object.keys(variables), ...[...secretVariables, ...configVariables].map(({variable}) => variable)]);

/** The variables of the Secret with the keys of the storage. */
function secretVariables(project: Project, pipeline: Pipeline, options: Options): readonly RegExp[] {
	if (isOff(options.secret)) return [];
	const patterns = {
		s3: /^AWS_(?:ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN)$/,
		gcs: /^GOOGLE_APPLICATION_CREDENTIALS$/,
		azure: /^AZURE_STORAGE_/,
	};
	return needOf(project, pipeline, options).storages.map(storage => patterns[storage]);
}
