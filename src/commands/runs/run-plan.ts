// What `kfp-wizard run` will do, before it is agreed to.
import type {Sourced} from '../../options/options.ts';
import type {Runnable} from './choose-version.ts';
import type {ProjectServer} from './server.ts';

export type RunPlan = {
	readonly server: ProjectServer;
	readonly runnable: Runnable;
	readonly name: Sourced;
	readonly experiment: Sourced;
	readonly serviceAccount: Sourced | undefined;
	readonly pipelineRoot: Sourced | undefined;
	/** The flags with which another command finds the same server. */
	readonly flags: string;
};
