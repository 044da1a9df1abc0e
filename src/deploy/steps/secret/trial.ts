// What trying the keys of the tasks has brought: rows for the plan, and what is wrong.
import type {PlanValue} from '../../../schema/plan.ts';

export type Trial = {
	readonly values: readonly PlanValue[];
	readonly warnings: readonly string[];
	/** Why AWS refuses the keys as a whole. */
	readonly refused?: string;
};
