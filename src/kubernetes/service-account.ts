// The identity in a cloud that a service account of the cluster is annotated with, which its pods have without any keys.
import * as z from 'zod';
import {defined} from '../system/defined.ts';
import {parseJson} from '../system/json.ts';
import type {WizardError} from '../system/errors.ts';
import {kubectlFailure} from './kubectl-failures.ts';
import type {Cluster} from './kubectl.ts';

const texts = z.record(z.string(), z.string()).default({});
const ServiceAccount = z.object({metadata: z.object({annotations: texts, labels: texts})});

/** The role, account or client of each cloud. A role that EKS Pod Identity gives is not on the account, and not seen. */
export type CloudIdentities = {readonly aws?: string; readonly gcp?: string; readonly azure?: string};

/**
 * None where there is no such account, or this user may not read it. The first call to a cluster, where a login happens.
 * @throws WizardError as of `kubectlFailure`, where the cluster does not answer or does not accept the login.
 */
export async function readCloudIdentities(cluster: Cluster, account: string): Promise<CloudIdentities> {
	const result = await cluster.run(['get', 'serviceaccount', account, '-o', 'json'], {timeout: 120_000});
	if (result.exitCode !== 0) {
		const {context, server, namespace} = cluster;
		const failure = kubectlFailure(result, {context, server, namespace, doing: `read the service account ${account}`});
		if (!isHarmless(failure, result.stderr)) throw failure;
		return {};
	}
	const {annotations = {}} = ServiceAccount.safeParse(parseJson(result.stdout)).data?.metadata ?? {};
	const [aws, gcp, azure] = [
		annotations['eks.amazonaws.com/role-arn'],
		annotations['iam.gke.io/gcp-service-account'],
		annotations['azure.workload.identity/client-id'],
	];
	return defined({aws, gcp, azure});
}

/** What follows reports a missing namespace, with more words. */
const isHarmless = ({code}: WizardError, stderr: string): boolean =>
	['FORBIDDEN', 'NAMESPACE_MISSING', 'KUBECTL_FAILED'].includes(code) || /\(NotFound\)/.test(stderr);
