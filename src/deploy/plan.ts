// The plans of the steps, and the one plan that they make together: every change, and every value with its source.
import {type Options, planValue} from '../options/options.ts';
import {remainingPlanValues} from '../options/plan-values.ts';
import type {Plan} from '../schema/plan.ts';
import type {Connection} from './connection.ts';
import type {Selection} from './selection.ts';
import type {CredentialsPlan} from './steps/credentials/credentials.ts';
import type {ImagePlan} from './steps/image/plan.ts';
import {projectValues} from './steps/project/project.ts';
import type {RehearsalPlan} from './steps/rehearsal/rehearsal.ts';
import type {RunPlan} from './steps/run/run.ts';
import type {SchedulePlan} from './steps/schedule/schedule.ts';
import type {SecretPlan} from './steps/secret/plan.ts';
import type {SpecPlan} from './steps/spec/spec.ts';
import type {UploadPlan} from './steps/upload/upload.ts';

/** By the id of the step. */
export type StepPlans = {
	readonly rehearsal: RehearsalPlan;
	readonly image: ImagePlan;
	readonly secret: SecretPlan;
	readonly credentials: CredentialsPlan;
	readonly spec: SpecPlan;
	readonly upload: UploadPlan;
	readonly run: RunPlan;
	readonly schedule: SchedulePlan;
};

/** Everything that was chosen, and how each step will do its part. */
export type Chosen = {
	/** Flags, variables and settings, with what was changed on the plan. */
	readonly options: Options;
	readonly selection: Selection;
	/** `undefined` with `--no-upload`: the cluster is not used. */
	readonly connection: Connection | undefined;
	readonly plans: StepPlans;
	readonly plan: Plan;
};

/** The rows in their order; what was set and has no row yet comes last. */
export function planOf({options, selection, connection, plans}: Omit<Chosen, 'plan'>): Plan {
	const {rehearsal, image, secret, credentials, spec, upload, run, schedule} = plans;
	const {project, chosen} = selection;
	const values = [
		...projectValues(project, options),
		planValue('pipeline', chosen.pipeline),
		planValue('env', chosen.env),
		planValue('group-by', chosen.groupBy),
		...image.values,
		...secret.values,
		...credentials.values,
		...spec.values,
		...(connection?.values ?? []),
		...run.values,
		...rehearsal.values,
	];
	return {
		changes: [rehearsal, image, secret, credentials, spec, upload, run, schedule].flatMap(({changes}) => changes),
		values: [...values, ...remainingPlanValues(options, values)],
	};
}
