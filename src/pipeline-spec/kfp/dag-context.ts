// Where the reader of a KFP v2 pipeline is: a DAG or a task with the values that it gets.
import type {ExecutorConfig, PipelineSpec} from './pipeline-spec-schema.ts';

export type Value = {readonly text: string; readonly type: string};
export type Values = ReadonlyMap<string, Value>;

export type Spec = {
	readonly pipeline: PipelineSpec;
	readonly configs: Readonly<Record<string, ExecutorConfig>>;
	/** The values of the placeholders of the run. */
	readonly constants: ReadonlyMap<string, string>;
};

export type DagContext = {
	readonly spec: Spec;
	readonly where: string;
	readonly values: Values;
	/** Executions that must finish before the DAG starts. */
	readonly after: readonly string[];
	/** Names of the enclosing components, to find one that contains itself. */
	readonly inside: readonly string[];
};
