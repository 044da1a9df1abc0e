// The resources of a project on the cluster, in the registry and on this machine, in the order in which they are removed.
import {reportMissingPipeline} from '../../deploy/missing-pipeline.ts';
import type {Options} from '../../options/options.ts';
import type {Context} from '../../ui/context.ts';
import {listImages} from './images.ts';
import {listOnServer, type OnServer} from './on-server.ts';
import {isCreated, kinds, type Resource, type TeardownProject} from './resource.ts';
import {listSecrets} from './secrets.ts';
import {listSpecs} from './specs.ts';
import type {Target} from './target.ts';

/** Of Secrets and specs those in `names`, else the ones that a deploy with the same options makes. */
export async function listResources(
	project: TeardownProject,
	{client, cluster}: Pick<Target, 'client' | 'cluster'>,
	names: readonly string[],
	options: Options,
	context: Context,
): Promise<{readonly resources: readonly Resource[]; readonly server: OnServer | undefined}> {
	const server = client === undefined ? undefined : await listOnServer(project, client, options);
	if (server?.missing !== undefined)
		reportMissingPipeline(
			server.missing,
			server.all.pipelines.map(({pipeline}) => pipeline),
			context.ui,
		);
	const [images, secrets, specs] = await Promise.all([
		server === undefined ? [] : listImages(server, cluster, options, context),
		listSecrets(project, cluster, server, names, options),
		listSpecs(project, names, options, context.cwd),
	]);
	const onServer = (server?.resources ?? []).map(resource => afterImages(resource, images));
	const resources = [...onServer, ...images, ...secrets, ...specs];
	return {resources: resources.sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind)), server};
}

/** Only its versions say which images there are: as long as one could not be removed, they stay. */
function afterImages(resource: Resource, images: readonly Resource[]): Resource {
	if (!isCreated(resource)) return resource;
	const own = images.filter(
		image => isCreated(image) && image.usedBy?.some(users => users.includes(resource.name)) === true,
	);
	return {...resource, after: [...(resource.after ?? []), ...own.map(({name}) => name)]};
}
