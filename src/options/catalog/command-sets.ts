// Commands that take the same options.
import type {CommandName} from '../option.ts';

export const ofProject: readonly CommandName[] = ['deploy', 'check', 'describe', 'compile', 'rehearse'];
export const ofSpec: readonly CommandName[] = ['deploy', 'compile'];
export const ofCluster: readonly CommandName[] = ['deploy', 'teardown'];
export const ofRehearsal: readonly CommandName[] = ['deploy', 'rehearse'];
export const withPlan: readonly CommandName[] = ['deploy', 'rehearse', 'teardown'];
