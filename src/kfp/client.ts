// The calls of the KFP v2beta1 API that kfp-wizard needs, as functions over one connection.
import {defined} from '../system/defined.ts';
import {WizardError} from '../system/errors.ts';
import {callApi, lookUp, type ServerAccess} from './api-call.ts';
import {parseHost} from './endpoint.ts';
import {findWideCharacter} from './wide-characters.ts';
import {acceptsName, readHealth} from './health-check.ts';
import {
	Experiment,
	ExperimentPage,
	type Health,
	EmptyAnswer,
	KfpPipeline,
	PipelinePage,
	Run,
	RunPage,
	PipelineVersion,
	VersionPage,
} from './schemas.ts';

export type ConnectOptions = ServerAccess & {
	/** The profile namespace; used on multi-user servers only. */
	readonly namespace?: string;
};

export type UploadVersion = {
	readonly pipelineId: string;
	readonly name: string;
	readonly description: string;
	/** YAML of one spec and at most one platform document. Parse it before: the server hangs on a syntax error. */
	readonly spec: string;
};

export type CreateRun = {
	readonly name: string;
	readonly description: string;
	readonly experimentId?: string;
	readonly pipelineId: string;
	readonly versionId: string;
	readonly parameters?: Readonly<Record<string, unknown>>;
	readonly serviceAccount?: string;
	/** Milliseconds; default five minutes, since the server compiles the whole graph before it answers. */
	readonly timeout?: number;
};

export type ListRuns = {
	readonly experimentId?: string;
	/** The largest number of runs, newest first; default 1,000. */
	readonly limit?: number;
};

/** Functions named find or get return `undefined` for a missing resource. Deleting a missing resource succeeds. */
export type KfpClient = {
	readonly host: URL;
	/** The health answer when connecting. */
	readonly health: Health;
	readonly findPipeline: (name: string) => Promise<KfpPipeline | undefined>;
	/** All shared pipelines, of all users: `createPipeline` creates shared pipelines. */
	readonly listPipelines: () => Promise<readonly KfpPipeline[]>;
	/** Creates a pipeline without a version: an upload would name the first version like the pipeline. */
	readonly createPipeline: (options: {readonly name: string; readonly description: string}) => Promise<KfpPipeline>;
	readonly listVersions: (pipelineId: string) => Promise<readonly PipelineVersion[]>;
	readonly findVersion: (pipelineId: string, name: string) => Promise<PipelineVersion | undefined>;
	readonly getVersion: (pipelineId: string, versionId: string) => Promise<PipelineVersion | undefined>;
	readonly uploadVersion: (options: UploadVersion) => Promise<PipelineVersion>;
	readonly findExperiment: (name: string) => Promise<Experiment | undefined>;
	readonly createExperiment: (options: {readonly name: string; readonly description?: string}) => Promise<Experiment>;
	readonly listRuns: (options?: ListRuns) => Promise<readonly Run[]>;
	readonly getRun: (runId: string) => Promise<Run | undefined>;
	/** Sent once, never repeated: when the answer is lost, the run may exist. */
	readonly createRun: (options: CreateRun) => Promise<Run>;
	readonly terminateRun: (runId: string) => Promise<void>;
	readonly deleteRun: (runId: string) => Promise<void>;
	readonly deleteVersion: (pipelineId: string, versionId: string) => Promise<void>;
	/** The server refuses this while the pipeline has versions. */
	readonly deletePipeline: (pipelineId: string) => Promise<void>;
};

const api = '/apis/v2beta1';
const part = encodeURIComponent;
const equals = (key: string, value: string): string =>
	JSON.stringify({predicates: [{operation: 'EQUALS', key, stringValue: value}]});

/**
 * Connects to a KFP API and checks that it is one.
 * @throws WizardError with the cause: a login page, a redirect, a v1 server, another service, no answer.
 */
