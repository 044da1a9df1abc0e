// The registry that belongs to a cluster on this machine, as its ConfigMap says (Kubernetes enhancement 1755).
import {parse} from 'yaml';
import * as z from 'zod';
import {parseJson} from '../../system/json.ts';
import type {Cluster} from '../kubectl.ts';

const ConfigMap = z.object({data: z.object({'localRegistryHosting.v1': z.string()})});
const Hosting = z.object({host: z.string(), hostFromContainerRuntime: z.string().optional()});

/** `localhost:5001`; `undefined` where there is none, or the nodes pull from it by another name than one pushes to. */
export async function localRegistry(cluster: Cluster): Promise<string | undefined> {
	const args = ['get', 'configmap', 'local-registry-hosting', '--namespace=kube-public', '-o', 'json'];
	const result = await cluster.run(args, {timeout: 10_000});
	const found = result.exitCode === 0 ? ConfigMap.safeParse(parseJson(result.stdout)) : undefined;
	if (found?.success !== true) return undefined;
	const hosting = Hosting.safeParse(readYaml(found.data.data['localRegistryHosting.v1'])).data;
	if (hosting === undefined) return undefined;
	return (hosting.hostFromContainerRuntime ?? hosting.host) === hosting.host ? hosting.host : undefined;
}

function readYaml(text: string): unknown {
	try {
		return parse(text);
	} catch {
		return undefined;
	}
}
