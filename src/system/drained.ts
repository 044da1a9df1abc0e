// Writing as fast as the reader reads: what it has not taken waits in memory.

/** A stream as commands get it: a test may have one without events. */
type Output = {
	write(text: string): unknown;
	on?(event: string, listener: () => void): unknown;
	off?(event: string, listener: () => void): unknown;
};

/** Fires when writing fails: `| head` has read enough, the terminal is gone, or the disk is full. */
export function readerGone(output: Output): AbortSignal {
	const gone = new AbortController();
	output.on?.('error', () => gone.abort());
	return gone.signal;
}

const ends = ['drain', 'close', 'error'] as const;

/** Writes the text. Where too much waits already, resolves when the reader has taken it, or is gone. */
export function writeDrained(output: Output, text: string): Promise<void> | undefined {
	if (output.write(text) !== false || output.on === undefined) return undefined;
	return new Promise(resolve => {
		const done = (): void => {
			for (const event of ends) output.off?.(event, done);
			resolve();
		};
		for (const event of ends) output.on?.(event, done);
	});
}
