// How long the names of a task's nodes may be: they travel to its container as one argument.
import {joinNodeNames} from '../kedro/kedro-run.ts';

/** Bytes. Linux takes 128 KiB for an argument; KFP puts the names into one together with the rest of the task. */
export const longestNodes = 100_000;

/** Bytes that the names take where a cluster carries them: as JSON, in which KFP's server writes `<`, `>` and `&` with six characters. */
export const nodesLength = (nodes: readonly string[]): number =>
	Buffer.byteLength(JSON.stringify(joinNodeNames(nodes)).replaceAll(/[<>&]/g, '------'));
