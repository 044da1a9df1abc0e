// Lists objects with kubectl, and reads what comes back.
import * as z from 'zod';
import {WizardError} from '../system/errors.ts';
import {parseJson} from '../system/json.ts';
import {quote} from '../system/text.ts';
import {kubectlCommand} from './kubectl-command.ts';
import type {Cluster} from './kubectl.ts';
import {kubectlFailure} from './kubectl-failures.ts';

/**
 * The items of `kubectl get`. `doing`: after "can't"; `what`: after "a list of".
 * @throws WizardError as of `kubectlFailure`.
 */
export async function listObjects<T>(
	cluster: Cluster,
	args: readonly string[],
	item: z.ZodType<T>,
	{doing, what}: {readonly doing: string; readonly what: string},
): Promise<readonly T[]> {
	const result = await cluster.run(['get', ...args, '--output', 'json']);
	if (result.exitCode !== 0) throw kubectlFailure(result, {...cluster, doing});
	const list = z.object({items: z.array(item).default([])}).safeParse(parseJson(result.stdout));
	if (list.success) return list.data.items;
	const words = ['get', ...args, '--output', 'json'].map(quote).join(' ');
	throw new WizardError('outside', `kubectl did not return a list of ${what}`, {
		code: 'KUBECTL_FAILED',
		next: [{command: kubectlCommand(cluster, words), when: 'to see what it returns instead'}],
	});
}
