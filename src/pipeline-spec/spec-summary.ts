// The summary of a spec: its inputs, and the executions that a cluster would start.
import type {Artifact} from '../schema/artifact.ts';
import type {InputType} from './pipeline-inputs.ts';

/** One container, with everything resolved. */
export type Execution = {
	/** Task name in the spec. */
	readonly task: string;
	/** Reference of its image. */
	readonly image: string;
	/** How Kubeflow's pages name it. */
	readonly shown?: string;
	/** The command and all its arguments. */
	readonly command: readonly string[];
	readonly env: Readonly<Record<string, string>>;
	readonly secretEnv: readonly {readonly name: string; readonly secret: string; readonly key: string}[];
	/** Names of the variables from ConfigMaps. */
	readonly configEnv?: readonly string[];
	/** Variables from ConfigMaps and mounted volumes, as texts: only a cluster has them. */
	readonly fromCluster?: readonly string[];
	/** True for the task that runs before all others, and hands variables on to them. */
	readonly first?: true;
	/** What it hands over; its command has `executorInputPlaceholder` as an argument then. */
	readonly artifacts?: readonly Artifact[];
	/** True for a task that runs when those before it have ended, whatever happened. */
	readonly always?: true;
	/** Seconds until the cluster stops it. */
	readonly timeout?: number;
	/**
	 * Names of the tasks that must succeed before this one starts, including the last tasks of a sub-DAG that it depends on.
	 */
	readonly dependsOn: readonly string[];
};

/** A task of Kubeflow's own that records where a dataset is; nothing of the user runs in it. */
export type Import = Required<Pick<Execution, 'task' | 'shown' | 'dependsOn'>> & {readonly uri: string};

/** An input of the pipeline, which a run may set. */
export type SpecInputSummary = {
	readonly name: string;
	/** The key of the Kedro parameter. */
	readonly key: string;
	/** `undefined` in v1, where every parameter is a string. */
	readonly type: InputType | undefined;
	/** As plain data. */
	readonly initial: unknown;
};

export type SpecSummary = {
	readonly format: 'kfp' | 'argo';
	/** Pipeline name; of a v1 Workflow, its `generateName` without the dash. */
	readonly name: string;
	readonly tasks: number;
	readonly images: readonly string[];
	readonly hasPlatform: boolean;
	readonly inputs: readonly SpecInputSummary[];
	/** In topological order. */
	readonly executions: readonly Execution[];
	readonly imports: readonly Import[];
};

/** The values of a run that replace the placeholders of its spec. */
export type RunValues = {
	/** Id of the run and its creation time (RFC 3339); without them the placeholders stay. How it ended is always one. */
	readonly run?: {readonly id: string; readonly created: string};
	/** Values for inputs of the pipeline, by their names in KFP, as plain data. */
	readonly inputs?: Readonly<Record<string, unknown>>;
};
