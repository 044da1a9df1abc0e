// Runs kubectl, always with the same context and namespace.
import * as z from 'zod';
import {WizardError} from '../system/errors.ts';
import type {Attached} from '../system/attached.ts';
import type {RunResult} from '../system/exec.ts';
import {installCommand, packageManager} from '../system/install-command.ts';
import {parseJson} from '../system/json.ts';
import {quote} from '../system/text.ts';
import {isBelow, parseVersion, type Release} from '../system/version.ts';
import {knownAnswer} from './known-answers.ts';
import {chooseContext, KubeContexts, looksLikeProduction, parseContexts} from './kubeconfig.ts';
import {findKubectl, type Kubectl, type KubectlOptions} from './program.ts';

/** A cluster as one user sees it. It stays the same cluster when somebody switches the current context. */
export type Cluster = {
	readonly context: string;
	/** URL of the API server. */
	readonly server: string;
	readonly namespace: string;
	/**
	 * Runs kubectl with this context and namespace. A non-zero exit code is a result, not an error.
	 * @throws WizardError `cancelled` when the signal fired.
	 */
	run(args: readonly string[], options?: KubectlOptions): Promise<RunResult>;
	/** Starts kubectl with this context, for as long as this process lives; `args` name the namespace. */
	attach(...asked: Parameters<Kubectl['attach']>): Attached;
	/** The same cluster with another namespace. */
	inNamespace(namespace: string): Cluster;
};

export type ClusterOptions = {
	readonly context?: string;
	readonly namespace: string;
	/** The environment of kubectl; its `PATH` is where kubectl is looked for. */
	readonly env: NodeJS.ProcessEnv;
	readonly signal?: AbortSignal;
	/** False: nothing that earlier commands found out is used. */
	readonly cache: boolean;
	/** Nothing is confirmed by the user, so a context that looks like production must be named. */
	readonly yes: boolean;
};

/** The first release with stable server-side apply. */
const oldest: Release = [1, 22, 0];

/**
 * Finds kubectl and the cluster to use. Makes no call to the cluster.
 * @throws WizardError `outside` where kubectl is missing or too old, `usage` where no context can be used.
 */
export async function openCluster(options: ClusterOptions): Promise<Cluster> {
	const {context: named, namespace, env, signal, cache, yes} = options;
	const kubectl = await findKubectl(env, signal);
	const reading = [readVersion(kubectl, cache), readContexts(kubectl, cache)] as const;
	// Without this order, the program that answers first would decide which error is reported.
	await Promise.allSettled(reading);
	await reading[0];
	const {name, server} = chooseContext(await reading[1], named, env['KUBECONFIG']);
	if (yes && named === undefined && looksLikeProduction(name)) {
		throw new WizardError('usage', `The current context ${name} looks like production. Confirm it with --context`, {
			code: 'CONTEXT_PRODUCTION',
			next: [{command: `kfp-wizard --context ${quote(name)}`}],
		});
	}
	const inNamespace = (chosen: string): Cluster => ({
		context: name,
		server,
		namespace: chosen,
		run: (args, {timeout = 30_000, ...more} = {}) =>
			kubectl.run([`--context=${name}`, `--namespace=${chosen}`, ...args], {timeout, ...more}),
		attach: (args, events) => kubectl.attach([`--context=${name}`, ...args], events),
		inNamespace,
	});
	return inNamespace(namespace);
}

/**
 * The contexts of the kubeconfig, for a question.
 * @throws WizardError `outside` where kubectl is missing, `usage` where the kubeconfig cannot be read.
 */
export async function listContexts({
	env,
	signal,
	cache = false,
}: Pick<ClusterOptions, 'env' | 'signal'> & Partial<Pick<ClusterOptions, 'cache'>>): Promise<KubeContexts> {
	return readContexts(await findKubectl(env, signal), cache);
}

/**
 * The version of kubectl.
 * @throws WizardError `outside` where it is missing or too old.
 */
export async function kubectlVersion({env, signal}: Pick<ClusterOptions, 'env' | 'signal'>): Promise<string> {
	return readVersion(await findKubectl(env, signal), false);
}

const KubectlVersion = z.object({clientVersion: z.object({gitVersion: z.string()})});

const readVersion = (kubectl: Kubectl, isKept: boolean): Promise<string> =>
	knownAnswer(kubectl, {question: 'version', schema: z.string()}, isKept, async () =>
		refuseOld(await kubectl.run(['version', '--client', '-o', 'json'], {timeout: 15_000})),
	);

const readContexts = (kubectl: Kubectl, isKept: boolean): Promise<KubeContexts> =>
	knownAnswer(kubectl, {question: 'contexts', schema: KubeContexts}, isKept, async () =>
		parseContexts(await kubectl.run(['config', 'view', '-o', 'json'], {timeout: 15_000, raw: true})),
	);

async function refuseOld({exitCode, stdout}: RunResult): Promise<string> {
	if (exitCode === 124)
		throw new WizardError('outside', 'kubectl did not answer in time, although it was asked for its version only', {
			code: 'KUBECTL_FAILED',
			detail: 'It reads the kubeconfig: one that is a pipe, such as <(command), can be read only once. Use a file.',
			next: [{command: 'kubectl version --client', when: 'to see whether it answers'}],
		});
	const version = KubectlVersion.safeParse(parseJson(stdout)).data?.clientVersion.gitVersion ?? '';
	if (parseVersion(version) !== undefined && !isBelow(version, oldest)) return version;
	throw new WizardError(
		'outside',
		version === ''
			? 'kubectl does not report its version: kfp-wizard needs 1.22 or newer'
			: `kubectl ${version} is too old: kfp-wizard needs 1.22 or newer`,
		{
			code: 'KUBECTL_TOO_OLD',
			detail: 'How to install it: https://kubernetes.io/docs/tasks/tools/',
			next: installCommand('kubectl', await packageManager(), 'to install the newest one'),
		},
	);
}
