// Failures of kubectl on the way to the API server, and of the server itself.
import type {NextCommand} from '../../system/errors.ts';
import {renewKubeconfig, startCluster} from './cluster-commands.ts';
import {getNamespaces, type KnownKubectlFailure, type KubectlRequest, lookAtContext} from './known-failure.ts';

const tryAgain = (request: KubectlRequest): readonly NextCommand[] =>
	getNamespaces(request, 'to see whether it answers now');

/** A cluster that was made anew has another address and another certificate. */
const renewed = (request: KubectlRequest): readonly NextCommand[] => [
	...renewKubeconfig(request.context),
	...lookAtContext(request),
];

export const connectionFailures: readonly KnownKubectlFailure[] = [
	{
		code: 'CLUSTER_TLS',
		kind: 'outside',
		pattern: /x509: (?<reason>[^;"]+)|tls: (?<tls>[^;"]+)/,
		message: (match, request) =>
			`The certificate of ${request.server} is not trusted: ${(match['reason'] ?? match['tls'] ?? '').trim()}`,
		next: renewed,
	},
	{
		code: 'CLUSTER_NOT_FOUND',
		kind: 'outside',
		pattern: /dial tcp: lookup (?<host>\S+).*no such host/,
		message: match => `There is no host ${match['host'] ?? ''}. Check the VPN, and that the cluster still exists`,
		next: renewed,
	},
	{
		code: 'CLUSTER_TIMEOUT',
		kind: 'outside',
		pattern: /context deadline exceeded|request canceled|i\/o timeout|TLS handshake timeout|\(Timeout\)|timed out/,
		message: (_, request) => `${request.server} did not answer in time`,
		next: tryAgain,
		transient: true,
	},
	{
		code: 'CLUSTER_REFUSED',
		kind: 'outside',
		pattern:
			/connection refused|was refused - did you specify|connection reset by peer|\bEOF\b|no route to host|network is unreachable/,
		message: (_, request) => `Nothing answers at ${request.server}. Check that the cluster is running`,
		next: request => [...startCluster(request.context), ...tryAgain(request)],
		transient: true,
	},
	{
		code: 'CLUSTER_BUSY',
		kind: 'outside',
		pattern:
			/\(TooManyRequests\)|\(ServiceUnavailable\)|\(InternalError\)|currently unable to handle|has prevented the request from succeeding/,
		message: (_, request) => `${request.server} has an internal error or is overloaded`,
		next: tryAgain,
		transient: true,
	},
	{
		code: 'NOT_A_CLUSTER',
		kind: 'outside',
		pattern: /invalid character '<'|rejected our request for an unknown reason/,
		message: (_, request) =>
			`The server at ${request.server} is not a Kubernetes API; it may be a login page or a proxy`,
		next: lookAtContext,
	},
];
