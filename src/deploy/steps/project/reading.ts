// Asks the project's Python again about a project that was read: with the variables that its tasks have.
import type {InspectOptions} from '../../../kedro/inspect.ts';
import type {PythonSession} from '../../../kedro/python-session.ts';
import {ofInterpreter} from '../../../kedro/task-environment.ts';
import {isOff, type Options} from '../../../options/options.ts';
import type {Project} from '../../../schema/project.ts';
import {cacheFolder} from '../../../system/cache-folder.ts';
import type {Environment} from '../../../system/environment.ts';
import {withheld} from '../../../system/secrecy/secret-variables.ts';
import type {Context} from '../../../ui/context.ts';
import {variablesBefore, variablesIn} from './task-variables.ts';
import {timeoutOf} from './timeout.ts';

export type Surroundings = Pick<Context, 'ui' | 'env'> & {readonly readings?: {readonly python: PythonSession}};

export async function readingOf(
	project: Project,
	options: Options,
	{ui, env, readings}: Surroundings,
): Promise<InspectOptions> {
	const {executable, source} = project.python;
	return {
		root: project.root,
		python: {command: executable, args: [], source},
		env: {
			...ofInterpreter(env),
			...(await variablesBefore(project.root, project.environment, options)),
			...variablesIn(project, options),
			...borrowedBy(project),
		},
		environment: project.environment,
		timeout: timeoutOf(options),
		signal: ui.signal,
		remember: memoryOf(options, env),
		session: readings?.python,
	};
}

/** Where the answers of Python are kept; `undefined` where they may not be. */
export const memoryOf = ({cache}: Options, env: Environment): string | undefined =>
	isOff(cache) ? undefined : cacheFolder(env);

/** Without these variables of the shell the project cannot be read; a finding says that the tasks do not have them. */
const borrowedBy = ({variables = []}: Project): Readonly<Record<string, string>> =>
	Object.fromEntries(
		variables
			.filter(({effect, from}) => effect === 'fails' && from === 'shell')
			.map(({name, value}) => [name, value ?? withheld]),
	);
