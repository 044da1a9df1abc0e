// `kfp-wizard retry RUN`: starts the failed part of a run again.
import {restartRun} from '../../kfp/end-run.ts';
import {isFinalState, type Run} from '../../kfp/schemas.ts';
import type {Outcome} from '../../schema/outcome.ts';
import {WizardError} from '../../system/errors.ts';
import type {Context} from '../../ui/context.ts';
import type {Invocation} from '../command.ts';
import {changeRun} from './change-run.ts';

export const retry = (invocation: Invocation, context: Context): Promise<Outcome> =>
	changeRun(invocation, context, {
		name: 'retry',
		doing: 'retrying',
		question: 'Retry this run?',
		settled: run => {
			if (run.state !== 'FAILED') throw notFailed(run);
			return undefined;
		},
		effect: () => 'FAILED, its failed tasks and those after them run again',
		apply: restartRun,
		done: 'retried',
		afterStop: {command: 'status', when: 'to see whether it runs again'},
	});

function notFailed({run_id, display_name, state = 'PENDING'}: Run): WizardError {
	return new WizardError('failed', `Only a failed run can be retried, and ${display_name} is ${state}`, {
		code: 'RUN_NOT_FAILED',
		next: isFinalState(state)
			? [{command: 'kfp-wizard run', when: 'to start a new run'}]
			: [{command: `kfp-wizard terminate ${run_id}`, when: 'to end it first'}],
	});
}
