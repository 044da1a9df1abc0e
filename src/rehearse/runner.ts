// The shape of a runner: it runs one task of a spec.
import type {Execution} from '../pipeline-spec/read-spec.ts';
import type {GroupResult} from '../system/process-group.ts';
import type {Variables} from './task-variables.ts';

export type TaskRun = {
	readonly execution: Execution;
	readonly variables: Variables;
	readonly signal: AbortSignal;
	readonly onText: (text: string) => Promise<void>;
};

/** @throws WizardError `outside` when the command cannot be started, `cancelled` when the signal fired. */
export type Runner = (run: TaskRun) => Promise<GroupResult>;
