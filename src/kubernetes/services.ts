// The services of a namespace, read through kubectl: which of some names exist, and on which port they answer HTTP.
import * as z from 'zod';
import {parseJson} from '../system/json.ts';
import {kubectlFailure} from './kubectl-failures.ts';
import type {Cluster} from './kubectl.ts';

export type Service = {readonly name: string; readonly namespace: string; readonly port: number};

const ServiceObject = z.object({
	kind: z.literal('Service'),
	metadata: z.object({name: z.string(), namespace: z.string()}),
	spec: z.object({ports: z.array(z.object({name: z.string().optional(), port: z.number()})).default([])}),
});
const Services = z.union([
	z.object({kind: z.literal('List'), items: z.array(ServiceObject)}),
	ServiceObject.transform(service => ({items: [service]})),
]);

/**
 * Those of the named services that exist in the cluster's namespace.
 * @throws WizardError of `kubectlFailure`: no permission, no cluster.
 */
export async function findServices(cluster: Cluster, names: readonly string[]): Promise<readonly Service[]> {
	const result = await cluster.run(['get', 'services', ...names, '--ignore-not-found', '-o', 'json'], {
		timeout: 15_000,
	});
	if (result.exitCode !== 0) {
		const {context, server, namespace} = cluster;
		throw kubectlFailure(result, {context, server, namespace, doing: 'look for Kubeflow Pipelines'});
	}
	const found = Services.safeParse(parseJson(result.stdout));
	if (!found.success) return [];
	return found.data.items.flatMap(({metadata: {name, namespace}, spec: {ports}}) => {
		const port = (ports.find(one => one.name === 'http') ?? ports[0])?.port;
		return port === undefined ? [] : [{name, namespace, port}];
	});
}
