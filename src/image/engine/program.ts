// Calling a container engine's program: its environment, its output as lines, its failures as errors.
import {run, type RunResult} from '../../system/exec.ts';
import {engineError, type Doing} from './failures.ts';

/** An engine's program and the environment it runs in. */
export type Tool = {readonly name: string; readonly path: string; readonly env: NodeJS.ProcessEnv};

type CallOptions = {
	readonly env?: Readonly<Record<string, string>>;
	/** Milliseconds; 0 for what may take as long as it takes, such as a build. Default 30,000. */
	readonly timeout?: number;
	readonly onLine?: (line: string) => void;
	readonly signal?: AbortSignal;
};

/** Runs it; the exit code is for the caller to judge. */
export async function attempt(tool: Tool, args: readonly string[], options: CallOptions = {}): Promise<RunResult> {
	const {env, timeout = 30_000, onLine, signal} = options;
	return run(tool.path, args, {
		env: {...tool.env, ...env},
		timeout,
		...(onLine === undefined ? {} : {onLine: line => void (isNoise(line) || onLine(line))}),
		...(signal === undefined ? {} : {signal}),
	});
}

/** Runs it to success. @throws WizardError made from what it said. */
export async function call(
	tool: Tool,
	args: readonly string[],
	doing: Doing,
	options: CallOptions = {},
): Promise<RunResult> {
	const result = await attempt(tool, args, options);
	if (result.exitCode === 0) return result;
	throw engineError(tool.name, doing, result);
}

/** The notice of a docker client without buildx: true, but nothing that the user must do for this build. */
const isNoise = (line: string): boolean =>
	/^DEPRECATED: The legacy builder is deprecated|^\s+(?:BuildKit is currently disabled|Install the buildx component|https:\/\/docs\.docker\.com\/go\/buildx\/|environment-variable\.$)|^\s*$/.test(
		line,
	);
