// The plans of the steps, and the one plan that they make together: every change, and every value with its source.
import {type Options, planValue} from '../options/options.ts';
import {remainingPlanValues} from '../options/plan-values.ts';
import {rowName} from '../options/names.ts';
import {partOptionNames} from '../options/part.ts';
import type {Plan, PlanValue} from '../schema/plan.ts';
import type {Pipeline} from '../schema/project.ts';
import type {ProjectIdentity} from '../system/project-identity.ts';
import {count} from '../system/text.ts';
import type {Connection} from './connection.ts';
import type {Part, Selection} from './selection.ts';
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
	readonly identity: ProjectIdentity;
	/** `undefined` with `--no-upload`: the cluster is not used. */
	readonly connection: Connection | undefined;
	readonly plans: StepPlans;
	readonly plan: Plan;
	/** What the checks warn of. */
	readonly warnings: readonly string[];
};

/** The options that choose a part, and how much of the pipeline that is. */
function partRows({nodes}: Pipeline, part: Part, options: Options): readonly PlanValue[] {
	const rows = partOptionNames.flatMap(name =>
		(options[name]?.value ?? []).map(value => ({name: rowName(name), value, source: options[name]?.source ?? ''})),
	);
	const names = nodes.length > fewNodes ? '' : `: ${nodes.map(({name}) => name).join(', ')}`;
	return [
		...rows,
		{name: 'part', value: `${nodes.length} of ${count(part.of, 'node')}${names}`, source: "detected: Kedro's filter"},
	];
}

/** What marks the project's resources on the cluster, where another clone or copy would have another mark. */
const identityRows = ({by, ids, source}: ProjectIdentity): readonly PlanValue[] =>
	by === 'history' ? [] : [{name: 'project-id', value: ids[0], source}];

/** So many nodes are named on the plan. */
const fewNodes = 5;

/** The rows in their order; what was set and has no row yet comes last. */
export function planOf({options, selection, identity, connection, plans}: Omit<Chosen, 'plan' | 'warnings'>): Plan {
	const {rehearsal, image, secret, credentials, spec, upload, run, schedule} = plans;
	const {project, chosen, part} = selection;
	const values = [
		...projectValues(project, options),
		...(connection === undefined ? [] : identityRows(identity)),
		planValue('pipeline', chosen.pipeline),
		...(part === undefined ? [] : partRows(selection.pipeline, part, options)),
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
