// Turns a failed kubectl command into an error, by a table of its messages. kubectl's own text is never shown.
import type {RunResult} from '../system/exec.ts';
import {type ErrorKind, type NextCommand, WizardError} from '../system/errors.ts';
import {defined} from '../system/defined.ts';
import {quote} from '../system/text.ts';

/** The request that failed, for the message. Nothing of it comes from the values of a Secret. */
export type KubectlRequest = {
	readonly context: string;
	readonly server: string;
	readonly namespace: string;
	/** The operation, as in "Can't … : …". */
	readonly doing: string;
	readonly secret?: string;
};

type Match = Readonly<Record<string, string | undefined>>;

type KnownKubectlFailure = {
	readonly code: string;
	readonly kind: ErrorKind;
	readonly pattern: RegExp;
	readonly message: (match: Match, request: KubectlRequest) => string;
	readonly next?: (request: KubectlRequest) => readonly NextCommand[];
	/** The same request may succeed a moment later. */
	readonly transient?: true;
};

const otherName = (request: KubectlRequest): readonly NextCommand[] => [
	{command: `kfp-wizard deploy --secret ${request.secret ?? 'NAME'}-2`, when: 'to use a Secret with another name'},
];

const lookAtContext = (request: KubectlRequest): readonly NextCommand[] => [
	{
		command: `kubectl --context ${quote(request.context)} get namespaces`,
		when: 'to log in and check that kubectl works',
	},
];

/** A login that asks on the terminal, or in a browser, works there. */
const logIn = (request: KubectlRequest): readonly NextCommand[] =>
	lookAtContext(request).map(next => ({...next, here: true}));

/**
 * The first row that matches is used, so narrow rows stand before wide ones. Recorded with kubectl 1.27, 1.32 and 1.35
 * against a 1.35 server; an apply of kubectl 1.32 wraps connection errors in a hint about validation.
 */
