// Executors: tasks whose containers need the same settings share one. Usually all tasks do.
import {sortedEntries} from '../system/order.ts';
import {sortedKeys} from './sorted-keys.ts';
import type {HandOver, SpecInput} from './spec-input.ts';
import {retrying} from './retry.ts';
import type {TaskSettings} from './task-settings.ts';

export type Executor = {
	/** `kedro-run`, `kedro-run-2`, …: its component and its executor have this name after `comp-` and `exec-`. */
	readonly name: string;
	readonly settings: TaskSettings;
	/**
	 * What its task hands over, by a command that no other executor has: KFP takes components whose containers are the same
	 * for one.
	 */
	readonly handOver?: HandOver | undefined;
};

export type Executors = {
	/** In the order of the first task of each. */
	readonly all: readonly Executor[];
	/** The executor of a task, by the task's key. */
	readonly of: (task: string) => Executor;
};

type Shared = Pick<SpecInput, 'graph' | 'settings' | 'handOvers'>;

export function executorsOf({graph, settings = {}, handOvers = {}}: Shared): Executors {
	const bySettings = new Map<string, Executor>();
	const byTask = new Map<string, Executor>();
	for (const {key} of graph.tasks) {
		const own = settings[key] ?? {};
		const handOver = handOvers[key];
		const text = JSON.stringify([sortedKeys(own), handOver]);
		const number = bySettings.size + 1;
		const name = `kedro-run${number === 1 ? '' : `-${number}`}`;
		const executor = bySettings.get(text) ?? {name, settings: own, handOver};
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

/** The image of an executor: its own, or that of the run. */
export const imageOf = ({image}: Pick<SpecInput, 'image'>, {settings}: Executor): string => settings.image ?? image;

/** The plain variables of an executor, by name. */
export const variablesOf = (
	{variables}: Pick<SpecInput, 'variables'>,
	{settings}: Executor,
): readonly (readonly [string, string])[] => sortedEntries({...variables, ...settings.variables});

/** The command before the arguments, with the retries of the settings. */
export const commandOf = ({command}: Pick<SpecInput, 'command'>, {settings, handOver}: Executor): readonly string[] =>
	retrying(handOver?.command ?? command, settings.retries ?? 0);
