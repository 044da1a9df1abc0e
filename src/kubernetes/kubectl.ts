// kubectl, pinned to one context and namespace for the whole program.
import * as z from 'zod';
import {WizardError} from '../system/errors.ts';
import {findProgram, run, type RunResult} from '../system/exec.ts';
import {quote} from '../system/text.ts';
import {chooseContext, type Contexts, looksLikeProduction, parseContexts} from './kubeconfig.ts';

export {looksLikeProduction} from './kubeconfig.ts';

export type KubectlOptions = {
	/** Milliseconds; default 30,000. kubectl's own timeouts add up to a minute, so this is our clock. */
	readonly timeout?: number;
	readonly input?: string;
};

/** A cluster as one user sees it. It stays the same cluster when the current context is switched meanwhile. */
export type Cluster = {
	readonly context: string;
	/** URL of the API server. */
	readonly server: string;
	readonly namespace: string;
	/**
	 * Runs kubectl with the context and the namespace pinned. A non-zero exit code is a result.
	 * @throws WizardError `cancelled` when the signal fired.
	 */
	run(args: readonly string[], options?: KubectlOptions): Promise<RunResult>;
};

export type ClusterOptions = {
	readonly context?: string;
	readonly namespace: string;
	/** Variables on top of this process's own; a `PATH` in it is where kubectl is looked for. */
	readonly env?: NodeJS.ProcessEnv;
	readonly signal?: AbortSignal;
	/** Nobody can be asked: a context that looks like production must have been named. */
	readonly yes: boolean;
};

/** Server-side apply is generally available from here on. */
const oldest = {major: 1, minor: 22};

/**
 * Finds kubectl and the cluster to use. Makes no call to the cluster.
 * @throws WizardError `outside` where kubectl is missing or too old, `usage` where no context can be used.
 */
export async function openCluster(options: ClusterOptions): Promise<Cluster> {
	const {context: named, namespace, env = {}, signal, yes} = options;
	const kubectl = await open(env, signal);
	const [, contexts] = await Promise.all([checkVersion(kubectl), readContexts(kubectl)]);
	const {name, server} = chooseContext(contexts, named, env['KUBECONFIG'] ?? process.env['KUBECONFIG']);
	if (yes && named === undefined && looksLikeProduction(name)) {
		throw new WizardError('usage', `The current context ${name} looks like production: name it to use it`, {
			code: 'CONTEXT_PRODUCTION',
			next: [{command: `kfp-wizard deploy --yes --context ${quote(name)}`}],
		});
	}
	const pinned = [`--context=${name}`, `--namespace=${namespace}`];
	return {
		context: name,
		server,
		namespace,
		run: (args, {timeout = 30_000, input} = {}) =>
			kubectl([...pinned, ...args], {timeout, ...(input === undefined ? {} : {input})}),
	};
}

/**
 * The contexts of the kubeconfig, for a question.
 * @throws WizardError `outside` where kubectl is missing, `usage` where the kubeconfig cannot be read.
 */
export async function listContexts(options: {env?: NodeJS.ProcessEnv; signal?: AbortSignal} = {}): Promise<Contexts> {
	return readContexts(await open(options.env ?? {}, options.signal));
}

type Kubectl = (args: readonly string[], options?: KubectlOptions) => Promise<RunResult>;

async function open(env: NodeJS.ProcessEnv, signal: AbortSignal | undefined): Promise<Kubectl> {
	const program = await findProgram('kubectl', env['PATH'] ?? process.env['PATH'] ?? '');
	if (program === undefined) {
		throw new WizardError('outside', 'kubectl is not installed', {
			code: 'KUBECTL_MISSING',
			detail: 'How to install it: https://kubernetes.io/docs/tasks/tools/',
			next: [{command: 'kfp-wizard compile', when: 'to write the pipeline spec without a cluster'}],
		});
	}
	return (args, options = {}) =>
		run(program, args, {
			...options,
			// A kuberc file may give every command other defaults, verbosity included, and that prints Secrets.
			env: {...env, KUBERC: 'off'},
			...(signal === undefined ? {} : {signal}),
		});
}

const Version = z.object({clientVersion: z.object({gitVersion: z.string()})});

async function checkVersion(kubectl: Kubectl): Promise<void> {
	const {stdout} = await kubectl(['version', '--client', '-o', 'json'], {timeout: 15_000});
	const text = /"gitVersion"/.test(stdout) ? Version.parse(JSON.parse(stdout)).clientVersion.gitVersion : '';
	const [, major = '', minor = ''] = /^v(\d+)\.(\d+)/.exec(text) ?? [];
	if (Number(major) > oldest.major || (Number(major) === oldest.major && Number(minor) >= oldest.minor)) return;
	throw new WizardError(
		'outside',
		`kubectl ${text === '' ? 'of an unknown version' : text} is too old: ${oldest.major}.${oldest.minor} or newer is needed`,
		{code: 'KUBECTL_TOO_OLD', detail: 'How to install it: https://kubernetes.io/docs/tasks/tools/'},
	);
}

const readContexts = async (kubectl: Kubectl): Promise<Contexts> =>
	parseContexts(await kubectl(['config', 'view', '-o', 'json'], {timeout: 15_000}));
