// The calls for recurring runs: the schedules of a KFP server.
import {defined} from '../../system/defined.ts';
import {callApi, lookUp} from '../api-call.ts';
import {EmptyAnswer, RecurringRun, RecurringRunPage} from '../schemas.ts';
import {api, type Connected, pages, part, remove} from './call.ts';
import {type RunSource, sourceJson} from './runs.ts';

export type Trigger =
	/** Six fields, the first of which is seconds: the server reads five fields as another time. */
	{readonly is: 'cron'; readonly cron: string} | {readonly is: 'every'; readonly seconds: number};

export type CreateRecurringRun = RunSource & {
	readonly trigger: Trigger;
	/** RFC 3339. */
	readonly start?: string;
	readonly end?: string;
	/** Runs of it at the same time: 1 to 10. */
	readonly concurrency: number;
	/** Whether times that were missed are made up for. */
	readonly catchUp: boolean;
	/** Default: enabled. */
	readonly enabled?: boolean;
};

export type RecurringRunCalls = {
	readonly listRecurringRuns: () => Promise<readonly RecurringRun[]>;
	readonly getRecurringRun: (id: string) => Promise<RecurringRun | undefined>;
	/** Sent once, never repeated: when the answer is lost, it may exist. Names need not be unique. */
	readonly createRecurringRun: (options: CreateRecurringRun) => Promise<RecurringRun>;
	readonly enableRecurringRun: (id: string) => Promise<void>;
	readonly disableRecurringRun: (id: string) => Promise<void>;
	/** Deletes the Workflows of its runs too: runs in progress would stay RUNNING for ever, so terminate them before. */
	readonly deleteRecurringRun: (id: string) => Promise<void>;
};

export function recurringRunCalls({server, namespace}: Connected): RecurringRunCalls {
	const pathOf = (id: string): string => `${api}/recurringruns/${part(id)}`;
	const turn = async (id: string, verb: 'enable' | 'disable'): Promise<void> => {
		const doing = `${verb} the recurring run`;
		await callApi(server, {method: 'POST', path: `${pathOf(id)}:${verb}`, schema: EmptyAnswer, doing});
	};
	return {
		listRecurringRuns: async () =>
			pages(async page_token => {
				const page = await callApi(server, {
					method: 'GET',
					path: `${api}/recurringruns`,
					query: {namespace, page_size: '100', sort_by: 'created_at desc', page_token},
					schema: RecurringRunPage,
					doing: 'list the recurring runs',
				});
				return {items: page.recurringRuns, next: page.next_page_token};
			}),
		getRecurringRun: async id =>
			lookUp(server, {method: 'GET', path: pathOf(id), schema: RecurringRun, doing: 'read the recurring run'}),
		createRecurringRun: async ({trigger, start, end, concurrency, catchUp, enabled = true, ...source}) => {
			const times = defined({start_time: start, end_time: end});
			return callApi(server, {
				method: 'POST',
				path: `${api}/recurringruns`,
				json: {
					...sourceJson(source),
					trigger:
						trigger.is === 'cron'
							? {cron_schedule: {cron: trigger.cron, ...times}}
							: {periodic_schedule: {interval_second: String(trigger.seconds), ...times}},
					max_concurrency: String(concurrency),
					mode: enabled ? 'ENABLE' : 'DISABLE',
					no_catchup: !catchUp,
				},
				schema: RecurringRun,
				doing: `create the recurring run ${source.name}`,
				timeout: 300_000,
			});
		},
		enableRecurringRun: async id => turn(id, 'enable'),
		disableRecurringRun: async id => turn(id, 'disable'),
		deleteRecurringRun: async id => remove(server, pathOf(id), 'delete the recurring run'),
	};
}
