// The display name of a task of a spec.
import {readRunArguments} from '../kedro/kedro-run.ts';
import type {Execution} from './read-spec.ts';

const longestTitle = 60;

/** A name that Kedro makes of what a node without one reads and writes, or of a checksum. */
const generated = /\) -> |__[\da-f]{8}(?:,|$)/;

/**
 * The node names as the spec has them, and as Kubeflow shows them where Kedro generates them; the task's key where it names
 * none, or where they are too long to read.
 */
export function titleOf({command, task, shown}: Execution): string {
	const {nodes} = readRunArguments(command);
	if (nodes !== undefined && shown !== undefined && generated.test(nodes)) return shown;
	return nodes === undefined || nodes.length > longestTitle ? task : nodes;
}
