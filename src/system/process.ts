// This process: its Node, and its end.

export const nodeVersion = process.versions.node;

/** Runs `work` when the process ends, however it ends. The returned function takes that back. */
export function onExit(work: () => void): () => void {
	process.on('exit', work);
	return () => void process.off('exit', work);
}
