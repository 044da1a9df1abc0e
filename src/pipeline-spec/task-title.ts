// The display name of a task of a spec.
import {readRunArguments} from '../kedro/kedro-run.ts';
import type {Execution} from './read-spec.ts';

const longestTitle = 60;

/** The node names as the spec has them; the task's key where it names none, or where they are too long to read. */
export function titleOf({command, task}: Execution): string {
	const {nodes} = readRunArguments(command);
	return nodes === undefined || nodes.length > longestTitle ? task : nodes;
}
