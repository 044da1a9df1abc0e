// A terminal that is lost: how the program notices it, and how it ends without one.
import {isatty} from 'node:tty';
import {endGroups} from '../system/groups.ts';

/** Those of the three streams that were a terminal at the start. */
const terminals = [0, 1, 2].filter(fd => isatty(fd));

/** True when what was a terminal is none any more: its window was closed, the connection is lost. */
export const terminalIsGone = (): boolean => terminals.some(fd => !isatty(fd));

/** Calls back when the terminal is lost. The kernel signals only the shell, which may not pass the signal on. */
export function onTerminalGone(gone: () => void): void {
	const look = (): void => {
		if (terminalIsGone()) gone();
	};
	process.stdin.on('end', look).on('error', look);
}

/**
 * Ends the process. Without its terminal Node aborts at the end, because it cannot put the terminal's mode back
 * (`node::ResetStdio`); dying of the signal passes that by, and is exit code 129 for who asks.
 */
export function endProcess(exitCode: number): void {
	if (!terminalIsGone()) process.exit(exitCode);
	// Dying of a signal emits no `exit`.
	endGroups('SIGTERM');
	process.removeAllListeners('SIGHUP');
	process.kill(process.pid, 'SIGHUP');
}