const failures: readonly KnownKubectlFailure[] = [
	{
		code: 'SECRET_CONFLICT',
		kind: 'usage',
		pattern: /Apply failed with \d+ conflicts?/,
		message: (_, request) => `Other tools manage fields of the Secret ${request.secret ?? ''}, with other values`,
		next: request => [
			{command: 'kfp-wizard deploy --adopt-secret', when: 'to overwrite these fields'},
			...otherName(request),
		],
	},
	{
		code: 'PLAN_STALE',
		kind: 'failed',
		pattern:
			/the object has been modified|uid mismatch: the provided object|metadata\.uid: Invalid value|does not match the (?:UID|ResourceVersion) in record/,
		message: (_, request) => `The Secret ${request.secret ?? ''} was changed or replaced after the plan was made`,
		next: () => [{command: 'kfp-wizard deploy', when: 'to plan again'}],
	},
	{
		code: 'SECRET_IMMUTABLE',
		kind: 'usage',
		pattern: /field is immutable when `immutable` is set/,
		message: (_, request) => `The Secret ${request.secret ?? ''} is immutable: its values can't be changed`,
		next: otherName,
	},
	{
		code: 'SECRET_TYPE',
		kind: 'usage',
		pattern: /: type: Invalid value: .*field is immutable/,
		message: (_, request) => `The Secret ${request.secret ?? ''} has another type than Opaque`,
		next: otherName,
	},
	{
		code: 'SECRET_TOO_LARGE',
		kind: 'usage',
		pattern: /data: Too long|RequestEntityTooLarge/,
		message: (_, request) => `The values are too large for the Secret ${request.secret ?? ''}: at most 1 MiB`,
	},
	{
		code: 'SECRET_INVALID',
		kind: 'usage',
		pattern:
			/^The Secret ".*" is invalid|invalid resource name|resource name may not be empty|failed to create typed patch|failed to convert new object|cannot be handled as a Secret/m,
		message: (_, request) => `The cluster refuses the Secret ${request.secret ?? ''}: it is not valid`,
	},
	{
		code: 'NAMESPACE_TERMINATING',
		kind: 'outside',
		pattern: /unable to create new content in namespace (?<namespace>\S+) because it is being terminated/,
		message: match => `The namespace ${match['namespace'] ?? ''} is being deleted`,
	},
	{
		code: 'QUOTA_EXCEEDED',
		kind: 'outside',
		pattern: /exceeded quota: (?<quota>[^\s,]+)|failed quota: (?<failed>[^\s:]+)/,
		message: (match, request) =>
			`The quota ${match['quota'] ?? match['failed'] ?? ''} of namespace ${request.namespace} is used up`,
		next: request => [
			{
				command: `kubectl --context ${quote(request.context)} -n ${request.namespace} get resourcequota`,
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
	},
	{
		code: 'FORBIDDEN',
		kind: 'denied',
		pattern:
			/User "(?<user>[^"]*)" cannot (?<verb>\S+) resource "(?<resource>[^"]+)"(?:.* in the namespace "(?<namespace>[^"]+)")?/,
		message: match =>
			`${match['user'] ?? 'You'} may not ${match['verb'] ?? 'use'} ${match['resource'] ?? 'this resource'}` +
			(match['namespace'] === undefined ? ' in the whole cluster' : ` in namespace ${match['namespace']}`),
		next: request => [
			{
				command: `kubectl --context ${quote(request.context)} -n ${request.namespace} auth can-i --list`,
				when: 'to list your permissions (an administrator can grant more)',
			},
			{command: 'kfp-wizard deploy --existing-secret', when: 'if the Secret already exists'},
		],
	},
	{
		code: 'FORBIDDEN',
		kind: 'denied',
		pattern: /\(Forbidden\)/,
		message: () => 'The cluster does not allow it',
		next: request => [
			{
				command: `kubectl --context ${quote(request.context)} -n ${request.namespace} auth can-i --list`,
				when: 'to list your permissions',
			},
		],
	},
	{
		code: 'NAMESPACE_MISSING',
		kind: 'usage',
		pattern: /namespaces "(?<namespace>[^"]+)" not found/,
		message: (match, request) => `There is no namespace ${match['namespace'] ?? ''} in context ${request.context}`,
		next: request => [
			{
				command: `kubectl --context ${quote(request.context)} get namespaces`,
				when: 'to list the namespaces (then --namespace NAME)',
			},
			{
				command: `kubectl --context ${quote(request.context)} create namespace ${request.namespace}`,
				when: 'to create it',
			},
		],
	},
	{
		code: 'CONTEXT_UNKNOWN',
		kind: 'usage',
		pattern: /^error: (?:context|cluster|auth info) "(?<name>.*)" does not exist/m,
		message: match => `The kubeconfig has no context, cluster or user named ${match['name'] ?? ''}`,
		next: () => [{command: 'kubectl config get-contexts', when: 'to list the contexts (then --context NAME)'}],
	},
	{
		code: 'KUBECONFIG_UNREADABLE',
		kind: 'usage',
		pattern:
			/error loading config file|failed to find any PEM data|invalid configuration:|stat .*: no such file or directory/,
		message: () => 'kubectl cannot read the kubeconfig',
		next: () => [{command: 'kubectl config view', when: "to see kubectl's error message"}],
	},
	{
		code: 'KUBECONFIG_UNREADABLE',
		kind: 'usage',
		pattern: /unable to read (?:client-cert|client-key|certificate-authority) (?<file>.+?) for /,
		message: match => `The kubeconfig names the file ${match['file'] ?? ''}, which cannot be read`,
		next: lookAtContext,
	},
	{
		code: 'KUBECONFIG_UNREADABLE',
		kind: 'usage',
		pattern: /host must be a URL or a host:port pair|parse ".*": (?:invalid port|first path segment)/,
		message: (_, request) => `The server of context ${request.context} is not a valid address: ${request.server}`,
		next: lookAtContext,
	},
	{
		code: 'LOGIN_PLUGIN_MISSING',
		kind: 'outside',
		pattern: /exec: executable (?<program>.+?) not found|exec: "(?<quoted>[^"]+)": executable file not found/,
		message: match =>
			`kubectl logs in with ${match['program'] ?? match['quoted'] ?? 'a program'}, which is not installed`,
		next: lookAtContext,
	},
	{
		code: 'LOGIN_NEEDS_TERMINAL',
		kind: 'denied',
		pattern: /exec plugin cannot support interactive mode/,
		message: () => "kubectl's login needs a terminal (interactiveMode: Always), which kfp-wizard cannot give it",
		next: logIn,
	},
	{
		code: 'LOGIN_PLUGIN_FAILED',
		kind: 'denied',
		pattern: /getting credentials:|exec plugin: invalid apiVersion|auth plugin has been removed/,
		message: (_, request) => `kubectl cannot log in to context ${request.context}: its credential program failed`,
		next: logIn,
	},
	{
		code: 'UNAUTHORIZED',
		kind: 'denied',
		pattern: /You must be logged in to the server|has asked for the client to provide credentials|^error: EOF$/m,
		message: (_, request) =>
			`The cluster of context ${request.context} does not accept your login. It may have expired or be for another cluster`,
		next: logIn,
	},
	{
		code: 'CLUSTER_TLS',
		kind: 'outside',
		pattern: /x509: (?<reason>[^;"]+)|tls: (?<tls>[^;"]+)/,
		message: (match, request) =>
			`The certificate of ${request.server} is not trusted: ${(match['reason'] ?? match['tls'] ?? '').trim()}`,
		next: lookAtContext,
	},
	{
		code: 'CLUSTER_NOT_FOUND',
		kind: 'outside',
		pattern: /dial tcp: lookup (?<host>\S+).*no such host/,
		message: match => `There is no host ${match['host'] ?? ''}. Check the VPN, and that the cluster still exists`,
		next: lookAtContext,
	},
	{
		code: 'CLUSTER_TIMEOUT',
		kind: 'outside',
		pattern: /context deadline exceeded|request canceled|i\/o timeout|TLS handshake timeout|\(Timeout\)|timed out/,
		message: (_, request) => `${request.server} did not answer in time`,
		next: lookAtContext,
		transient: true,
	},
	{
		code: 'CLUSTER_REFUSED',
		kind: 'outside',
		pattern:
			/connection refused|was refused - did you specify|connection reset by peer|\bEOF\b|no route to host|network is unreachable/,
		message: (_, request) => `Nothing answers at ${request.server}. Check that the cluster is running`,
		next: lookAtContext,
		transient: true,
	},
	{
		code: 'CLUSTER_BUSY',
		kind: 'outside',
		pattern:
			/\(TooManyRequests\)|\(ServiceUnavailable\)|\(InternalError\)|currently unable to handle|has prevented the request from succeeding/,
		message: (_, request) => `${request.server} has an internal error or is overloaded`,
		next: lookAtContext,
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

/** Whether the same request may succeed a moment later. */
export const isTransient = (error: WizardError): boolean =>
	failures.some(failure => failure.transient === true && failure.code === error.code);

/** The error for a kubectl command that failed. Of kubectl's output it uses only names that kubectl is known to print. */
export function kubectlFailure(result: RunResult, request: KubectlRequest): WizardError {
	const output = result.exitCode === 124 ? 'timed out' : result.stderr;
	for (const failure of failures) {
		const match = failure.pattern.exec(output);
		if (match === null) continue;
		const next = failure.next?.(request);
		const detail = failure.code === 'SECRET_CONFLICT' ? conflicts(output) : '';
		return new WizardError(failure.kind, `Can't ${request.doing}: ${failure.message(match.groups ?? {}, request)}`, {
			code: failure.code,
			...defined({next}),
			...(detail === '' ? {} : {detail}),
		});
	}
	const what = result.exitCode === 0 ? 'printed something else' : `failed with exit code ${result.exitCode}`;
	return new WizardError('outside', `Can't ${request.doing}: kubectl ${what}`, {
		code: 'KUBECTL_FAILED',
		next: lookAtContext(request),
	});
}

/** Managers and field names of a server-side-apply conflict. The server lists no values there. */
function conflicts(output: string): string {
	const found: string[] = [];
	let manager = '';
	for (const [, name, field, listed] of output.matchAll(
		/conflicts? with "([^"]{1,128})"(?: using \S+?)?:(?: (\.[\w.\-/[\]]+))?|^- (\.[\w.\-/[\]]+)/gm,
	)) {
		manager = name ?? manager;
		const path = field ?? listed;
		if (path !== undefined) found.push(`${path} is managed by ${manager}`);
	}
	return found.join('\n');
}
