// The platform document of a v2 spec: the settings that only Kubernetes has.
import type {Executor} from '../executors.ts';
import type {SpecInput} from '../spec-input.ts';
import {emptyDirsOf, ephemeralVolumesOf} from '../made-volumes.ts';
import type {VariableFrom} from '../task-settings.ts';

/** An executor with the input that it is made from. */
type Configured = {readonly input: SpecInput; readonly executor: Executor};

/**
 * Has only keys that every backend with the feature reads: `optional` and `secretNameParameter`, which the SDK adds from
 * 2.15 on, break older backends. `undefined` where no setting needs it.
 */
export function platformDocument(input: SpecInput, executors: readonly Configured[]): object | undefined {
	const configs = executors.flatMap(({input: own, executor}) => {
		const config = executorConfig(own, executor);
		return Object.keys(config).length === 0 ? [] : [[`exec-${executor.name}`, config] as const];
	});
	const pipelineConfig = filled({resourceTtlOnCompletion: input.ttl});
	const deploymentSpec = filled({executors: Object.fromEntries(configs)});
	const kubernetes = filled({deploymentSpec, pipelineConfig});
	return Object.keys(kubernetes).length === 0 ? undefined : {platforms: {kubernetes}};
}

function executorConfig({imagePullPolicy, imagePullSecrets = [], secret}: SpecInput, {settings}: Executor): object {
	const {nodeSelector, tolerations = [], timeout, labels, annotations} = settings;
	const keys = [...(secret?.keys ?? [])].sort();
	const own = keys.map(key => ({name: secret?.name ?? '', key, variable: key}));
	const secretAsEnv = byObject([...own, ...(settings.secretVariables ?? [])]).map(([secretName, variables]) => ({
		secretName,
		keyToEnv: variables.map(({key, variable}) => ({secretKey: key, envVar: variable})),
	}));
	const configMapAsEnv = byObject(settings.configVariables ?? []).map(([configMapName, variables]) => ({
		configMapName,
		keyToEnv: variables.map(({key, variable}) => ({configMapKey: key, envVar: variable})),
	}));
	return filled({
		imagePullPolicy,
		imagePullSecret: imagePullSecrets.map(secretName => ({secretName})),
		secretAsEnv,
		secretAsVolume: (settings.secretMounts ?? []).map(({name, path}) => ({secretName: name, mountPath: path})),
		configMapAsEnv,
		configMapAsVolume: (settings.configMounts ?? []).map(({name, path}) => ({configMapName: name, mountPath: path})),
		pvcMount: (settings.volumes ?? []).map(({name, path}) => ({constant: name, mountPath: path})),
		emptyDirMounts: emptyDirsOf(settings).map(({name, path, medium, size}) =>
			filled({volumeName: name, mountPath: path, medium, sizeLimit: size}),
		),
		genericEphemeralVolume: ephemeralVolumesOf(settings).map(({name, path, size, accessMode, storageClass}) => ({
			volumeName: name,
			mountPath: path,
			accessModes: [accessMode],
			size,
			...(storageClass === undefined ? {defaultStorageClass: true} : {storageClassName: storageClass}),
		})),
		nodeSelector: nodeSelector === undefined ? undefined : {labels: nodeSelector},
		tolerations: tolerations.map(({seconds, ...rest}) =>
			seconds === undefined ? rest : {...rest, tolerationSeconds: String(seconds)},
		),
		podMetadata: filled({labels, annotations}),
		activeDeadlineSeconds: timeout === undefined ? undefined : String(timeout),
	});
}

/** Variables by the object that they come from, in the order of the first of each. */
function byObject(variables: readonly VariableFrom[]): readonly (readonly [string, readonly VariableFrom[]])[] {
	const names = [...new Set(variables.map(({name}) => name))];
	return names.map(name => [name, variables.filter(variable => variable.name === name)]);
}

/** Without undefined fields, empty lists and empty objects. */
const filled = (value: Readonly<Record<string, unknown>>): object =>
	Object.fromEntries(
		Object.entries(value).filter(
			([, inner]) =>
				inner !== undefined && (typeof inner !== 'object' || inner === null || Object.keys(inner).length > 0),
		),
	);
