// Ends a task after its timeout, as the cluster does.
import {WizardError} from '../system/errors.ts';
import {duration} from '../system/text.ts';
import type {Runner} from './runner.ts';

/** The longest timer that Node supports: 24 days, in milliseconds. */
const longest = 2 ** 31 - 1;

/** @throws WizardError `run` with code `TASK_TIMEOUT` after the timeout, else what `run` throws. */
export function withTimeLimit(run: Runner): Runner {
	return async task => {
		const {timeout} = task.execution;
		if (timeout === undefined) return run(task);
		const limit = AbortSignal.timeout(Math.min(timeout * 1000, longest));
		try {
			return await run({...task, signal: AbortSignal.any([task.signal, limit])});
		} catch (error) {
			if (!limit.aborted || task.signal.aborted) throw error;
			throw new WizardError('run', `stopped after its timeout of ${duration(timeout * 1000)}`, {code: 'TASK_TIMEOUT'});
		}
	};
}
