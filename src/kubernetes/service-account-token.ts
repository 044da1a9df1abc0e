// Creates a token for a service account through kubectl, as its user may.
import {Sensitive} from '../system/secrets.ts';
import {quote} from '../system/text.ts';
import {kubectlCommand} from './kubectl-command.ts';
import type {Cluster} from './kubectl.ts';

/** The audience of tokens that a KFP server accepts. */
const kfpAudience = 'pipelines.kubeflow.org';

/** The command that creates it, for a message. */
export const tokenCommand = (context: string | undefined, account: string, namespace: string): string =>
	kubectlCommand({context, namespace}, `create token ${quote(account)} --audience ${kfpAudience}`);

/** A token that holds for an hour; `undefined` where there is no such account, or no permission. */
export async function createServiceAccountToken(cluster: Cluster, account: string): Promise<Sensitive | undefined> {
	const result = await cluster.run(['create', 'token', account, `--audience=${kfpAudience}`], {timeout: 20_000});
	const token = result.stdout.trim();
	return result.exitCode === 0 && token !== '' ? new Sensitive(token) : undefined;
}
