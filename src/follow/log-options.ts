// What is wanted of a log, and where its lines go.
import type {TaskView} from './task-view.ts';

export type LogOptions = {
	readonly raw: boolean;
	readonly previous: boolean;
	readonly since: string | undefined;
	/** The next line waits for the promise, where there is one. */
	readonly write: (task: TaskView, pod: string, line: string) => Promise<void> | undefined | void;
	/** When it fires, reading stops. */
	readonly signal?: AbortSignal;
	readonly note: (message: string) => void;
};
