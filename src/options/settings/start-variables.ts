// Which variables the task that runs first may hand on, and what its command must not have in it.
import {taskVariables} from '../../kedro/task-environment.ts';
import {isSecret} from '../secret-values.ts';
import type {SettingsValues} from './schema.ts';
import type {Wrong} from './wrong.ts';

const reasons: readonly (readonly [RegExp, string])[] = [
	[/^KFP_WIZARD_/i, 'is a variable of kfp-wizard'],
	[/^(?:PYTHON|LD_|DYLD_)/i, 'is read when a program starts, before a task gets the variable'],
	[/^(?:PATH|HOME|SHELL|IFS|PWD|TMPDIR)$/i, 'is what the programs of the container need'],
];
const ofEveryTask: ReadonlySet<string> = new Set(Object.keys(taskVariables('')));

export function startProblems(onStart: SettingsValues['on_start']): readonly Wrong[] {
	const {variables = [], command = []} = onStart ?? {};
	return [
		...variables.flatMap((name, index) => {
			const problem = problemOf(name);
			return problem === undefined ? [] : [{path: ['on_start', 'variables', String(index)], ...problem}];
		}),
		...command.flatMap((word, index) =>
			isSecret('', word)
				? [
						{
							path: ['on_start', 'command', String(index)],
							message: 'has a secret in it, and everyone can read a spec',
							fix: 'Put it into a Kubernetes Secret and name that below `on_start.settings.secrets`',
						},
					]
				: [],
		),
	];
}

function problemOf(name: string): Omit<Wrong, 'path'> | undefined {
	if (isSecret(name, ''))
		return {
			message: `${name} looks like a secret, and everyone can read what a task hands on`,
			fix: 'Put it into a Kubernetes Secret and name that below `secrets`',
		};
	const reason = ofEveryTask.has(name) ? 'is set in every task' : reasons.find(([pattern]) => pattern.test(name))?.[1];
	return reason === undefined ? undefined : {message: `${name} ${reason}`, fix: 'Choose another name'};
}
