// One task of a KFP v2 pipeline as what runs: its container with the values of its inputs, and what its executor gets from the cluster.
import {invalidSpec} from '../invalid-spec.ts';
import {madeFolders} from '../made-volumes.ts';
import {readArtifacts} from '../read-artifacts.ts';
import type {Execution} from '../spec-summary.ts';
import {noPath} from '../start-task.ts';
import {schemaTitles} from './artifact-definitions.ts';
import {outputPlaceholder} from './component-inputs.ts';
import type {DagContext} from './dag-context.ts';
import {valueOf} from './input-values.ts';
import type {Component, ExecutorConfig} from './pipeline-spec-schema.ts';

const placeholder = /\{\{\$\.inputs\.parameters\['([^']+)'\]\}\}/g;

export function readExecution(
	task: string,
	component: Component,
	label: string,
	{spec, where, values, after}: DagContext,
): Execution {
	const container = spec.pipeline.deploymentSpec.executors[label]?.container;
	if (container === undefined) throw invalidSpec(where, `there is no executor ${label}`);
	const fill = (text: string): string =>
		text === outputPlaceholder
			? noPath
			: text.replaceAll(placeholder, (_, input: string) => valueOf(input, values, where).text);
	const config = spec.configs[label];
	const command = [...container.command, ...container.args].map(fill);
	return {
		task,
		image: container.image,
		command,
		...(config === undefined ? {} : fromCluster(config)),
		...(config?.activeDeadlineSeconds === undefined ? {} : {timeout: Number(config.activeDeadlineSeconds)}),
		env: Object.fromEntries(container.env.map(({name, value}) => [name, value])),
		secretEnv: (config?.secretAsEnv ?? []).flatMap(({secretName, keyToEnv}) =>
			keyToEnv.map(({secretKey, envVar}) => ({name: envVar, secret: secretName, key: secretKey})),
		),
		dependsOn: after,
		...outputsOf(component, command, where),
	};
}

/** Only the task that runs first has a parameter as its output. */
function outputsOf(
	{outputDefinitions}: Component,
	command: readonly string[],
	where: string,
): Pick<Execution, 'first' | 'artifacts'> {
	const {parameters, artifacts} = outputDefinitions ?? {};
	const titles = Object.entries(artifacts ?? {}).map(([name, {artifactType}]) => {
		const title = schemaTitles.find(one => one === artifactType.schemaTitle);
		if (title === undefined) throw invalidSpec(where, `hands over a ${artifactType.schemaTitle}`);
		return [name, title] as const;
	});
	return {
		...(parameters === undefined ? {} : {first: true}),
		...(artifacts === undefined ? {} : {artifacts: readArtifacts(Object.fromEntries(titles), command)}),
	};
}

function fromCluster({
	configMapAsEnv,
	secretAsVolume,
	configMapAsVolume,
	pvcMount,
	emptyDirMounts,
	genericEphemeralVolume,
}: ExecutorConfig): Pick<Execution, 'fromCluster' | 'configEnv'> {
	const all = [
		...configMapAsEnv.flatMap(({configMapName, keyToEnv}) =>
			keyToEnv.map(({envVar}) => `the variable ${envVar} from the ConfigMap ${configMapName}`),
		),
		...secretAsVolume.map(({secretName, mountPath}) => `the Secret ${secretName} at ${mountPath}`),
		...configMapAsVolume.map(({configMapName, mountPath}) => `the ConfigMap ${configMapName} at ${mountPath}`),
		...pvcMount.map(({constant, mountPath}) => `the volume ${constant} at ${mountPath}`),
		...madeFolders(emptyDirMounts.map(({mountPath}) => mountPath)),
		...genericEphemeralVolume.map(({mountPath}) => `the volume at ${mountPath}`),
	];
	const configEnv = configMapAsEnv.flatMap(({keyToEnv}) => keyToEnv.map(({envVar}) => envVar));
	return all.length === 0 ? {} : {fromCluster: all, configEnv};
}
