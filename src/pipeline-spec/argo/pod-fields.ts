// A task's settings as fields of an Argo template and of its container.
import {defined} from '../../system/defined.ts';
import {emptyDirsOf, ephemeralVolumesOf} from '../made-volumes.ts';
import type {EphemeralVolume, Mount, TaskSettings, VariableFrom} from '../task-settings.ts';

type Volume = {readonly mount: object; readonly volume: object};

/** `volumes` of the template and `volumeMounts` of the container. The names are unique in one task only. */
function volumesOf(settings: TaskSettings): readonly Volume[] {
	const {secretMounts = [], configMounts = [], volumes = []} = settings;
	const sources: readonly (readonly [Pick<Mount, 'path'>, object])[] = [
		...secretMounts.map(mount => [mount, {secret: {secretName: mount.name}}] as const),
		...configMounts.map(mount => [mount, {configMap: {name: mount.name}}] as const),
		...volumes.map(mount => [mount, {persistentVolumeClaim: {claimName: mount.name}}] as const),
		...emptyDirsOf(settings).map(mount => {
			const {medium, size: sizeLimit} = mount;
			return [mount, {emptyDir: defined({medium, sizeLimit})}] as const;
		}),
		...ephemeralVolumesOf(settings).map(mount => [mount, {ephemeral: {volumeClaimTemplate: claimOf(mount)}}] as const),
	];
	return sources.map(([{path}, source], index) => {
		const name = `volume-${index + 1}`;
		return {mount: {name, mountPath: path}, volume: {name, ...source}};
	});
}

const claimOf = ({accessMode, storageClass, size}: EphemeralVolume): object => ({
	spec: {
		accessModes: [accessMode],
		...defined({storageClassName: storageClass}),
		resources: {requests: {storage: size}},
	},
});

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
