// What kubectl's exit code 1 means: its words, recognised by a table. kubectl's own text is never shown.
import type {RunResult} from '../system/exec.ts';
import {type ErrorKind, type NextCommand, WizardError} from '../system/errors.ts';
import {quote} from '../system/text.ts';

/** What a message may name. Nothing of it comes from a Secret's values. */
export type Where = {
	readonly context: string;
	readonly server: string;
	readonly namespace: string;
	/** What was asked of the cluster, as in "Can't … : …". */
	readonly doing: string;
	readonly secret?: string;
};

type Match = Readonly<Record<string, string | undefined>>;

type Failure = {
	readonly code: string;
	readonly kind: ErrorKind;
	readonly pattern: RegExp;
	readonly message: (match: Match, where: Where) => string;
	readonly next?: (where: Where) => readonly NextCommand[];
	/** The same request may succeed a moment later. */
	readonly transient?: true;
};

const otherName = (where: Where): readonly NextCommand[] => [
	{command: `kfp-wizard deploy --secret ${where.secret ?? 'NAME'}-2`, when: 'to use a Secret of another name'},
];

const lookAtContext = (where: Where): readonly NextCommand[] => [
	{
		command: `kubectl --context ${quote(where.context)} get namespaces`,
		when: 'to log in and see that kubectl itself works',
	},
];

/**
 * The first row that matches decides, so narrow rows stand above wide ones. Recorded with kubectl 1.27, 1.32 and 1.35
 * against a 1.35 server; an apply of kubectl 1.32 wraps connection errors in a hint about validation.
 */
const failures: readonly Failure[] = [
	{
		code: 'SECRET_CONFLICT',
		kind: 'usage',
		pattern: /Apply failed with \d+ conflicts?/,
		message: (_, where) => `Other tools manage fields of the Secret ${where.secret ?? ''} and set them differently`,
		next: where => [
			{command: 'kfp-wizard deploy --adopt-secret', when: 'to take these fields over'},
			...otherName(where),
		],
	},
	{
		code: 'PLAN_STALE',
		kind: 'failed',
		pattern:
			/the object has been modified|uid mismatch: the provided object|metadata\.uid: Invalid value|does not match the (?:UID|ResourceVersion) in record/,
		message: (_, where) => `The plan is stale: the Secret ${where.secret ?? ''} was changed or replaced meanwhile`,
		next: () => [{command: 'kfp-wizard deploy', when: 'to plan again'}],
	},
	{
		code: 'SECRET_IMMUTABLE',
		kind: 'usage',
		pattern: /field is immutable when `immutable` is set/,
		message: (_, where) => `The Secret ${where.secret ?? ''} is immutable: its values can't be changed`,
		next: otherName,
	},
	{
		code: 'SECRET_TYPE',
		kind: 'usage',
		pattern: /: type: Invalid value: .*field is immutable/,
		message: (_, where) => `The Secret ${where.secret ?? ''} is of another type than Opaque`,
		next: otherName,
	},
	{
		code: 'SECRET_TOO_LARGE',
		kind: 'usage',
		pattern: /data: Too long|RequestEntityTooLarge/,
		message: (_, where) => `The values are too large for the Secret ${where.secret ?? ''}: at most 1 MiB`,
	},
	{
		code: 'SECRET_INVALID',
		kind: 'usage',
		pattern:
			/^The Secret ".*" is invalid|invalid resource name|resource name may not be empty|failed to create typed patch|failed to convert new object|cannot be handled as a Secret/m,
		message: (_, where) => `The cluster does not take the Secret ${where.secret ?? ''} as it is written`,
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
		message: (match, where) =>
			`The quota ${match['quota'] ?? match['failed'] ?? ''} of namespace ${where.namespace} is used up`,
		next: where => [
			{
				command: `kubectl --context ${quote(where.context)} -n ${where.namespace} get resourcequota`,
				when: 'to see what counts',
			},
		],
	},
	{
		code: 'WEBHOOK_DENIED',
		kind: 'outside',
		pattern: /admission webhook "(?<webhook>[^"]+)" denied the request|ValidatingAdmissionPolicy '(?<policy>[^']+)'/,
		message: match =>
			`A rule of the cluster (${match['webhook'] ?? match['policy'] ?? 'an admission webhook'}) does not allow it`,
	},
	{
		code: 'FORBIDDEN',
		kind: 'denied',
		pattern:
			/User "(?<user>[^"]*)" cannot (?<verb>\S+) resource "(?<resource>[^"]+)"(?:.* in the namespace "(?<namespace>[^"]+)")?/,
		message: match =>
			`${match['user'] ?? 'You'} may not ${match['verb'] ?? 'use'} ${match['resource'] ?? 'this'}` +
			(match['namespace'] === undefined ? ' of the whole cluster' : ` in namespace ${match['namespace']}`),
		next: where => [
			{
				command: `kubectl --context ${quote(where.context)} -n ${where.namespace} auth can-i --list`,
				when: 'to see what you may do (another -n, or an administrator, may help)',
			},
			{command: 'kfp-wizard deploy --existing-secret', when: 'if the Secret is there already'},
		],
	},
	{
		code: 'FORBIDDEN',
		kind: 'denied',
		pattern: /\(Forbidden\)/,
		message: () => 'The cluster does not allow it',
		next: where => [
			{
				command: `kubectl --context ${quote(where.context)} -n ${where.namespace} auth can-i --list`,
				when: 'to see what you may do',
			},
		],
	},
	{
		code: 'NAMESPACE_MISSING',
		kind: 'usage',
		pattern: /namespaces "(?<namespace>[^"]+)" not found/,
		message: (match, where) => `There is no namespace ${match['namespace'] ?? ''} in context ${where.context}`,
		next: where => [
			{
				command: `kubectl --context ${quote(where.context)} get namespaces`,
				when: 'to see what there is (then --namespace NAME)',
			},
			{command: `kubectl --context ${quote(where.context)} create namespace ${where.namespace}`, when: 'to create it'},
		],
	},
	{
		code: 'CONTEXT_UNKNOWN',
		kind: 'usage',
		pattern: /^error: (?:context|cluster|auth info) "(?<name>.*)" does not exist/m,
		message: match => `The kubeconfig has no ${match['name'] ?? 'such context'}`,
		next: () => [{command: 'kubectl config get-contexts', when: 'to see what there is (then --context NAME)'}],
	},
	{
		code: 'KUBECONFIG_UNREADABLE',
		kind: 'usage',
		pattern:
			/error loading config file|failed to find any PEM data|invalid configuration:|stat .*: no such file or directory/,
		message: () => 'The kubeconfig can not be read',
		next: () => [{command: 'kubectl config view', when: "to see kubectl's own words"}],
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
		message: () => "kubectl's login needs a terminal (interactiveMode: Always), which it can't have here",
		next: lookAtContext,
	},
	{
		code: 'LOGIN_PLUGIN_FAILED',
		kind: 'denied',
		pattern: /getting credentials:|exec plugin: invalid apiVersion|auth plugin has been removed/,
		message: (_, where) => `kubectl could not log in to context ${where.context}: its credential program failed`,
		next: lookAtContext,
	},
	{
		code: 'UNAUTHORIZED',
		kind: 'denied',
		pattern: /You must be logged in to the server|has asked for the client to provide credentials|^error: EOF$/m,
		message: (_, where) =>
			`The cluster of context ${where.context} does not accept your login (expired, or of another cluster)`,
		next: lookAtContext,
	},
	{
		code: 'CLUSTER_TLS',
		kind: 'outside',
		pattern: /x509: (?<reason>[^;"]+)|tls: (?<tls>[^;"]+)/,
		message: (match, where) =>
			`The certificate of ${where.server} is not trusted: ${(match['reason'] ?? match['tls'] ?? '').trim()}`,
		next: lookAtContext,
	},
	{
		code: 'CLUSTER_NOT_FOUND',
		kind: 'outside',
		pattern: /dial tcp: lookup (?<host>\S+).*no such host/,
		message: match => `There is no host ${match['host'] ?? ''}: is the VPN on, does the cluster still exist?`,
		next: lookAtContext,
	},
	{
		code: 'CLUSTER_TIMEOUT',
		kind: 'outside',
		pattern: /context deadline exceeded|request canceled|i\/o timeout|TLS handshake timeout|\(Timeout\)|timed out/,
		message: (_, where) => `${where.server} did not answer in time`,
		next: lookAtContext,
		transient: true,
	},
	{
		code: 'CLUSTER_REFUSED',
		kind: 'outside',
		pattern:
			/connection refused|was refused - did you specify|connection reset by peer|\bEOF\b|no route to host|network is unreachable/,
		message: (_, where) => `Nothing answers at ${where.server}: is the cluster running?`,
		next: lookAtContext,
		transient: true,
	},
	{
		code: 'CLUSTER_BUSY',
		kind: 'outside',
		pattern:
			/\(TooManyRequests\)|\(ServiceUnavailable\)|\(InternalError\)|currently unable to handle|has prevented the request from succeeding/,
		message: (_, where) => `${where.server} answers with an error of its own`,
		next: lookAtContext,
		transient: true,
	},
	{
		code: 'NOT_A_CLUSTER',
		kind: 'outside',
		pattern: /invalid character '<'|rejected our request for an unknown reason/,
		message: (_, where) => `What answers at ${where.server} is not a Kubernetes API (a login page, a proxy?)`,
		next: lookAtContext,
	},
];

