// The client of the KFP v2beta1 API: the calls that kfp-wizard needs, as functions over one connection.
import type {ServerAccess} from './api-call.ts';
import {type ExperimentCalls, experimentCalls} from './calls/experiments.ts';
import {type LogCalls, logCalls} from './calls/logs.ts';
import {type PipelineCalls, pipelineCalls} from './calls/pipelines.ts';
import {type RecurringRunCalls, recurringRunCalls} from './calls/recurring-runs.ts';
import {type RunCalls, runCalls} from './calls/runs.ts';
import {type VersionCalls, versionCalls} from './calls/versions.ts';
import {parseHost} from './endpoint.ts';
import {readHealth} from './health-check.ts';
import type {Health} from './schemas.ts';
import {type ServerClock, serverClock} from './server-clock.ts';

export type ConnectOptions = ServerAccess & {
	/** The profile namespace; used on multi-user servers only, where it is found out when that is known. */
	readonly namespace?: string | (() => Promise<string>);
};

/** Functions named find or get return `undefined` for a missing resource. Deleting a missing resource succeeds. */
export type KfpClient = PipelineCalls &
	VersionCalls &
	ExperimentCalls &
	RunCalls &
	RecurringRunCalls &
	LogCalls &
	Pick<ServerClock, 'serverTime'> & {
		readonly host: URL;
		/** The health answer when connecting. */
		readonly health: Health;
	};

/**
 * Connects to a KFP API and checks that it is one.
 * @throws WizardError with the cause: a login page, a redirect, a v1 server, another service, no answer.
 */
export async function connect(options: ConnectOptions): Promise<KfpClient> {
	const clock = serverClock();
	const server: ServerAccess = {...options, clock, host: parseHost(options.host.href)};
	const health = await readHealth(server);
	const {namespace: wanted} = options;
	const namespace = health.multiUser ? await (typeof wanted === 'function' ? wanted() : wanted) : undefined;
	const connected = {server, health, namespace};
	return {
		host: server.host,
		serverTime: clock.serverTime,
		health,
		...pipelineCalls(connected),
		...versionCalls(connected),
		...experimentCalls(connected),
		...runCalls(connected),
		...recurringRunCalls(connected),
		...logCalls(connected),
	};
}
