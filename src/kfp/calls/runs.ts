// The calls for runs.
import {defined} from '../../system/defined.ts';
import {callApi, lookUp} from '../api-call.ts';
import {EmptyAnswer, Run, RunPage} from '../schemas.ts';
import {api, type Connected, equals, pages, part, remove} from './call.ts';

/** What a run and a recurring run are made from. */
export type RunSource = {
	readonly name: string;
	readonly description: string;
	readonly experimentId?: string;
	readonly pipelineId: string;
	readonly versionId: string;
	readonly parameters?: Readonly<Record<string, unknown>>;
	/** Where KFP keeps the artifacts of its runs; default: the server's. */
	readonly pipelineRoot?: string;
	readonly serviceAccount?: string;
};

export type CreateRun = RunSource & {
	/** Milliseconds; default five minutes, since the server compiles the whole graph before it answers. */
	readonly timeout?: number;
};

export type ListRuns = {
	readonly experimentId?: string;
	/** Only the runs that this recurring run started. */
	readonly recurringRunId?: string;
	/** Only runs for which this holds. The server cannot filter by pipeline. */
	readonly where?: (run: Run) => boolean;
	/** The number of runs that are looked through, newest first; default 10,000. */
	readonly most?: number;
	/** The largest number of runs, newest first; default 1,000. */
	readonly limit?: number;
};

export type RunCalls = {
	readonly listRuns: (options?: ListRuns) => Promise<readonly Run[]>;
	readonly getRun: (runId: string) => Promise<Run | undefined>;
	/** Sent once, never repeated: when the answer is lost, the run may exist. */
	readonly createRun: (options: CreateRun) => Promise<Run>;
	/** The server refuses it (`KFP_REFUSED`) for a run that is final or already being cancelled. */
	readonly terminateRun: (runId: string) => Promise<void>;
	/** The failed part runs again. The server refuses it (`KFP_CONFLICT`) unless the run has failed. */
	readonly retryRun: (runId: string) => Promise<void>;
	readonly deleteRun: (runId: string) => Promise<void>;
};

/** Each run comes with the rows of its tasks. */
const mostSearched = 10_000;

/** The part of a request that says what runs, and with what. */
export const sourceJson = ({pipelineRoot, parameters = {}, ...source}: RunSource): object => ({
	display_name: source.name,
	description: source.description,
	...defined({experiment_id: source.experimentId}),
	pipeline_version_reference: {pipeline_id: source.pipelineId, pipeline_version_id: source.versionId},
	...defined({service_account: source.serviceAccount}),
	...(Object.keys(parameters).length === 0 && pipelineRoot === undefined
		? {}
		: {
				runtime_config: {
					...(Object.keys(parameters).length === 0 ? {} : {parameters}),
					...defined({pipeline_root: pipelineRoot}),
				},
			}),
});

export const runCalls = ({server, namespace}: Connected): RunCalls => ({
	listRuns: async ({experimentId, recurringRunId, where, most = mostSearched, limit = 1000} = {}) =>
		pages(
			async page_token => {
				const page = await callApi(server, {
					method: 'GET',
					path: `${api}/runs`,
					query: {
						experiment_id: experimentId,
						...(experimentId === undefined ? {namespace} : {}),
						...(recurringRunId === undefined ? {} : {filter: equals('recurring_run_id', recurringRunId)}),
						page_size: String(where === undefined ? Math.min(limit, 100) : 100),
						sort_by: 'created_at desc',
						page_token,
					},
					schema: RunPage,
					doing: 'list the runs',
					limit: 128 * 1024 * 1024,
				});
				return {items: page.runs, next: page.next_page_token};
			},
			{limit, most, ...defined({keep: where})},
		),
	getRun: async runId =>
		lookUp(server, {method: 'GET', path: `${api}/runs/${part(runId)}`, schema: Run, doing: 'read the run'}),
	createRun: async ({timeout = 300_000, ...run}) =>
		callApi(server, {
			method: 'POST',
			path: `${api}/runs`,
			json: sourceJson(run),
			schema: Run,
			doing: `start the run ${run.name}`,
			timeout,
		}),
	terminateRun: async runId => {
		const path = `${api}/runs/${part(runId)}:terminate`;
		await callApi(server, {method: 'POST', path, json: {}, schema: EmptyAnswer, doing: 'terminate the run'});
	},
	retryRun: async runId => {
		const path = `${api}/runs/${part(runId)}:retry`;
		await callApi(server, {method: 'POST', path, json: {}, schema: EmptyAnswer, doing: 'retry the run'});
	},
	deleteRun: async runId => remove(server, `${api}/runs/${part(runId)}`, 'delete the run'),
});
