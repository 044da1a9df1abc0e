// The command that follows a run by its id: the one that started it might start another one.
import type {NextCommand} from '../system/errors.ts';

/** `flags`: how to find its server. */
export const followAgain = (
	runId: string,
	flags: readonly string[] = [],
	when = 'to follow the run again',
): NextCommand & {readonly when: string} => ({
	command: [`kfp-wizard status ${runId} --follow`, ...flags].join(' '),
	when,
});
