// The states of a task of a run or a rehearsal. Without a schema, because the start of every command needs it.

/** `starting`, `pulling` (its image) and `retried` (a try failed, the next one starts) come only from a run on a cluster. */
export const taskStates = [
	'waiting',
	'starting',
	'pulling',
	'retried',
	'running',
	'succeeded',
	'failed',
	'skipped',
	'cancelled',
] as const;
export type TaskState = (typeof taskStates)[number];

/** Whether a task in this state never changes again. */
export const isEnded = (state: TaskState): boolean => ['succeeded', 'failed', 'skipped', 'cancelled'].includes(state);

/** Whether a task in this state has begun and not ended. */
export const isActive = (state: TaskState): boolean => state !== 'waiting' && !isEnded(state);
