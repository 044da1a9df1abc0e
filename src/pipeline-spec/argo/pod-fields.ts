// A task's settings as fields of an Argo template and of its container.
import {defined} from '../../system/defined.ts';
import type {Mount, TaskSettings, VariableFrom} from '../task-settings.ts';

type Volume = {readonly mount: object; readonly volume: object};

/** `volumes` of the template and `volumeMounts` of the container. The names are unique in one task only. */
function volumesOf({secretMounts = [], configMounts = [], volumes = []}: TaskSettings): readonly Volume[] {
	const sources: readonly (readonly [Mount, object])[] = [
		...secretMounts.map(mount => [mount, {secret: {secretName: mount.name}}] as const),
		...configMounts.map(mount => [mount, {configMap: {name: mount.name}}] as const),
		...volumes.map(mount => [mount, {persistentVolumeClaim: {claimName: mount.name}}] as const),
	];
	return sources.map(([{path}, source], index) => {
		const name = `volume-${index + 1}`;
		return {mount: {name, mountPath: path}, volume: {name, ...source}};
	});
}

export function templateFields(settings: TaskSettings): object {
	const {nodeSelector, tolerations = [], timeout} = settings;
	const volumes = volumesOf(settings).map(({volume}) => volume);
	return {
		...defined({nodeSelector}),
		...(tolerations.length === 0
			? {}
			: {
					tolerations: tolerations.map(({seconds, ...rest}) =>
						seconds === undefined ? rest : {...rest, tolerationSeconds: seconds},
					),
				}),
		...defined({activeDeadlineSeconds: timeout}),
		...(volumes.length === 0 ? {} : {volumes}),
	};
}

export function volumeMounts(settings: TaskSettings): {readonly volumeMounts?: readonly object[]} {
	const mounts = volumesOf(settings).map(({mount}) => mount);
	return mounts.length === 0 ? {} : {volumeMounts: mounts};
}

/** Variables of a container that come from Secrets and ConfigMaps. */
export const variablesFrom = ({secretVariables = [], configVariables = []}: TaskSettings): readonly object[] => [
	...secretVariables.map(({variable, ...from}) => ({name: variable, valueFrom: {secretKeyRef: reference(from)}})),
	...configVariables.map(({variable, ...from}) => ({name: variable, valueFrom: {configMapKeyRef: reference(from)}})),
];

const reference = ({name, key}: Omit<VariableFrom, 'variable'>) => ({name, key});
