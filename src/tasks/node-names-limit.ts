// The longest list of node names for one task, which its container gets as one argument.
import {joinNodeNames} from '../kedro/kedro-run.ts';
import {jsonBytes} from '../system/go-json.ts';

/** Bytes. Linux accepts arguments of 128 KiB; KFP writes the names into one, with the rest of the task. */
export const longestNodes = 100_000;

/** Bytes of the names on the cluster. */
export const nodesLength = (nodes: readonly string[]): number => jsonBytes(joinNodeNames(nodes));
