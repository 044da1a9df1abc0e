// The identity in a cloud that a service account of the cluster is annotated with, which its pods have without any keys.
import {defined} from '../system/defined.ts';
import type {WizardError} from '../system/errors.ts';
import {kubectlFailure} from './kubectl-failures.ts';
import type {ObjectRead} from './objects.ts';

/** The role, account or client of each cloud. A role that EKS Pod Identity gives is not on the account, and not seen. */
export type CloudIdentities = {readonly aws?: string; readonly gcp?: string; readonly azure?: string};

const annotations = {
	aws: 'eks.amazonaws.com/role-arn',
	gcp: 'iam.gke.io/gcp-service-account',
	azure: 'azure.workload.identity/client-id',
} as const;

/** A line for each annotation that is there, its value as in an address: it may have any characters. */
const template = `{{with .metadata.annotations}}${Object.entries(annotations)
	.map(([cloud, name]) => `{{with index . "${name}"}}${cloud} {{urlquery .}}{{"\\n"}}{{end}}`)
	.join('')}{{end}}`;

/**
 * None where there is no such account, or this user may not read it.
 * @throws WizardError as of `kubectlFailure`, where the cluster does not answer or does not accept the login.
 */
export const cloudIdentities = (account: string): ObjectRead<CloudIdentities> => ({
	kind: 'ServiceAccount',
	name: account,
	template,
	parse: (result, {context, server, namespace}) => {
		if (result.exitCode !== 0) {
			const doing = `read the service account ${account}`;
			const failure = kubectlFailure(result, {context, server, namespace, doing});
			if (!isHarmless(failure, result.stderr)) throw failure;
			return {};
		}
		const values = new URLSearchParams(result.stdout.trim().replaceAll(' ', '=').replaceAll('\n', '&'));
		const of = (cloud: keyof CloudIdentities): string | undefined => values.get(cloud) ?? undefined;
		return defined({aws: of('aws'), gcp: of('gcp'), azure: of('azure')});
	},
});

/** What follows reports a missing namespace, with more words. */
const isHarmless = ({code}: WizardError, stderr: string): boolean =>
	['FORBIDDEN', 'NAMESPACE_MISSING', 'KUBECTL_FAILED'].includes(code) || /\(NotFound\)/.test(stderr);
