// The task that runs before all others and hands variables on to them.
import {type ExtraTask, extraTask} from './extra-task.ts';
import type {SpecInput} from './spec-input.ts';
import type {Execution} from './spec-summary.ts';
import {startProgram} from './start-program.ts';

/** What a read spec has for the variables, in both formats, and for the path of the output: the program writes no file there. */
export const variablesPlaceholder = '{{start.variables}}';
export const noPath = '-';

/**
 * With the run; the program comes before the command.
 * @param path where the format expects the output of a container
 * @returns `undefined` where nothing runs first
 */
export function startOf(input: SpecInput, path: string): ExtraTask | undefined {
	const {onStart} = input;
	if (onStart === undefined) return undefined;
	const {command, names, words} = onStart;
	const options = safeJson({names, ...(words === undefined ? {} : {command: words})});
	return extraTask('on-start', input, onStart, {command: ['python3', '-c', startProgram, path, options, ...command]});
}

/** Whether the other tasks get variables. */
export const handsOn = ({onStart}: Pick<SpecInput, 'onStart'>): boolean => (onStart?.names ?? []).length > 0;

/** JSON without what a cluster would expand or cannot store. */
const safeJson = (value: unknown): string =>
	JSON.stringify(value).replaceAll(
		/[$\u007F-\uFFFF]|(?<=\{)\{/g,
		character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);

/** All tasks but the one at the end wait for the first one, also those that a DAG of their own starts later. */
export function afterFirst(executions: readonly Execution[]): readonly Execution[] {
	const first = executions.find(one => one.first === true)?.task;
	if (first === undefined) return executions;
	return executions.map(execution =>
		execution.task === first || execution.always === true || execution.dependsOn.includes(first)
			? execution
			: {...execution, dependsOn: [first, ...execution.dependsOn]},
	);
}
