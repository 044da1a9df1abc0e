// Schemas of the KFP v2beta1 answers. Unknown fields are ignored; the server leaves out values that are empty, zero or false.
import * as z from 'zod';
import {clean} from '../system/text.ts';

const text = z.string().transform(clean);
const id = z.string().regex(/^[\w-]{1,128}$/);

/**
 * RFC 3339. The server's placeholder for "not yet" (1970-01-01 for a run, 0001-01-01 for a task) becomes null, and so does
 * what is not a time.
 */
const time = z
	.string()
	.nullish()
	.transform(value =>
		value == null || Number.isNaN(Date.parse(value)) || /^(?:1970-01-01T00:00:00|0001-)/.test(value)
			? null
			: clean(value),
	);

/** Answer of the API server, or of the UI server in front of it, which uses other field names. */
export const Health = z
	.object({
		tag_name: text.optional(),
		multi_user: z.boolean().optional(),
		pipeline_store: text.optional(),
		commit_sha: text.optional(),
		apiServerReady: z.boolean().optional(),
		frontendTagName: text.optional(),
		apiServerTagName: text.optional(),
		pipelineStore: text.optional(),
	})
	.refine(value => 'commit_sha' in value || 'multi_user' in value || 'apiServerReady' in value)
	.transform(value => ({
		/** The release, such as `2.17.0`; undefined where the server does not know. */
		release: [value.tag_name ?? value.apiServerTagName].find(tag => tag !== undefined && /^v?\d+\.\d+/.test(tag)),
		multiUser: value.multi_user ?? false,
		/** `database` or `kubernetes`; only servers from 2.14 report it. */
		store: value.pipeline_store ?? value.pipelineStore,
		/** False when the UI answers but its API server does not. */
		ready: value.apiServerReady ?? true,
		/** True for the UI server, which has Kubeflow's pages and passes calls on to the API. */
		isUi: value.frontendTagName !== undefined || value.apiServerReady !== undefined,
	}));
export type Health = z.infer<typeof Health>;

export const KfpPipeline = z
	.object({
		pipeline_id: id,
		name: text.optional(),
		display_name: text.optional(),
		description: text.default(''),
		created_at: time,
	})
	// Servers before 2.14 know display_name only.
	.transform(value => ({...value, name: value.name ?? value.display_name ?? ''}));
export type KfpPipeline = z.infer<typeof KfpPipeline>;

export const PipelineVersion = z
	.object({
		pipeline_id: id,
		pipeline_version_id: id,
		name: text.optional(),
		display_name: text.optional(),
		description: text.default(''),
		created_at: time,
		/** The spec; with a platform document `{pipeline_spec, platform_spec}`; for v1 the Workflow. Only for comparing. */
		pipeline_spec: z.unknown().optional(),
	})
	.transform(value => ({...value, name: value.name ?? value.display_name ?? ''}));
export type PipelineVersion = z.infer<typeof PipelineVersion>;

export const Experiment = z.object({
	experiment_id: id,
	display_name: text,
	description: text.default(''),
	storage_state: text.optional(),
});
export type Experiment = z.infer<typeof Experiment>;

const VersionReference = z.object({pipeline_id: z.string().optional(), pipeline_version_id: z.string().optional()});

/** Parameters are as they were sent: those left at their default are missing. */
const RuntimeConfig = z.object({
	parameters: z.record(z.string(), z.unknown()).default({}),
	pipeline_root: text.optional(),
});

const RunError = z.object({code: z.number().optional(), message: text.optional()});

const TaskDetail = z.object({
	task_id: z.string().optional(),
	parent_task_id: z.string().optional(),
	display_name: text.default(''),
	/** Missing for tasks that Argo reports as omitted. */
	state: text.optional(),
	start_time: time,
	end_time: time,
	error: RunError.optional(),
	/** Argo node ids, despite the name. */
	child_tasks: z.array(z.object({pod_name: text.optional()})).default([]),
});

export const Run = z.object({
	run_id: id,
	display_name: text.default(''),
	description: text.default(''),
	experiment_id: z.string().optional(),
	storage_state: text.optional(),
	/** One of `runStates`; missing for about a second after creation. */
	state: text.optional(),
	created_at: time,
	finished_at: time,
	error: RunError.optional(),
	recurring_run_id: z.string().optional(),
	service_account: text.optional(),
	pipeline_version_reference: VersionReference.optional(),
	runtime_config: RuntimeConfig.optional(),
	state_history: z.array(z.object({update_time: time, state: text.optional()})).default([]),
	/** Missing until the cluster first reports. Several rows a task, in no order. */
	run_details: z.object({task_details: z.array(TaskDetail).default([])}).optional(),
});
export type Run = z.infer<typeof Run>;

const times = {start_time: time, end_time: time};
const integer = z.union([z.string().regex(/^\d+$/), z.number()]).transform(Number);

export const RecurringRun = z
	.object({
		recurring_run_id: id,
		display_name: text.default(''),
		description: text.default(''),
		experiment_id: z.string().optional(),
		pipeline_version_reference: VersionReference.optional(),
		runtime_config: RuntimeConfig.optional(),
		service_account: text.optional(),
		max_concurrency: integer.default(1),
		no_catchup: z.boolean().default(false),
		trigger: z
			.object({
				cron_schedule: z.object({cron: text.default(''), ...times}).optional(),
				periodic_schedule: z.object({interval_second: integer.default(0), ...times}).optional(),
			})
			.default({}),
		/** `ENABLED`, `DISABLED` or, while the server does not know, `STATUS_UNSPECIFIED`. */
		status: text.optional(),
		mode: text.optional(),
		created_at: time,
	})
	.transform(({status, mode, ...value}) => ({...value, enabled: (status ?? mode ?? '').startsWith('ENABLE')}));
export type RecurringRun = z.infer<typeof RecurringRun>;

const finalStates: ReadonlySet<string> = new Set(['SUCCEEDED', 'SKIPPED', 'FAILED', 'CANCELED']);

/** Whether a run in this state never changes again. No state yet is not final. */
export const isFinalState = (state: string | null | undefined): boolean => state != null && finalStates.has(state);

/** Whether a run failed because it was terminated: Argo reports such a run as failed. */
export const wasTerminated = ({state, state_history}: Pick<Run, 'state' | 'state_history'>): boolean =>
	state === 'CANCELED' || (state === 'FAILED' && state_history.at(-2)?.state === 'CANCELING');

const page = {next_page_token: z.string().default('')};
export const PipelinePage = z.object({...page, pipelines: z.array(KfpPipeline).default([])});
export const VersionPage = z.object({...page, pipeline_versions: z.array(PipelineVersion).default([])});
export const ExperimentPage = z.object({...page, experiments: z.array(Experiment).default([])});
export const RunPage = z.object({...page, runs: z.array(Run).default([])});
export const RecurringRunPage = z.object({...page, recurringRuns: z.array(RecurringRun).default([])});
export const EmptyAnswer = z.object({});
