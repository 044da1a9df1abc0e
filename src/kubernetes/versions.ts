// The releases of kubectl and of the cluster, and how far they are apart.
import * as z from 'zod';
import {parseJson} from '../system/json.ts';
import {clean} from '../system/text.ts';
import {parseVersion} from '../system/version.ts';
import {kubectlFailure} from './kubectl-failures.ts';
import type {Cluster} from './kubectl.ts';

export type Versions = {
	readonly client: string;
	readonly server: string;
	/** kubectl supports one minor release up and down; `undefined` for versions that cannot be compared. */
	readonly minorsApart: number | undefined;
};

const version = z.object({gitVersion: z.string().transform(text => clean(text).replace(/^v/, ''))});
const Answer = z.object({clientVersion: version, serverVersion: version});

/** @throws WizardError of `kubectlFailure` where the cluster does not answer. */
export async function readVersions(cluster: Cluster): Promise<Versions> {
	const result = await cluster.run(['version', '-o', 'json'], {timeout: 9000});
	const answer = Answer.safeParse(parseJson(result.stdout));
	if (result.exitCode !== 0 || !answer.success) {
		const {context, server, namespace} = cluster;
		throw kubectlFailure(result, {context, server, namespace, doing: 'ask the cluster for its release'});
	}
	const client = answer.data.clientVersion.gitVersion;
	const server = answer.data.serverVersion.gitVersion;
	const [here, there] = [client, server].map(parseVersion);
	const comparable = here !== undefined && there !== undefined && here[0] === there[0];
	return {client, server, minorsApart: comparable ? Math.abs(here[1] - there[1]) : undefined};
}
