// The profiles of a Kubeflow cluster: each is a namespace of a user or a team.
import * as z from 'zod';
import {parseJson} from '../system/json.ts';
import type {Cluster} from './kubectl.ts';

const Profiles = z.object({items: z.array(z.object({metadata: z.object({name: z.string()})}))});

/** None where the cluster has no profiles, or the user may not list them. */
export async function listProfiles(cluster: Cluster): Promise<readonly string[]> {
	const result = await cluster.run(['get', 'profiles.kubeflow.org', '-o', 'json'], {timeout: 15_000});
	const found = Profiles.safeParse(parseJson(result.stdout));
	return found.success ? found.data.items.map(({metadata}) => metadata.name).sort() : [];
}
