// What the `kedro run` of a task says: its nodes, the environment and the pipeline.
import type {KedroNode} from '../schema/project.ts';
import type {Execution} from '../pipeline-spec/read-spec.ts';

function valueOf({command}: Execution, ...flags: readonly string[]): string | undefined {
	const found = command.flatMap(word =>
		flags.filter(flag => word.startsWith(`${flag}=`)).map(flag => word.slice(flag.length + 1)),
	);
	return found.at(-1);
}

const longestTitle = 60;

/** What a person calls the task: its node names as the spec has them; its key where there are none, or too many to read. */
export function titleOf(execution: Execution): string {
	const names = valueOf(execution, '--nodes');
	return names === undefined || names.length > longestTitle ? execution.task : names;
}

/** Names of the nodes that the task runs, all where it names none; names may hold commas, so they are looked up, not split. */
export function nodesOf(execution: Execution, nodes: readonly KedroNode[]): readonly string[] {
	const named = valueOf(execution, '--nodes');
	if (named === undefined) return nodes.map(({name}) => name);
	const list = `,${named},`;
	return nodes.map(({name}) => name).filter(name => list.includes(`,${name},`));
}

export const environmentOf = (execution: Execution): string | undefined => valueOf(execution, '--env');

export const pipelineOf = (execution: Execution): string | undefined => valueOf(execution, '--pipelines', '--pipeline');
