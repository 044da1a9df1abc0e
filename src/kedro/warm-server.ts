// A process that has imported Kedro and the packages of a project, and forks one for each task. It ends with this process.
import type {ChildProcess} from 'node:child_process';
import {EventEmitter, once} from 'node:events';
import {tmpdir} from 'node:os';
import {dirname} from 'node:path';
import {PassThrough} from 'node:stream';
import {fileURLToPath} from 'node:url';
import * as z from 'zod';
import {type Companion, startCompanion} from '../system/companion.ts';
import {cancelled} from '../system/errors.ts';
import {tidyPath} from '../system/files.ts';
import {exitCodeOf} from '../system/how-it-ended.ts';
import {type GroupOptions, type GroupResult, runLeader} from '../system/process-group.ts';
import {ranCommand, startedCommand} from '../system/ran-commands.ts';
import {parseJson} from '../system/json.ts';
import {sortedEntries} from '../system/order.ts';
import {cleanLine, count} from '../system/text.ts';

export type WarmSettings = {
	/** The interpreter; programs of tasks are those beside it. */
	readonly python: string;
	/** Absolute path of the project whose packages are imported, after Kedro. None of its own files is. */
	readonly project: () => Promise<string>;
	/** The environment of the imports, which all tasks have. */
	readonly env: Readonly<Record<string, string>>;
	readonly signal: AbortSignal;
};

type Imports = Pick<WarmSettings, 'python' | 'env'>;

export type WarmServer = {
	/** Whether a fork is what the command line would start. */
	readonly takes: (command: readonly string[]) => boolean;
	/** As `runGroup` does. */
	readonly run: (command: readonly string[], options: GroupOptions) => Promise<GroupResult>;
	readonly close: () => void;
};

/** Why there is none. */
export class NotWarm extends Error {}

type Ready = z.infer<typeof Ready>;
const Ready = z.object({kedro: z.string().nullable(), python: z.string().nullable(), threads: z.number()});
const Forked = z.object({id: z.number(), pid: z.number()});
const Output = z.object({id: z.number(), output: z.base64()});
const Ended = z.object({id: z.number(), code: z.number().nullable(), signal: z.string().nullable()});
const Message = z.union([Ready, Forked, Output, Ended]);

/** What becomes of a task: `said` emits `pid` when it was forked, and `exit` as a program does. */
type Fork = {readonly said: EventEmitter; readonly output: PassThrough};

/** By the number of a task. */
type Forks = Map<number, Fork>;

const args = [fileURLToPath(new URL('warm.py', import.meta.url))];

let begunBefore: {readonly companion: Companion; readonly of: string} | undefined;

const identity = ({python, env}: Imports): string => JSON.stringify([python, sortedEntries(env)]);

/** Imports Kedro for the next server that has this interpreter and this environment; no package of a project yet. */
export function beginImports(imports: Imports): void {
	const companion = startImports(imports);
	if (companion !== undefined) begunBefore = {companion, of: identity(imports)};
}

function startImports({python, env}: Imports): Companion | undefined {
	startedCommand(python, args);
	return startCompanion(python, args, {cwd: tmpdir(), env});
}

/** What was begun is ended where the server has another interpreter or environment. */
function takeImports(imports: Imports): Companion | undefined {
	const taken = begunBefore;
	begunBefore = undefined;
	if (taken?.of === identity(imports)) return taken.companion;
	taken?.companion.end();
	return undefined;
}

/** Starts it and waits for the imports. @throws NotWarm with the reason, WizardError `cancelled`, what `project` throws. */
export async function startWarmServer({python, project, env, signal}: WarmSettings): Promise<WarmServer> {
	if (signal.aborted) throw cancelled();
	const companion = takeImports({python, env}) ?? startImports({python, env});
	if (companion === undefined) throw new NotWarm(`${tidyPath(python)} cannot be started`);
	const {child, end: close} = companion;
	signal.addEventListener('abort', close, {once: true});
	const forks: Forks = new Map();
	try {
		const [ready] = await Promise.all([
			begun(companion, forks),
			project().then(folder => child.stdin.write(`${JSON.stringify(folder)}\n`)),
		]);
		if (ready.threads > 0)
			throw new NotWarm(
				`a package starts ${count(ready.threads, 'thread')} when it is imported, which no fork would have`,
			);
		if (ready.kedro === null && ready.python === null)
			throw new NotWarm(`there is no kedro and no python3 in ${dirname(python)}`);
		let id = 0;
		return {
			takes: ([program, flag]) =>
				isRunning(child) &&
				((program === 'kedro' && ready.kedro !== null) ||
					(program === 'python3' && flag === '-c' && ready.python !== null)),
			run: async (command, options) => {
				id += 1;
				const report = ranCommand(command[0] ?? '', command.slice(1));
				try {
					return await forkTask(child, {id, command}, forks, options);
				} finally {
					report();
				}
			},
			close,
		};
	} catch (error) {
		close();
		if (signal.aborted) throw cancelled();
		throw error;
	} finally {
		// From now on its tasks are ended first, each with its time to stop.
		signal.removeEventListener('abort', close);
	}
}

const isRunning = ({exitCode, signalCode}: ChildProcess): boolean => exitCode === null && signalCode === null;

async function forkTask(
	server: Companion['child'],
	{id, command}: {readonly id: number; readonly command: readonly string[]},
	forks: Forks,
	options: GroupOptions,
): Promise<GroupResult> {
	const {cwd, env, signal} = options;
	if (signal.aborted) throw cancelled();
	// It may have ended while the files of the task were copied.
	if (!isRunning(server)) return killed;
	const [said, output] = [new EventEmitter(), new PassThrough()];
	const forked = once(said, 'pid') as Promise<[number | undefined]>;
	const ended = once(said, 'exit');
	forks.set(id, {said, output});
	// Values of Secrets are in it: it goes through the pipe, neither into arguments nor into a file.
	server.stdin.write(`${JSON.stringify({id, command, cwd, env})}\n`);
	try {
		const [pid] = await forked;
		if (pid === undefined) return killed;
		const leader = Object.assign(new EventEmitter(), {stdout: output, stderr: null});
		const running = runLeader(leader, pid, options);
		void ended.then((exit: unknown[]) => leader.emit('exit', ...exit));
		return await running;
	} finally {
		forks.delete(id);
	}
}

/** What a task ends with whose server is gone, for instance because memory ran out. */
const killed: GroupResult = {exitCode: exitCodeOf(null, 'SIGKILL')};

/** Waits until all is imported, and passes on from then what becomes of each task. @throws NotWarm when it ended before. */
async function begun({lines, errors, ended}: Companion, forks: Forks): Promise<Ready> {
	return new Promise((resolve, reject) => {
		void ended.then(() => {
			reject(new NotWarm(cleanLine(errors().trim().split('\n').at(-1) ?? '') || 'Python ended'));
			for (const {said, output} of forks.values()) {
				said.emit('pid', undefined);
				said.emit('exit', null, 'SIGKILL');
				output.end();
			}
		});
		lines.on('line', line => {
			const message = Message.parse(parseJson(line));
			if ('threads' in message) return resolve(message);
			const fork = forks.get(message.id);
			if (fork === undefined) return;
			const {said, output} = fork;
			if ('pid' in message) said.emit('pid', message.pid);
			else if ('code' in message) said.emit('exit', message.code, message.signal);
			else if (message.output === '') output.end();
			else if (output.writable && !output.write(message.output, 'base64')) {
				const resume = (): void => {
					output.off('drain', resume).off('close', resume);
					lines.resume();
				};
				lines.pause();
				output.on('drain', resume).on('close', resume);
			}
		});
	});
}
