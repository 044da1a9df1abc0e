// Reads the contexts of the kubeconfig through kubectl, without credentials, and chooses one, before the first call to a cluster.
import * as z from 'zod';
import {type NextCommand, WizardError} from '../system/errors.ts';
import {tidyPaths} from '../system/files.ts';
import {parseJson} from '../system/json.ts';
import {didYouMean, meant} from '../system/nearest.ts';
import type {RunResult} from '../system/exec.ts';
import {clean, quote} from '../system/text.ts';
import {renewKubeconfig} from './failures/cluster-commands.ts';
import {kubectlFailure} from './kubectl-failures.ts';

const KubeConfig = z.object({
	'current-context': z.string().default(''),
	contexts: z
		.array(z.object({name: z.string(), context: z.object({cluster: z.string().default('')}).nullish()}))
		.nullable()
		.default([]),
	clusters: z
		.array(z.object({name: z.string(), cluster: z.object({server: z.string().default('')}).nullish()}))
		.nullable()
		.default([]),
});

/** A context that can be used. `server` is the URL of its cluster without user information. */
export type KubeContext = {readonly name: string; readonly server: string};

export const KubeContexts = z
	.object({
		current: z.string().optional(),
		all: z
			.array(z.object({name: z.string(), cluster: z.string(), server: z.string().optional()}).readonly())
			.readonly(),
	})
	.readonly();
export type KubeContexts = z.infer<typeof KubeContexts>;

/**
 * Parses the output of `kubectl config view -o json`.
 * @throws WizardError `usage` where the kubeconfig cannot be read.
 */
export function parseContexts(result: RunResult): KubeContexts {
	const parsed = result.exitCode === 0 ? KubeConfig.safeParse(parseJson(result.stdout)) : undefined;
	if (parsed?.success !== true) {
		const failure = kubectlFailure(result, {context: '', server: '', namespace: '', doing: 'find the cluster'});
		// This message of kubectl names the file and the line, and quotes nothing of the kubeconfig.
		throw new WizardError('usage', failure.message, {
			code: 'KUBECONFIG_UNREADABLE',
			detail: result.stderr.trim().split('\n').at(-1) ?? '',
			next: [{command: 'kubectl config view', when: "to see kubectl's own error message"}],
		});
	}
	const {contexts, clusters, 'current-context': current} = parsed.data;
	const servers = new Map((clusters ?? []).map(({name, cluster}) => [name, cluster?.server]));
	return {
		current: current === '' ? undefined : current,
		all: (contexts ?? []).map(({name, context}) => {
			const cluster = context?.cluster ?? '';
			const server = servers.get(cluster);
			return {name, cluster, server: server === undefined || server === '' ? undefined : withoutUser(server)};
		}),
	};
}

const seeContexts: NextCommand = {
	command: 'kubectl config get-contexts',
	when: 'to list the contexts with their clusters',
};

/** So many contexts are listed with the command that uses each. */
const mostChoices = 8;

/**
 * The context to use: the named one, the current one, or the only one.
 * @throws WizardError `usage` where there is none, with a code for each cause.
 */
export function chooseContext(
	contexts: KubeContexts,
	named: string | undefined,
	kubeconfig: string | undefined,
): KubeContext {
	const {all, current} = contexts;
	const names = all.map(({name}) => name);
	if (names.length === 0) {
		throw usage(
			'KUBECONFIG_EMPTY',
			`The kubeconfig has no context (${tidyPaths(clean(kubeconfig ?? '~/.kube/config'))})`,
			[{command: 'kfp-wizard compile --image REF', when: 'to write the pipeline spec without a cluster'}],
		);
	}
	const name = named ?? current ?? (names.length === 1 ? names[0] : undefined);
	if (name === undefined) {
		throw usage(
			'CONTEXT_NOT_CHOSEN',
			`The kubeconfig has ${names.length} contexts and none of them is current. Choose one with --context`,
			names.length > mostChoices
				? [{command: '--context NAME', when: 'to use one of them'}, seeContexts]
				: names.map(each => ({command: `kfp-wizard --context ${quote(each)}`})),
		);
	}
	const found = all.find(context => context.name === name);
	if (found === undefined) {
		const near = meant(name, names);
		const which =
			named === undefined ? `The current context ${name} is not in the kubeconfig` : `There is no context ${name}`;
		throw usage('CONTEXT_UNKNOWN', `${which}${didYouMean(name, names)}`, [
			...(near === undefined ? [] : [{command: `kfp-wizard --context ${quote(near)}`}]),
			seeContexts,
		]);
	}
	if (found.server === undefined) {
		throw usage('CONTEXT_WITHOUT_CLUSTER', `The context ${name} refers to a cluster that is not in the kubeconfig`, [
			...renewKubeconfig(name),
			seeContexts,
			{command: 'kubectl config get-clusters', when: 'to list the clusters that the kubeconfig has'},
		]);
	}
	return {name, server: found.server};
}

const negations = new Set(['non', 'pre', 'not', 'no', 'un']);
const production = new Set(['prod', 'production', 'prd', 'live']);

/** True when the name of a context means production: `prod-eu`, `arn:…:cluster/prod1`, `gke_acme_europe_live`; not `preprod`. */
export function looksLikeProduction(context: string): boolean {
	const words = context.split(/[^a-zA-Z]+|(?<=[a-z])(?=[A-Z])/).map(word => word.toLowerCase());
	return words.some((word, index) => production.has(word) && !negations.has(words[index - 1] ?? ''));
}

/** `production: prod-eu` for a name that means production, so that it stands out on every screen. */
export const contextInWords = (context: string): string =>
	looksLikeProduction(context) ? `production: ${context}` : context;

const usage = (code: string, message: string, next: readonly NextCommand[]): WizardError =>
	new WizardError('usage', message, {code, next});

const withoutUser = (url: string): string => url.replace(/^(\w+:\/\/)[^/@]*@/, '$1');
