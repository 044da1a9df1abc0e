// Failures of kubectl before a request: it cannot read the kubeconfig, or cannot log in.
import type {NextCommand} from '../../system/errors.ts';
import {own} from '../../system/own.ts';
import {getNamespaces, type KnownKubectlFailure, type KubectlRequest, lookAtContext} from './known-failure.ts';

/** A login that asks on the terminal, or in a browser, works there. */
const logIn = (request: KubectlRequest): readonly NextCommand[] =>
	getNamespaces(request, 'to log in and check that kubectl works').map(next => ({...next, here: true}));

/** Programs with which kubectl logs in at a cloud, by the commands of that cloud. */
const clouds: Readonly<Record<string, {readonly name: string; readonly install: string; readonly login: string}>> = {
	'gke-gcloud-auth-plugin': {
		name: 'Google Cloud',
		install: 'gcloud components install gke-gcloud-auth-plugin',
		login: 'gcloud auth login',
	},
	kubelogin: {name: 'Azure', install: 'az aks install-cli', login: 'az login'},
};

function cloudCommand(program: string, kind: 'install' | 'login'): readonly NextCommand[] {
	const cloud = own(clouds, program.split('/').at(-1) ?? '');
	if (cloud === undefined) return [];
	const when = `${kind === 'install' ? 'to install it' : 'to log in'}, for a cluster on ${cloud.name}`;
	return [{command: cloud[kind], when, ...(kind === 'login' ? {here: true as const} : {})}];
}

export const loginFailures: readonly KnownKubectlFailure[] = [
	{
		code: 'CONTEXT_UNKNOWN',
		kind: 'usage',
		pattern:
			/^error: (?:context|cluster|auth info) "(?<name>.*)" does not exist|context was not found for specified context: (?<context>.*)/m,
		message: match => `The kubeconfig has no context, cluster or user named ${match['name'] ?? match['context'] ?? ''}`,
		next: () => [{command: 'kubectl config get-contexts', when: 'to list the contexts (then --context NAME)'}],
	},
	{
		code: 'KUBECONFIG_UNREADABLE',
		kind: 'usage',
		pattern:
			/error loading config file|failed to find any PEM data|unable to parse bytes as PEM block|invalid configuration:|stat .*: no such file or directory/,
		message: () => 'kubectl cannot read the kubeconfig',
		next: lookAtContext,
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
		next: (request, match) => [
			...cloudCommand(match['program'] ?? match['quoted'] ?? '', 'install'),
			...getNamespaces(request, 'to see whether kubectl says how to install it'),
		],
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
		pattern:
			/getting credentials:(?: exec: executable (?<program>.+?) failed)?|exec plugin: invalid apiVersion|auth plugin has been removed/,
		message: (_, request) => `kubectl cannot log in to context ${request.context}: its credential program failed`,
		next: (request, match) => [...cloudCommand(match['program'] ?? '', 'login'), ...logIn(request)],
	},
	{
		code: 'UNAUTHORIZED',
		kind: 'denied',
		pattern: /You must be logged in to the server|has asked for the client to provide credentials|^error: EOF$/m,
		message: (_, request) =>
			`The cluster of context ${request.context} does not accept your login. It may have expired or be for another cluster`,
		next: logIn,
	},
];
