// Which tasks share an executor: those whose containers need the same. Mostly that is all of them.
import type {SpecInput} from './spec-input.ts';
import {retrying} from './retry.ts';
import type {TaskSettings} from './task-settings.ts';

export type Executor = {
	/** `kedro-run`, `kedro-run-2`, …: the name of its component and its executor but for `comp-` and `exec-`. */
	readonly name: string;
	readonly settings: TaskSettings;
};

export type Executors = {
	/** In the order of the first task of each. */
	readonly all: readonly Executor[];
	/** The executor of a task, by the task's key. */
	readonly of: (task: string) => Executor;
};

export function executorsOf({graph, settings = {}}: Pick<SpecInput, 'graph' | 'settings'>): Executors {
	const bySettings = new Map<string, Executor>();
	const byTask = new Map<string, Executor>();
	for (const {key} of graph.tasks) {
		const own = settings[key] ?? {};
		const text = JSON.stringify(sorted(own));
		const number = bySettings.size + 1;
		const executor = bySettings.get(text) ?? {name: `kedro-run${number === 1 ? '' : `-${number}`}`, settings: own};
		bySettings.set(text, executor);
		byTask.set(key, executor);
	}
	return {
		all: [...bySettings.values()],
		of: task => {
			const executor = byTask.get(task);
			if (executor === undefined) throw new Error(`there is no task ${task}`);
			return executor;
		},
	};
}

/** The same for two settings that differ only in the order of their keys. */
function sorted(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sorted);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value)
			.sort(byKey)
			.map(([key, inner]) => [key, sorted(inner)]),
	);
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
	return a < b ? -1 : 1;
}

/** The plain variables of an executor, by name. */
export const variablesOf = (
	{variables}: Pick<SpecInput, 'variables'>,
	{settings}: Executor,
): readonly (readonly [string, string])[] => Object.entries({...variables, ...settings.variables}).sort(byKey);

/** The command before the arguments, with the tries that the settings ask for. */
export const commandOf = ({command}: Pick<SpecInput, 'command'>, {settings}: Executor): readonly string[] =>
	retrying(command, settings.retries ?? 0);
