// The data that a pipeline spec is made from.
import type {TaskGraph} from '../schema/graph.ts';
import type {Artifact} from '../schema/artifact.ts';
import type {PipelineInput} from './pipeline-inputs.ts';
import type {RunSettings, TaskSettings} from './task-settings.ts';

export type SpecInput = RunSettings & {
	/** Display name of the project. */
	readonly title: string;
	/** KFP pipeline name, `^[a-z][a-z0-9-]*$`. */
	readonly name: string;
	/** Kedro's environment and pipeline, for the header and the description. */
	readonly environment: string;
	readonly pipeline: string;
	/** The options that choose a part of the pipeline: `--from-nodes train`. */
	readonly part?: string;
	/** Reference of the image, by digest or by content tag. */
	readonly image: string;
	/** Such as `['kedro']`; never empty, since KFP does not use the image's entry point. */
	readonly command: readonly string[];
	/** Such as `['run', '--env=s3', '--pipeline=__default__']`. */
	readonly args: readonly string[];
	/** Every task gets their values before `args`. */
	readonly inputs?: readonly PipelineInput[];
	/** True when every task gets `run=` and `created=` before its inputs: the run's id and when it was created. */
	readonly identity?: boolean;
	/** True when every task gets `state=` before them: how the run ended. */
	readonly finalState?: boolean;
	/** `--nodes`: gets the node names of a task as `--nodes=a,b`. `undefined` where the only task runs the whole pipeline. */
	readonly nodesFlag: string | undefined;
	/** Plain environment variables. */
	readonly variables: Readonly<Record<string, string>>;
	/** A Secret; each of its keys becomes the environment variable of the same name. */
	readonly secret?: {readonly name: string; readonly keys: readonly string[]} | undefined;
	readonly graph: TaskGraph;
	/** Settings of each task's container, by task key. */
	readonly settings?: Readonly<Record<string, TaskSettings>>;
	readonly onStart?: StartTask | undefined;
	/** By task key. */
	readonly handOvers?: Readonly<Record<string, HandOver>>;
	readonly onExit?: ExitTask;
	/** Only in a spec of KFP v2. */
	readonly imports?: readonly ImportTask[];
	/** Version of kfp-wizard. */
	readonly version: string;
};

/** What a task hands over to Kubeflow's pages. */
export type HandOver = {
	/** In place of the command of the other tasks; gets KFP's description of the task before all other arguments. */
	readonly command: readonly string[];
	/** Not empty. */
	readonly artifacts: readonly Artifact[];
};

/** A task of Kubeflow's own that records where a dataset is: an artifact that is imported, not copied. */
export type ImportTask = {
	readonly key: string;
	readonly title: string;
	readonly uri: string;
	readonly kind: 'dataset' | 'model';
	readonly metadata: Readonly<Record<string, string>>;
	/** Key of the task that it waits for: the one that writes the dataset. */
	readonly after?: string | undefined;
};

/** A task that runs when all others have ended, whatever happened. */
export type ExitTask = Pick<SpecInput, 'command' | 'args' | 'variables'> & {
	/** The inputs of the pipeline that it gets. */
	readonly inputs: readonly PipelineInput[];
	/** `undefined` for one that uses no storage. */
	readonly secret: SpecInput['secret'];
	/** Display name. */
	readonly title: string;
	readonly settings: TaskSettings;
};

/** A task that runs before all others and hands variables on to them. */
export type StartTask = ExitTask & {
	/** Names of the variables. */
	readonly names: readonly string[];
	/** A command of the user instead of `command` and `args`; its words may hold what a spec would expand. The run comes as variables. */
	readonly words?: readonly string[];
};
