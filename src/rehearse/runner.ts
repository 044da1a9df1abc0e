// How one task is run: as a process in its own copy of the files, or in a container of the spec's image.
import {homedir} from 'node:os';
import {delimiter, dirname} from 'node:path';
import type {Execution} from '../pipeline-spec/read-spec.ts';
import {revealed, type Variables} from './task-variables.ts';
import {type GroupResult, runGroup} from '../system/process-group.ts';
import type {Workspace} from './workspace.ts';

export type TaskRun = {
	readonly execution: Execution;
	readonly variables: Variables;
	readonly signal: AbortSignal;
	readonly onText: (text: string) => Promise<void>;
};

/** @throws WizardError `outside` when the command cannot be started, `cancelled` when the signal fired. */
export type Runner = (run: TaskRun) => Promise<GroupResult>;

/**
 * Runs the command of a task as it stands in the spec. Of this shell's environment it gets HOME, and PATH with the
 * folder of the project's interpreter first.
 */
export function inProcess(workspace: Workspace, python: string): Runner {
	const path = [dirname(python), process.env['PATH'] ?? ''].join(delimiter);
	const home = process.env['HOME'] ?? homedir();
	return ({execution, variables, signal, onText}) =>
		workspace.withCopy(async cwd => {
			const [file = '', ...args] = execution.command;
			const env = {PATH: path, HOME: home, ...variables.plain, ...revealed(variables)};
			return runGroup(file, args, {cwd, env, signal, onText});
		});
}
