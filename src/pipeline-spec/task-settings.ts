// Settings of a task's container: resources, node selection, retries, variables, volumes.
import type {Retries} from './retry.ts';

/** Key of a Secret or ConfigMap as an environment variable. */
export type VariableFrom = {readonly name: string; readonly key: string; readonly variable: string};

/** A whole Secret or ConfigMap as files in a folder of the container. */
export type Mount = {readonly name: string; readonly path: string};

/** An empty folder that lives as long as the pod. */
export type EmptyDir = {readonly path: string; readonly size?: string; readonly medium?: 'Memory'};

/** A volume that the cluster makes for the pod and deletes with it. */
export type EphemeralVolume = {
	readonly path: string;
	readonly size: string;
	readonly accessMode: string;
	/** `undefined` for the default one of the cluster. */
	readonly storageClass?: string;
};

export type Toleration = {
	readonly key?: string;
	readonly operator?: 'Equal' | 'Exists';
	readonly value?: string;
	readonly effect?: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
	/** Seconds. */
	readonly seconds?: number;
};

/** The settings of one task; the cluster decides those that are missing. Quantities as in Kubernetes: `500m`, `2Gi`. */
export type TaskSettings = {
	/** Reference of an image of its own, instead of that of the run. */
	readonly image?: string;
	/** File of the project with more packages: its image has them. A spec has the image in its place. */
	readonly requirements?: string;
	readonly cpu?: {readonly request?: string; readonly limit?: string};
	readonly memory?: {readonly request?: string; readonly limit?: string};
	readonly gpu?: {readonly type: string; readonly count: number};
	readonly nodeSelector?: Readonly<Record<string, string>>;
	readonly tolerations?: readonly Toleration[];
	/** Tries after the first one, inside the container: KFP's retry policy ignores a node that fails. */
	readonly retries?: Retries;
	/** Seconds until the task's container is stopped. */
	readonly timeout?: number;
	readonly variables?: Readonly<Record<string, string>>;
	readonly secretVariables?: readonly VariableFrom[];
	readonly configVariables?: readonly VariableFrom[];
	readonly secretMounts?: readonly Mount[];
	readonly configMounts?: readonly Mount[];
	/** Names of PersistentVolumeClaims, mounted at their paths. */
	readonly volumes?: readonly Mount[];
	/** Size of `/dev/shm`; the container engine has 64 MB where it is missing. */
	readonly sharedMemory?: string;
	readonly emptyDirs?: readonly EmptyDir[];
	readonly ephemeralVolumes?: readonly EphemeralVolume[];
	readonly labels?: Readonly<Record<string, string>>;
	readonly annotations?: Readonly<Record<string, string>>;
};

/** The settings that all tasks of a run share. */
export type RunSettings = {
	readonly imagePullSecrets?: readonly string[];
	readonly imagePullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
	readonly serviceAccount?: string;
	/** Seconds after the end of a run until the cluster deletes its pods. */
	readonly ttl?: number;
};