/** True when the same request may succeed a moment later. */
export const isTransient = (error: WizardError): boolean =>
	failures.some(failure => failure.transient === true && failure.code === error.code);

/** An error for a kubectl that did not end with 0. Of kubectl's words only names it is known to print are used. */
export function kubectlFailure(result: RunResult, where: Where): WizardError {
	const words = result.exitCode === 124 ? 'timed out' : result.stderr;
	for (const failure of failures) {
		const match = failure.pattern.exec(words);
		if (match === null) continue;
		const next = failure.next?.(where);
		const detail = failure.code === 'SECRET_CONFLICT' ? conflicts(words) : '';
		return new WizardError(failure.kind, `Can't ${where.doing}: ${failure.message(match.groups ?? {}, where)}`, {
			code: failure.code,
			...(next === undefined ? {} : {next}),
			...(detail === '' ? {} : {detail}),
		});
	}
	return new WizardError('outside', `Can't ${where.doing}: kubectl failed with exit code ${result.exitCode}`, {
		code: 'KUBECTL_FAILED',
		next: lookAtContext(where),
	});
}

/** Managers and field names of a server-side-apply conflict; the server names no values there. */
function conflicts(words: string): string {
	const found: string[] = [];
	let manager = '';
	for (const [, name, field, listed] of words.matchAll(
		/conflicts? with "([^"]{1,128})"(?: using \S+?)?:(?: (\.[\w.\-/[\]]+))?|^- (\.[\w.\-/[\]]+)/gm,
	)) {
		manager = name ?? manager;
		const path = field ?? listed;
		if (path !== undefined) found.push(`${path} is managed by ${manager}`);
	}
	return found.join('\n');
}
