// Commands that take the same options.
import type {CommandName} from '../option.ts';

export const ofProject: readonly CommandName[] = ['deploy', 'check', 'doctor', 'describe', 'compile', 'rehearse'];
export const ofSpec: readonly CommandName[] = ['deploy', 'compile'];
/** Those that work on the runs and schedules of a deployed project. */
export const ofRuns: readonly CommandName[] = ['run', 'runs', 'status', 'logs', 'terminate', 'retry', 'schedules'];
export const ofCluster: readonly CommandName[] = ['deploy', 'doctor', ...ofRuns, 'teardown'];
export const ofRehearsal: readonly CommandName[] = ['deploy', 'rehearse'];
export const withPlan: readonly CommandName[] = [
	'deploy',
	'rehearse',
	'run',
	'status',
	'terminate',
	'retry',
	'schedules',
	'teardown',
	'migrate',
];
