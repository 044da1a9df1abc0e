// What reading a spec gives: the executions that a cluster would start.
import type {InputType} from './pipeline-inputs.ts';

/** One container, with everything resolved. */
export type Execution = {
	/** Task name in the spec. */
	readonly task: string;
	/** The whole argv: command and arguments. */
	readonly command: readonly string[];
	readonly env: Readonly<Record<string, string>>;
	readonly secretEnv: readonly {readonly name: string; readonly secret: string; readonly key: string}[];
	/** Variables from ConfigMaps, and what is mounted, in words: only a cluster has them. */
	readonly fromCluster?: readonly string[];
	/** Seconds that the cluster lets it take. */
	readonly timeout?: number;
	/**
	 * Names of tasks that must have succeeded before this one starts. Followed transitively they are all that the cluster
	 * waits for, the end of a whole sub-DAG included.
	 */
	readonly dependsOn: readonly string[];
};

/** What a run may be started with. */
export type SpecInputSummary = {
	readonly name: string;
	/** What the tasks call it: the key of the Kedro parameter. */
	readonly key: string;
	/** `undefined` in v1, where every parameter is a text. */
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
	/** In an order in which they may run one after another. */
	readonly executions: readonly Execution[];
};
