// The end of a program that leads a process group: at its timeout, on a signal, with this process, or by itself.
import type {EventEmitter} from 'node:events';
import type {Readable} from 'node:stream';
import {endsWithThisProcess, killGroup} from './groups.ts';

/** Milliseconds between SIGTERM and SIGKILL. */
const patienceOfAll = 5000;
/** Milliseconds after the end of a program in which processes that it left behind may still write into its pipes. */
const lastWords = 1000;

/** A program that leads a process group: it emits `exit` with its code and the name of the signal that ended it. */
export type Leader = EventEmitter & {readonly stdout: Readable | null; readonly stderr: Readable | null};

export type EndOptions = {
	/** Milliseconds until the program is ended; default: no limit. */
	readonly timeout?: number;
	readonly signal: AbortSignal | undefined;
	/** Milliseconds between SIGTERM and SIGKILL; default 5,000. */
	readonly patience?: number | undefined;
	/** Processes that the program leaves behind are ended, as in a container. */
	readonly endsChildren: boolean;
};

export type ProgramEnd = {
	/** Whether the timeout ended it. */
	readonly isLate: () => boolean;
	/** Call it when the pipes are read. */
	readonly done: () => void;
};

/** Ends the group of a program at the timeout or on the signal, and with this process; waits for no pipe that others hold. */
export function endOf(child: Leader, leader: number, options: EndOptions): ProgramEnd {
	const {timeout = 0, signal, patience = patienceOfAll, endsChildren} = options;
	const leave = endsWithThisProcess(leader);
	let isLate = false;
	let force: NodeJS.Timeout | undefined;
	const stop = (): void => {
		killGroup(leader, 'SIGTERM');
		force ??= setTimeout(() => killGroup(leader, 'SIGKILL'), patience);
	};
	const late = timeout > 0 ? setTimeout(() => ((isLate = true), stop()), timeout) : undefined;
	signal?.addEventListener('abort', stop, {once: true});
	let last: NodeJS.Timeout | undefined;
	child.once('exit', () => {
		leave();
		clearTimeout(late);
		// Such as children that ignore SIGTERM.
		if (endsChildren || force !== undefined) killGroup(leader, 'SIGKILL');
		last = setTimeout(() => [child.stdout, child.stderr].forEach(stream => stream?.destroy()), lastWords);
	});
	return {
		isLate: () => isLate,
		done: () => {
			for (const timer of [late, force, last]) clearTimeout(timer);
			signal?.removeEventListener('abort', stop);
		},
	};
}

/** A stream that is destroyed ends too early for its reader, who has read all that the program itself wrote. */
export async function readPieces(
	pieces: AsyncIterable<string>,
	use: (piece: string) => Promise<void> | void,
): Promise<void> {
	try {
		for await (const piece of pieces) await use(piece);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
	}
}
