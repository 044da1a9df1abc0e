// Runs a task as a process in its own copy of the files.
import {homedir} from 'node:os';
import {delimiter, dirname, isAbsolute} from 'node:path';
import {runGroup} from '../system/process-group.ts';
import type {Runner} from './runner.ts';
import {revealed, type Variables} from './task-variables.ts';
import type {Workspace} from './workspace.ts';

/**
 * Runs the command of a task as the spec has it. From the environment `env` the process gets only HOME and PATH, with the
 * folder of the project's interpreter first in PATH.
 */
export function inProcess(withCopy: Workspace['withCopy'], python: string, env: NodeJS.ProcessEnv): Runner {
	return ({execution, variables, signal, onText}) =>
		withCopy(async cwd => {
			const [file = '', ...args] = execution.command;
			return runGroup(file, args, {
				cwd,
				env: variablesHere(python, variables, env),
				signal,
				onText,
			});
		});
}

/** What every task has of the environment of the shell. */
export const baseVariables = (python: string, env: NodeJS.ProcessEnv): Readonly<Record<string, string>> => ({
	PATH: [dirname(python), env['PATH'] ?? ''].join(delimiter),
	HOME: env['HOME'] ?? homedir(),
});

/** The whole environment of a task. */
export const variablesHere = (
	python: string,
	variables: Variables,
	env: NodeJS.ProcessEnv,
): Readonly<Record<string, string>> => ({
	...baseVariables(python, env),
	...variables.plain,
	...keyFileHere(variables.plain, env),
	...revealed(variables),
});

const keyFile = 'GOOGLE_APPLICATION_CREDENTIALS';

/** The key file of Google Cloud that a Secret brings to the pods is on this machine where its own variable says. */
const keyFileHere = (plain: Readonly<Record<string, string>>, env: NodeJS.ProcessEnv): Record<string, string> =>
	plain[keyFile]?.startsWith('/var/run/secrets/') === true && isAbsolute(env[keyFile] ?? '')
		? {[keyFile]: env[keyFile] ?? ''}
		: {};
