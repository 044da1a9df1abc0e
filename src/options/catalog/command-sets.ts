// Commands that take the same options.
import type {CommandName} from '../option.ts';

export const ofProject: readonly CommandName[] = ['deploy', 'check', 'doctor', 'describe', 'compile', 'rehearse'];
export const ofSpec: readonly CommandName[] = ['deploy', 'compile'];
/** Those that work on the runs and schedules of a deployed project. */
export const ofRuns: readonly CommandName[] = ['run', 'runs', 'status', 'logs', 'terminate', 'retry', 'schedules'];
export const ofCluster: readonly CommandName[] = ['deploy', 'doctor', ...ofRuns, 'teardown'];
export const ofRehearsal: readonly CommandName[] = ['deploy', 'rehearse'];
/** Those that ask no cluster, a part of which reads the kube contexts. */
export const withoutCluster: readonly CommandName[] = [
	'check',
	'describe',
	'compile',
	'rehearse',
	'migrate',
	'completion',
];
/** Those that only read. */
export const readOnly: readonly CommandName[] = ['doctor', 'describe', 'runs', 'status', 'logs', 'completion'];
/** Those that `--yes` agrees for. */
export const withConsent: readonly CommandName[] = [
	'deploy',
	'rehearse',
	'run',
	'terminate',
	'retry',
	'schedules',
	'teardown',
	'migrate',
];
