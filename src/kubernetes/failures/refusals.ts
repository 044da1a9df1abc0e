// Failures of kubectl where the cluster refuses a request: by its namespace, a quota, an admission rule or permissions.
import {kubectlCommand} from '../kubectl-command.ts';
import type {NextCommand} from '../../system/errors.ts';
import type {KnownKubectlFailure, KubectlRequest} from './known-failure.ts';

/** Where this user may not write the Secret. */
const ofAdministrator: NextCommand = {
	command: 'kfp-wizard deploy --existing-secret',
	when: 'to use a Secret that an administrator has created',
};

const listPermissions = (request: KubectlRequest): readonly NextCommand[] => [
	{
		command: kubectlCommand(request, 'auth can-i --list'),
		when: 'to list your permissions (an administrator can grant more)',
	},
];

export const refusals: readonly KnownKubectlFailure[] = [
	{
		code: 'NAMESPACE_TERMINATING',
		kind: 'outside',
		pattern: /unable to create new content in namespace (?<namespace>\S+) because it is being terminated/,
		message: match => `The namespace ${match['namespace'] ?? ''} is being deleted`,
		next: ({context, namespace}) => [
			{
				command: kubectlCommand({context}, `wait --for=delete namespace/${namespace} --timeout=5m`),
				when: 'to wait until it is deleted; then create it again',
			},
			{command: '--namespace NS', when: 'to use another namespace'},
		],
	},
	{
		code: 'QUOTA_EXCEEDED',
		kind: 'outside',
		pattern: /exceeded quota: (?<quota>[^\s,]+)|failed quota: (?<failed>[^\s:]+)/,
		message: (match, request) =>
			`The quota ${match['quota'] ?? match['failed'] ?? ''} of namespace ${request.namespace} is used up`,
		next: request => [
			{
				command: kubectlCommand(request, 'get resourcequota'),
				when: 'to see the quota and what uses it',
			},
		],
	},
	{
		code: 'WEBHOOK_DENIED',
		kind: 'outside',
		pattern: /admission webhook "(?<webhook>[^"]+)" denied the request|ValidatingAdmissionPolicy '(?<policy>[^']+)'/,
		message: match =>
			`An admission rule of the cluster (${match['webhook'] ?? match['policy'] ?? 'a webhook'}) does not allow it`,
		next: request => [
			{
				command: kubectlCommand(
					request,
					`create secret generic ${request.secret ?? 'NAME'} --from-literal=KEY=x --dry-run=server`,
				),
				when: 'to see its reason, with a value that is no secret; nothing is created',
			},
			ofAdministrator,
		],
	},
	{
		code: 'FORBIDDEN',
		kind: 'denied',
		pattern:
			/User "(?<user>[^"]*)" cannot (?<verb>\S+) resource "(?<resource>[^"]+)"(?:.* in the namespace "(?<namespace>[^"]+)")?/,
		message: match =>
			`${match['user'] ?? 'You'} may not ${match['verb'] ?? 'use'} ${match['resource'] ?? 'this resource'}` +
			(match['namespace'] === undefined ? ' in the whole cluster' : ` in namespace ${match['namespace']}`),
		next: (request, match) => [
			...listPermissions(request),
			...(match['resource'] === 'secrets' && match['verb'] !== 'delete' ? [ofAdministrator] : []),
		],
	},
	{
		code: 'FORBIDDEN',
		kind: 'denied',
		pattern: /\(Forbidden\)/,
		message: () => 'The cluster does not allow it',
		next: listPermissions,
	},
	{
		code: 'NAMESPACE_MISSING',
		kind: 'usage',
		pattern: /namespaces "(?<namespace>[^"]+)" not found/,
		message: (match, request) => `There is no namespace ${match['namespace'] ?? ''} in context ${request.context}`,
		next: request => [
			{
				command: kubectlCommand({context: request.context}, 'get namespaces'),
				when: 'to list the namespaces (then --namespace NAME)',
			},
			{
				command: kubectlCommand({context: request.context}, `create namespace ${request.namespace}`),
				when: 'to create it',
			},
		],
	},
];