export async function connect(options: ConnectOptions): Promise<KfpClient> {
	const server: ServerAccess = {...options, host: parseHost(options.host.href)};
	const health = await readHealth(server);
	const namespace = health.multiUser ? options.namespace : undefined;
	const remove = (path: string, doing: string): Promise<void> =>
		lookUp(server, {method: 'DELETE', path, schema: EmptyAnswer, doing, timeout: 60_000}).then(() => undefined);

	return {
		host: server.host,
		health,

		findPipeline: async name => {
			if (name.includes('/')) {
				throw new WizardError('usage', `--kfp-name cannot contain a slash: ${name}`, {code: 'KFP_NAME_SLASH'});
			}
			const path = `${api}/pipelines/names/${part(name)}`;
			return lookUp(server, {method: 'GET', path, schema: KfpPipeline, doing: `look up the pipeline ${name}`});
		},
		listPipelines: async () =>
			pages(async page_token => {
				const page = await callApi(server, {
					method: 'GET',
					path: `${api}/pipelines`,
					query: {page_size: '100', page_token},
					schema: PipelinePage,
					doing: 'list the pipelines',
				});
				return {items: page.pipelines, next: page.next_page_token};
			}),
		createPipeline: async ({name, description}) => {
			const json = {...(acceptsName(health) ? {name} : {}), display_name: name, description};
			const doing = `create the pipeline ${name}`;
			return callApi(server, {method: 'POST', path: `${api}/pipelines`, json, schema: KfpPipeline, doing});
		},
		listVersions: async pipelineId =>
			pages(async page_token => {
				const page = await lookUp(server, {
					method: 'GET',
					path: `${api}/pipelines/${part(pipelineId)}/versions`,
					// Each version comes with its whole spec.
					query: {page_size: '20', sort_by: 'created_at desc', page_token},
					schema: VersionPage,
					doing: 'list the versions of the pipeline',
					limit: 128 * 1024 * 1024,
				});
				return {items: page?.pipeline_versions ?? [], next: page?.next_page_token ?? ''};
			}),
		findVersion: async (pipelineId, name) => {
			const page = await lookUp(server, {
				method: 'GET',
				path: `${api}/pipelines/${part(pipelineId)}/versions`,
				query: {filter: equals('name', name), page_size: '10'},
				schema: VersionPage,
				doing: `look up the pipeline version ${name}`,
			});
			return page?.pipeline_versions.find(version => same(version.name, name));
		},
		getVersion: async (pipelineId, versionId) =>
			lookUp(server, {
				method: 'GET',
				path: `${api}/pipelines/${part(pipelineId)}/versions/${part(versionId)}`,
				schema: PipelineVersion,
				doing: 'read the pipeline version',
			}),
		uploadVersion: async ({pipelineId, name, description, spec}) => {
			refuseWideSpec(spec);
			const form = new FormData();
			// The server uses the extension of the file name.
			form.set('uploadfile', new Blob([spec], {type: 'application/octet-stream'}), 'pipeline.yaml');
			return callApi(server, {
				method: 'POST',
				path: `${api}/pipelines/upload_version`,
				query: {pipelineid: pipelineId, name, description},
				form,
				schema: PipelineVersion,
				doing: `store the pipeline version ${name}`,
				timeout: 120_000,
			});
		},

		findExperiment: async name => {
			const page = await callApi(server, {
				method: 'GET',
				path: `${api}/experiments`,
				query: {filter: equals('display_name', name), page_size: '10', namespace},
				schema: ExperimentPage,
				doing: `look up the experiment ${name}`,
			});
			return page.experiments.find(experiment => same(experiment.display_name, name));
		},
		createExperiment: async ({name, description}) => {
			const json = {
				display_name: name,
				...defined({description, namespace}),
			};
			const doing = `create the experiment ${name}`;
			return callApi(server, {method: 'POST', path: `${api}/experiments`, json, schema: Experiment, doing});
		},

		listRuns: async ({experimentId, limit = 1000} = {}) => {
			const runs = await pages(async page_token => {
				const page = await callApi(server, {
					method: 'GET',
					path: `${api}/runs`,
					query: {
						experiment_id: experimentId,
						...(experimentId === undefined ? {namespace} : {}),
						page_size: String(Math.min(limit, 100)),
						sort_by: 'created_at desc',
						page_token,
					},
					schema: RunPage,
					doing: 'list the runs',
					limit: 128 * 1024 * 1024,
				});
				return {items: page.runs, next: page.next_page_token};
			}, limit);
			return runs.slice(0, limit);
		},
		getRun: async runId =>
			lookUp(server, {method: 'GET', path: `${api}/runs/${part(runId)}`, schema: Run, doing: 'read the run'}),
		createRun: async ({parameters = {}, timeout = 300_000, ...run}) =>
			callApi(server, {
				method: 'POST',
				path: `${api}/runs`,
				json: {
					display_name: run.name,
					description: run.description,
					...defined({experiment_id: run.experimentId}),
					pipeline_version_reference: {pipeline_id: run.pipelineId, pipeline_version_id: run.versionId},
					...defined({service_account: run.serviceAccount}),
					...(Object.keys(parameters).length === 0 ? {} : {runtime_config: {parameters}}),
				},
				schema: Run,
				doing: `start the run ${run.name}`,
				timeout,
			}),
		terminateRun: async runId => {
			const path = `${api}/runs/${part(runId)}:terminate`;
			await callApi(server, {method: 'POST', path, json: {}, schema: EmptyAnswer, doing: 'terminate the run'});
		},
		deleteRun: async runId => remove(`${api}/runs/${part(runId)}`, 'delete the run'),
		deleteVersion: async (pipelineId, versionId) =>
			remove(`${api}/pipelines/${part(pipelineId)}/versions/${part(versionId)}`, 'delete the pipeline version'),
		deletePipeline: async pipelineId => remove(`${api}/pipelines/${part(pipelineId)}`, 'delete the pipeline'),
	};
}

/** Names compare case-insensitively on the server. */
const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

async function pages<T>(
	load: (token: string) => Promise<{readonly items: readonly T[]; readonly next: string}>,
	limit = Number.POSITIVE_INFINITY,
): Promise<readonly T[]> {
	const all: T[] = [];
	let token = '';
	do {
		const page = await load(token);
		all.push(...page.items);
		token = page.items.length === 0 ? '' : page.next;
	} while (token !== '' && all.length < limit);
	return all;
}

function refuseWideSpec(spec: string): void {
	const wide = findWideCharacter(spec);
	if (wide === null) return;
	const line = spec.slice(0, wide.index).split('\n').length;
	throw new WizardError(
		'project',
		`The pipeline spec contains a character that Kubeflow Pipelines can't store (line ${line})`,
		{
			code: 'KFP_WIDE_CHARACTER',
			detail: 'Node names, tags and parameters in the spec cannot contain emoji or other characters beyond U+FFFF.',
		},
	);
}
