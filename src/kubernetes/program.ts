// The kubectl program of this machine: where it is, and how it is run.
import {defined} from '../system/defined.ts';
import {type Attached, type AttachedOptions, startAttached} from '../system/attached.ts';
import {WizardError} from '../system/errors.ts';
import {findProgram, type LineUse, run, type RunResult} from '../system/exec.ts';
import {installCommand, packageManager} from '../system/install-command.ts';

export type KubectlOptions = {
	/** Milliseconds; default 30,000. kubectl's own timeouts add up to more than a minute. */
	readonly timeout?: number;
	readonly input?: string;
	/** As of `run`. */
	readonly opensInput?: boolean;
	/** Gets each line of stdout as it comes; then nothing of it is in the result. */
	readonly onOutput?: LineUse;
	/** True: stdout as it came, for names that are used again. */
	readonly raw?: boolean;
	/** Ends kubectl, besides Ctrl-C. */
	readonly signal?: AbortSignal;
};

export type Kubectl = {
	/** Absolute path. */
	readonly path: string;
	readonly env: NodeJS.ProcessEnv;
	readonly run: (args: readonly string[], options?: KubectlOptions) => Promise<RunResult>;
	readonly attach: (args: readonly string[], options: Pick<AttachedOptions, 'onLine' | 'onEnd'>) => Attached;
};

/** @throws WizardError `outside` where kubectl is missing. */
export async function findKubectl(env: NodeJS.ProcessEnv, signal: AbortSignal | undefined): Promise<Kubectl> {
	const path = await findProgram('kubectl', env['PATH'] ?? '');
	if (path === undefined) {
		throw new WizardError('outside', 'kubectl is not installed', {
			code: 'KUBECTL_MISSING',
			detail: 'How to install it: https://kubernetes.io/docs/tasks/tools/',
			next: [
				...installCommand('kubectl', await packageManager()),
				{command: 'kfp-wizard compile --image REF', when: 'to write the pipeline spec without a cluster'},
			],
		});
	}
	// A kuberc file may change defaults of commands. A higher verbosity would print Secrets.
	const kubectlEnv = {...env, KUBERC: 'off'};
	return {
		path,
		env,
		run: (args, options = {}) =>
			run(path, args, {...options, env: kubectlEnv, ...defined({signal: both(signal, options.signal)})}),
		attach: (args, events) => startAttached(path, args, {env: kubectlEnv, ...events}),
	};
}

function both(one: AbortSignal | undefined, other: AbortSignal | undefined): AbortSignal | undefined {
	return one === undefined || other === undefined ? (one ?? other) : AbortSignal.any([one, other]);
}
