// `kfp-wizard terminate RUN`: ends a run, and waits until it has ended.
import {endRun} from '../../kfp/end-run.ts';
import {isFinalState} from '../../kfp/schemas.ts';
import type {Outcome} from '../../schema/outcome.ts';
import type {Context} from '../../ui/context.ts';
import type {Invocation} from '../command.ts';
import {changeRun} from './change-run.ts';

export const terminate = (invocation: Invocation, context: Context): Promise<Outcome> =>
	changeRun(invocation, context, {
		name: 'terminate',
		doing: 'terminating',
		question: 'Terminate this run?',
		settled: ({display_name, state = ''}) =>
			isFinalState(state) ? `${display_name} has already ended: ${state}` : undefined,
		effect: ({state = 'PENDING'}) => `${state}, its pods are stopped; Kubeflow shows it as FAILED`,
		apply: endRun,
		done: 'terminated',
		afterStop: {command: 'terminate', when: 'to resume, if it has not ended'},
	});
