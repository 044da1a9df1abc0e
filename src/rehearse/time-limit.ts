// The time that a cluster would give a task: when it is over, the task is ended as it would be there.
import {WizardError} from '../system/errors.ts';
import {duration} from '../system/text.ts';
import type {Runner} from './runner.ts';

/** The longest time that a timer of Node takes, 24 days. */
const longest = 2 ** 31 - 1;

/** @throws WizardError `run` with code `TASK_TIMEOUT` where the time is over, else what `run` throws. */
export function withTimeLimit(run: Runner): Runner {
	return async task => {
		const {timeout} = task.execution;
		if (timeout === undefined) return run(task);
		const limit = AbortSignal.timeout(Math.min(timeout * 1000, longest));
		try {
			return await run({...task, signal: AbortSignal.any([task.signal, limit])});
		} catch (error) {
			if (!limit.aborted || task.signal.aborted) throw error;
			throw new WizardError('run', `its timeout of ${duration(timeout * 1000)} was over`, {code: 'TASK_TIMEOUT'});
		}
	};
}
