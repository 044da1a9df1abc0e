// Reads and follows the log of a pod's container.
import {defined} from '../system/defined.ts';
import type {LineUse, RunResult} from '../system/exec.ts';
import {cleanedLines} from '../system/lines.ts';
import type {Cluster} from './kubectl.ts';
import {kubectlFailure} from './kubectl-failures.ts';

export type LogRequest = {
	readonly pod: string;
	/** Default: `main`, the container of the user's code in Argo. */
	readonly container?: string;
	/** Only so many lines at the end. */
	readonly tail?: number;
	/** Only what is not older than this, such as `10m`. */
	readonly since?: string;
	/** Of the container before its last restart. */
	readonly previous?: boolean;
};

/** What kubectl says where there is no log: the pod is gone, or its container has not started. */
const noLog =
	/\(NotFound\)|is waiting to start|is not valid for pod|previous terminated container .* not found|unable to retrieve container logs/;

/** Milliseconds in which a whole log is read: a large one takes minutes. */
const longest = 600_000;

function argumentsOf({pod, container = 'main', tail, since, previous = false}: LogRequest): readonly string[] {
	return [
		'logs',
		pod,
		`--container=${container}`,
		...(tail === undefined ? [] : [`--tail=${tail}`]),
		...(since === undefined ? [] : [`--since=${since}`]),
		...(previous ? ['--previous'] : []),
	];
}

/**
 * The last lines of a log; `undefined` where there is none: the pod is gone, or its container has not started.
 * @throws WizardError as of `kubectlFailure`.
 */
export async function lastLines(
	cluster: Cluster,
	request: LogRequest & {readonly tail: number},
): Promise<readonly string[] | undefined> {
	const lines: string[] = [];
	return (await readLog(cluster, request, line => void lines.push(line))) ? lines : undefined;
}

/**
 * Hands over each line of a log, however long the log is. False where there is none.
 * @throws WizardError as of `kubectlFailure`, `cancelled` when the signal fired.
 */
export async function readLog(
	cluster: Cluster,
	request: LogRequest,
	onLine: LineUse,
	signal?: AbortSignal,
): Promise<boolean> {
	const onOutput = async (line: string): Promise<void> => {
		for (const part of cleanedLines(line)) await onLine(part);
	};
	const timeout = request.tail === undefined ? longest : undefined;
	const result = await cluster.run(argumentsOf(request), {raw: true, onOutput, ...defined({timeout, signal})});
	return hasLog(result, cluster, `read the log of the pod ${request.pod}`);
}

/**
 * Hands over each line until the container ends or the signal fires. False where there is no log yet.
 * @throws WizardError as of `kubectlFailure`, `cancelled` when the signal fired.
 */
export async function followLog(
	cluster: Cluster,
	request: LogRequest,
	onLine: LineUse,
	signal?: AbortSignal,
): Promise<boolean> {
	const result = await cluster.run([...argumentsOf(request), '--follow'], {
		timeout: 0,
		onOutput: onLine,
		...defined({signal}),
	});
	return hasLog(result, cluster, `follow the log of the pod ${request.pod}`);
}

function hasLog(result: RunResult, cluster: Cluster, doing: string): boolean {
	if (result.exitCode === 0) return true;
	if (noLog.test(result.stderr)) return false;
	throw kubectlFailure(result, {...cluster, doing});
}
