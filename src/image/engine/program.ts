// Runs the command-line program of a container engine: its environment, its output as lines, its failures as errors.
import {defined} from '../../system/defined.ts';
import {run, type RunResult} from '../../system/exec.ts';
import {engineError} from './engine-error.ts';
import type {Operation} from './failures/known-failure.ts';

/** The program of an engine, and the environment and operating system that it runs in. */
export type EngineProgram = {
	readonly name: string;
	readonly path: string;
	readonly env: NodeJS.ProcessEnv;
	readonly platform: NodeJS.Platform;
};

type CommandOptions = {
	readonly env?: Readonly<Record<string, string>>;
	/** Milliseconds; 0 for no limit, such as for a build. Default 30,000. */
	readonly timeout?: number;
	readonly onLine?: (line: string) => void;
	readonly signal?: AbortSignal;
};

/** Options for a build or a push: no time limit, output line by line. */
export const unlimited = ({
	onLine,
	signal,
}: {
	readonly onLine: (line: string) => void;
	readonly signal?: AbortSignal;
}): CommandOptions => ({timeout: 0, ...defined({onLine, signal})});

/** Runs a command of the engine. The caller judges the exit code. */
export async function tryEngine(
	program: EngineProgram,
	args: readonly string[],
	options: CommandOptions = {},
): Promise<RunResult> {
	const {env, timeout = 30_000, onLine, signal} = options;
	return run(program.path, args, {
		env: {...program.env, ...env},
		timeout,
		...(onLine === undefined ? {} : {onLine: line => void (isNoise(line) || onLine(line))}),
		...defined({signal}),
	});
}

/**
 * Runs a command of the engine that must end well.
 * @throws WizardError as `engineError` makes it from the output.
 */
export async function runEngine(
	program: EngineProgram,
	args: readonly string[],
	operation: Operation,
	options: CommandOptions = {},
): Promise<RunResult> {
	const result = await tryEngine(program, args, options);
	if (result.exitCode === 0) return result;
	throw engineError(program, operation, result);
}

/** The notice of a docker client without buildx: it requires no action for this build. */
const isNoise = (line: string): boolean =>
	/^DEPRECATED: The legacy builder is deprecated|^\s+(?:BuildKit is currently disabled|Install the buildx component|https:\/\/docs\.docker\.com\/go\/buildx\/|environment-variable\.$)|^\s*$/.test(
		line,
	);
