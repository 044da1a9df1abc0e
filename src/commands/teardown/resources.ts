// The resources of a project on the cluster and on this machine: each with a name, and how it is removed.
import {rm} from 'node:fs/promises';
import {relative, resolve} from 'node:path';
import {listProjectResources, removePipeline, removeRun, removeVersion} from '../../kfp/created-resources.ts';
import {isMarkedFor} from '../../kfp/description-markers.ts';
import type {Cluster} from '../../kubernetes/kubectl.ts';
import {checkSecretName} from '../../kubernetes/names.ts';
import {deleteSecret, readSecret} from '../../kubernetes/secret/secret.ts';
import {isProjectSecret} from '../../kubernetes/secret/state.ts';
import {readText} from '../../system/files.ts';
import {count} from '../../system/text.ts';
import {hasHeader} from '../../pipeline-spec/spec-header.ts';
import type {Ui} from '../../ui/ui.ts';
import {type Options, textOf} from '../../options/options.ts';
import type {Connection} from '../../deploy/connection.ts';
import {kfpName} from '../../deploy/names.ts';
import {specPath} from '../../deploy/steps/spec/path.ts';
import type {Context} from '../../ui/context.ts';

export type TeardownProject = {readonly root: string; readonly name: string; readonly id: string};

export type Resource = {
	readonly kind: 'run' | 'version' | 'pipeline' | 'secret' | 'spec';
	/** `run/ID`, `version/NAME`, `pipeline/NAME`, `secret/NAME`, `spec/PATH`. */
	readonly name: string;
	readonly detail: string;
	/** `undefined`: not created by kfp-wizard, or that is unknown, so it is left unchanged. */
	readonly remove: (() => Promise<unknown>) | undefined;
};

/** Why a resource stays: it has no mark of kfp-wizard, or that of another project. */
const notOfProject = 'not created by kfp-wizard for this project';

/**
 * In the order in which they are removed: runs, versions, pipelines, secrets, specs. Of Secrets and specs those in
 * `names`, else the ones that a deploy with the same flags would make.
 */
export async function listResources(
	project: TeardownProject,
	connection: Connection | undefined,
	names: readonly string[],
	options: Options,
	{ui, cwd}: Pick<Context, 'ui' | 'cwd'>,
): Promise<readonly Resource[]> {
	const pipelines = connection === undefined ? [] : await listPipelines(project, connection, options, ui);
	const cluster = connection?.cluster;
	const named = (kind: 'secret' | 'spec'): readonly string[] =>
		names.filter(name => name.startsWith(`${kind}/`)).map(name => name.slice(kind.length + 1));
	const ofDeploy = names.length > 0 ? [] : [textOf(options.secret)?.value ?? 'aws-secrets'];
	const secrets =
		cluster === undefined ? [] : [...named('secret'), ...ofDeploy].map(secret => listSecret(project, cluster, secret));
	const ofProject = names.length > 0 ? [] : [relative(project.root, specPath(options, project, cwd).value)];
	const specs = [...named('spec'), ...ofProject].map(path => listSpec(project, path));
	const order: readonly Resource['kind'][] = ['run', 'version', 'pipeline', 'secret', 'spec'];
	const others = (await Promise.all([...secrets, ...specs])).flat();
	return [...pipelines, ...others].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}

/** The pipelines that were named (`--kfp-name`, or `--env` and `--pipeline`), else all of this project on the server. */
async function pipelineNames(
	project: TeardownProject,
	{client}: Connection,
	{kfpName: named, env, pipeline}: Options,
): Promise<readonly string[]> {
	if (named !== undefined) return [named.value];
	if (env !== undefined) return [kfpName(project.name, pipeline?.value ?? '__default__', env.value)];
	const all = await client.listPipelines();
	return all.filter(({description}) => isMarkedFor(description, project.id)).map(({name}) => name);
}

async function listPipelines(
	project: TeardownProject,
	connection: Connection,
	options: Options,
	ui: Ui,
): Promise<readonly Resource[]> {
	const {client} = connection;
	const names = await pipelineNames(project, connection, options);
	const lists = names.map(async (pipelineName): Promise<readonly Resource[]> => {
		const {pipeline, versions, runs, others} = await listProjectResources(client, {
			pipelineName,
			projectId: project.id,
		});
		const stays = (kind: Resource['kind'], name: string): Resource => ({
			kind,
			name: `${kind}/${name}`,
			detail: notOfProject,
			remove: undefined,
		});
		return [
			...runs.map(({run_id, display_name, state}): Resource => ({
				kind: 'run',
				name: `run/${run_id}`,
				detail: `${state ?? 'PENDING'}${isActive(state) ? ', terminated first' : ''}, ${display_name}`,
				remove: () => removeRun(client, run_id, {signal: ui.signal}),
			})),
			...versions.map((version): Resource => ({
				kind: 'version',
				name: `version/${version.name}`,
				detail: `of ${pipelineName}`,
				remove: () => removeVersion(client, version.pipeline_id, version.pipeline_version_id),
			})),
			...(pipeline === undefined
				? []
				: [
						{
							kind: 'pipeline' as const,
							name: `pipeline/${pipeline.name}`,
							detail: versions.length === 0 ? 'without versions' : `with its ${count(versions.length, 'version')}`,
							remove: () => removePipeline(client, {pipelineId: pipeline.pipeline_id, projectId: project.id}),
						},
					]),
			...others.runs.map(({run_id}) => stays('run', run_id)),
			...others.versions.map(({name}) => stays('version', name)),
			...(others.pipeline === undefined ? [] : [stays('pipeline', others.pipeline.name)]),
		];
	});
	return (await Promise.all(lists)).flat();
}

const isActive = (state: string | undefined): boolean =>
	!['SUCCEEDED', 'FAILED', 'SKIPPED', 'CANCELED'].includes(state ?? '');

async function listSecret(project: TeardownProject, cluster: Cluster, secret: string): Promise<readonly Resource[]> {
	checkSecretName(secret);
	const name = `secret/${secret}`;
	const state = await readSecret(cluster, secret);
	if (state.state === 'absent') return [];
	if (state.state === 'unknown')
		return [{kind: 'secret', name, detail: `its creator is unknown: ${state.reason}`, remove: undefined}];
	if (!isProjectSecret(state, project.id)) return [{kind: 'secret', name, detail: notOfProject, remove: undefined}];
	const {uid, resourceVersion} = state;
	return [
		{
			kind: 'secret',
			name,
			detail: `in namespace ${cluster.namespace}: ${state.keys.join(', ')}`,
			remove: () => deleteSecret(cluster, secret, {uid, resourceVersion}),
		},
	];
}

/** `named` is relative to the project. */
async function listSpec(project: TeardownProject, named: string): Promise<readonly Resource[]> {
	const path = resolve(project.root, named);
	const text = await readText(path);
	if (text === undefined) return [];
	return [
		{
			kind: 'spec',
			name: `spec/${named}`,
			detail: hasHeader(text) ? 'the written file' : 'not written by kfp-wizard',
			remove: hasHeader(text) ? () => rm(path, {force: true}) : undefined,
		},
	];
}
