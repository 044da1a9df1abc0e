// The Secrets of a project in the namespace: the one of its deploys, and those that its versions name.
import {secretsOfStored} from '../../kfp/spec-outline.ts';
import type {Cluster} from '../../kubernetes/kubectl.ts';
import {deleteSecret, readSecret} from '../../kubernetes/secret/secret.ts';
import {secretOwner} from '../../kubernetes/secret/state.ts';
import {type Options, textOf} from '../../options/options.ts';
import {createdByFormer, isOwned} from '../../system/project-identity.ts';
import type {OnServer} from './on-server.ts';
import {namesOf, notCreated, type Resource, spareFormer, type TeardownProject} from './resource.ts';

/** The Secrets in `names`, else the one that the options name and those that the versions do. */
export async function listSecrets(
	project: TeardownProject,
	cluster: Cluster | undefined,
	server: OnServer | undefined,
	names: readonly string[],
	options: Options,
): Promise<readonly Resource[]> {
	const ofVersions = secretsOf(server?.pipelines ?? []);
	const secrets =
		names.length > 0
			? namesOf('secret', names)
			: [...new Set([textOf(options.secret)?.value ?? 'aws-secrets', ...ofVersions])];
	if (cluster === undefined)
		return secrets
			.filter(secret => names.length > 0 || ofVersions.includes(secret))
			.map(secret => ({
				kind: 'secret',
				name: `secret/${secret}`,
				detail: 'kfp-wizard cannot look at it without kubectl and a kube context',
				origin: 'unknown',
			}));
	const lists = secrets.map(secret => listSecret(project, cluster, secret, usersOf(secret, server)));
	return (await Promise.all(lists)).flat();
}

const secretsOf = (pipelines: OnServer['pipelines']): readonly string[] => [
	...new Set(pipelines.flatMap(({versions}) => versions.flatMap(({pipeline_spec}) => secretsOfStored(pipeline_spec)))),
];

/** Pipelines of the project that are not torn down, and whose tasks take the Secret. */
const usersOf = (secret: string, server: OnServer | undefined): readonly string[] =>
	(server?.all.pipelines ?? [])
		.filter(found => server?.pipelines.includes(found) !== true && secretsOf([found]).includes(secret))
		.map(({pipeline}) => pipeline.name);

async function listSecret(
	project: TeardownProject,
	cluster: Cluster,
	secret: string,
	users: readonly string[],
): Promise<readonly Resource[]> {
	const common = {kind: 'secret', name: `secret/${secret}`} as const;
	const state = await readSecret(cluster, secret);
	if (state.state === 'absent') return [];
	if (state.state === 'unknown')
		return [{...common, detail: `its creator is unknown: ${state.reason}`, origin: 'unknown'}];
	const owner = secretOwner(state, project);
	if (!isOwned(owner)) return [{...common, detail: notCreated, origin: 'other'}];
	const {uid, resourceVersion} = state;
	return [
		{
			...common,
			detail: [
				`in namespace ${cluster.namespace}: ${state.keys.join(', ')}`,
				...(owner === 'former' ? [createdByFormer] : []),
			].join('; '),
			origin: 'created',
			...spareFormer(owner === 'former', project),
			...(users.length === 0 ? {} : {spared: `the pipelines ${users.join(', ')} of this project use it`}),
			remove: async () => {
				await deleteSecret(cluster, secret, {uid, resourceVersion});
				return undefined;
			},
		},
	];
}
