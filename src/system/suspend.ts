// Ctrl-Z and `fg`: stops the program where the terminal sends no signal for it, puts the terminal in order before, and says when
// it goes on.

/** Returns when the program goes on (`fg`); at once where nothing can be stopped, as on Windows. */
export function suspend(): void {
	if (process.platform === 'win32') return;
	// The whole group: a shell waits for all of it, `npx` too.
	process.kill(0, 'SIGTSTP');
}

/** Calls `leave` before a signal stops the program, until the function that is returned is called. */
export function beforeSuspended(leave: () => void): () => void {
	const onStop = (): void => {
		leave();
		process.kill(process.pid, 'SIGSTOP');
	};
	process.on('SIGTSTP', onStop);
	return () => void process.off('SIGTSTP', onStop);
}

/** Calls `back` each time that the program goes on after it was stopped, until the function that is returned is called. */
export function onContinued(back: () => void): () => void {
	if (process.platform === 'win32') return () => {};
	process.on('SIGCONT', back);
	return () => void process.off('SIGCONT', back);
}
