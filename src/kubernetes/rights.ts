// What the user may do in a namespace, and whether it exists.
import {kubectlFailure} from './kubectl-failures.ts';
import type {Cluster} from './kubectl.ts';

export type Right = {readonly verb: string; readonly resource: string; readonly subresource?: string};

/** `timeout`: in milliseconds. @throws WizardError of `kubectlFailure` where the cluster does not say. */
export async function maySomething(
	cluster: Cluster,
	{verb, resource, subresource}: Right,
	timeout = 9000,
): Promise<boolean> {
	const flags = subresource === undefined ? [] : [`--subresource=${subresource}`];
	const result = await cluster.run(['auth', 'can-i', verb, resource, ...flags], {timeout});
	const [answer = ''] = /^(yes|no)\b/m.exec(result.stdout) ?? [];
	if (answer !== '') return answer === 'yes';
	const {context, server, namespace} = cluster;
	throw kubectlFailure(result, {context, server, namespace, doing: 'check your permissions'});
}

/** @throws WizardError of `kubectlFailure`: it does not exist, or may not be read. */
export async function readNamespace(cluster: Cluster): Promise<void> {
	const {context, server, namespace} = cluster;
	const result = await cluster.run(['get', 'namespace', namespace, '-o', 'name'], {timeout: 9000});
	if (result.exitCode !== 0) throw kubectlFailure(result, {context, server, namespace, doing: 'look at the namespace'});
}
