// What the fake server keeps: pipelines, versions, experiments, runs, recurring runs, in the order of their creation.
import {randomUUID} from 'node:crypto';
import {gatewayError, grpc} from './answers.ts';
import type {Json} from './json-body.ts';
import type {Spec} from './spec.ts';

export type {Spec} from './spec.ts';

export type Pipeline = {
	readonly id: string;
	readonly name: string;
	displayName: string;
	readonly description: string;
	readonly namespace: string;
	tags: Json;
	readonly createdAt: string;
};

export type Version = {
	readonly id: string;
	readonly pipelineId: string;
	readonly name: string;
	displayName: string;
	readonly description: string;
	readonly createdAt: string;
	readonly spec: Spec;
};

export type Experiment = {
	readonly id: string;
	readonly name: string;
	/** Empty in single-user mode. */
	readonly namespace: string;
	readonly description: string;
	readonly createdAt: string;
	storage: 'AVAILABLE' | 'ARCHIVED';
	lastRun: string;
};

export type TaskRow = {
	readonly id: string;
	readonly name: string;
	/** Empty for what Argo omitted. */
	state: string;
	start: string;
	end: string;
	readonly history: {time: string; state: string}[];
	children: readonly string[];
};

export type Run = {
	readonly id: string;
	readonly name: string;
	readonly description: string;
	readonly experimentId: string;
	readonly reference: {readonly pipelineId: string; readonly versionId: string} | undefined;
	/** As given with a run that has no version. */
	readonly inline: unknown;
	readonly spec: Spec;
	readonly runtime: Json;
	readonly serviceAccount: string;
	/** Empty for a run that no schedule started. */
	readonly recurringRunId: string;
	/** Its Workflow was deleted: nothing reports a state any more. */
	workflowGone: boolean;
	readonly createdAt: string;
	readonly workflow: string;
	storage: 'AVAILABLE' | 'ARCHIVED';
	/** Empty for the moment after creation in which a run has none. */
	state: string;
	readonly history: {time: string; state: string}[];
	finishedAt: string;
	/** By Argo node id; empty before the first report. */
	readonly tasks: Map<string, TaskRow>;
	looks: number;
};

export type RecurringRun = {
	readonly id: string;
	readonly name: string;
	readonly description: string;
	readonly experimentId: string;
	readonly pipelineId: string;
	/** Empty for the newest version of the pipeline. */
	readonly versionId: string;
	readonly runtime: Json;
	readonly serviceAccount: string;
	readonly concurrency: string;
	readonly trigger: unknown;
	readonly noCatchup: boolean;
	readonly createdAt: string;
	enabled: boolean;
	updatedAt: string;
	/** How many runs it has started. */
	fired: number;
};

export const notYet = '1970-01-01T00:00:00Z';
export const now = (): string => `${new Date().toISOString().slice(0, 19)}Z`;
export const newId = (): string => randomUUID();
export const isFinal = (state: string): boolean => ['SUCCEEDED', 'SKIPPED', 'FAILED', 'CANCELED'].includes(state);

export type Store = {
	readonly pipelines: Map<string, Pipeline>;
	readonly versions: Map<string, Version>;
	readonly experiments: Map<string, Experiment>;
	readonly runs: Map<string, Run>;
	readonly recurringRuns: Map<string, RecurringRun>;
	readonly defaultExperiment: string;
};

export function newStore({multiUser = false}: {readonly multiUser?: boolean} = {}): Store {
	const id = newId();
	const standard: Experiment = {
		id,
		name: 'Default',
		namespace: '',
		description: 'All runs created without specifying an experiment will be grouped here.',
		createdAt: now(),
		storage: 'AVAILABLE',
		lastRun: notYet,
	};
	return {
		pipelines: new Map(),
		versions: new Map(),
		experiments: new Map(multiUser ? [] : [[id, standard]]),
		runs: new Map(),
		recurringRuns: new Map(),
		defaultExperiment: id,
	};
}

/** Names compare without case and trailing blanks, as in the database. */
export const sameName = (a: string, b: string): boolean => a.trimEnd().toLowerCase() === b.trimEnd().toLowerCase();

export const versionsOf = (store: Store, pipelineId: string): readonly Version[] =>
	[...store.versions.values()].filter(version => version.pipelineId === pipelineId);

export const notFound = (prefix: string, what: string) =>
	gatewayError(grpc.notFound, `${prefix}: ResourceNotFoundError: ${what} not found`, `${what} not found`);
