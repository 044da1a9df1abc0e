// The end of this process.

/** Runs `work` when the process ends, however it ends. The returned function takes that back. */
export function onExit(work: () => void): () => void {
	process.on('exit', work);
	return () => void process.off('exit', work);
}
