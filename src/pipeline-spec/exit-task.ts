// The task that runs when all others have ended, whatever happened.
import type {ExitTask, SpecInput} from './spec-input.ts';

/** Its task, component and executor; a Kedro node may have the name too. */
export const exitName = 'on-exit';

/** The group of all other tasks of a KFP v2 pipeline. */
export const mainName = 'main';

/** What a v1 Workflow has for its state, and what a read spec has for it in both formats. */
export const statePlaceholder = '{{workflow.status}}';

/** The input of a spec as its exit task has it: with the run, and how it ended. */
export const exitInput = (input: SpecInput, {command, args, inputs, variables, secret}: ExitTask): SpecInput => ({
	...input,
	command,
	args,
	inputs,
	variables,
	secret,
	nodesFlag: undefined,
	identity: true,
	finalState: true,
});

/** A name that no other task has. */
export function exitKey({graph}: Pick<SpecInput, 'graph'>): string {
	const taken = new Set(graph.tasks.map(({key}) => key));
	for (let number = 1; ; number++) {
		const candidate = number === 1 ? exitName : `${exitName}-${number}`;
		if (!taken.has(candidate)) return candidate;
	}
}
