// Runs a program that answers each line of its standard input with a line, and ends with this process.
import {type ChildProcess, spawn} from 'node:child_process';
import type {Readable} from 'node:stream';
import {cancelled} from './errors.ts';
import {quiet, type RunResult} from './exec.ts';
import {hasGroups} from './groups.ts';
import {endOf} from './program-end.ts';
import {clean} from './text.ts';

export type LineServerOptions = {
	readonly cwd: string;
	/** The whole environment: no variable of this process is added. */
	readonly env: Readonly<Record<string, string | undefined>>;
};

export type LineServer = {
	/**
	 * The next line that it prints, after it got `line`. Without one: how it ended, with 124 where that was after `timeout`.
	 * One question at a time. @throws WizardError `cancelled` when the signal fired; then it has ended.
	 */
	readonly ask: (line: string | undefined, limits: Limits) => Promise<string | RunResult>;
	readonly end: () => void;
};

type Limits = {
	/** Milliseconds. */
	readonly timeout: number;
	readonly signal: AbortSignal | undefined;
};

/** Of its error output, the end is kept. */
const mostOfErrors = 256 * 1024;

/** While it is not asked, it does not keep this process alive. `undefined` where it cannot be started. */
export function startLineServer(
	file: string,
	args: readonly string[],
	{cwd, env}: LineServerOptions,
): LineServer | undefined {
	const child = spawn(file, args, {cwd, env: {...quiet, ...env}, detached: hasGroups, windowsHide: true});
	const {pid} = child;
	child.on('error', () => {});
	if (pid === undefined) return undefined;
	const leave = new AbortController();
	const end = endOf(child, pid, {signal: leave.signal, endsChildren: true});
	const ended = new Promise<number>(resolve => child.once('close', code => resolve(code ?? 128)));
	let errors = '';
	child.stderr.setEncoding('utf8').on('data', (text: string) => (errors = (errors + text).slice(-mostOfErrors)));
	const next = lines(child.stdout);
	// What it does not read any more is reported by its end.
	child.stdin.on('error', () => {});
	stayAlive(child, false);
	const ask: LineServer['ask'] = async (line, {timeout, signal}) => {
		if (signal?.aborted) throw cancelled();
		let isLate = false;
		const stop = (): void => leave.abort();
		const late = setTimeout(() => ((isLate = true), stop()), timeout);
		signal?.addEventListener('abort', stop, {once: true});
		errors = '';
		stayAlive(child, true);
		try {
			if (line !== undefined) child.stdin.write(`${line}\n`);
			const answer = await Promise.race([next(), ended]);
			if (signal?.aborted) throw cancelled();
			if (typeof answer === 'string') return answer;
			return {exitCode: isLate ? 124 : answer, stdout: '', stderr: clean(errors)};
		} finally {
			clearTimeout(late);
			signal?.removeEventListener('abort', stop);
			stayAlive(child, false);
		}
	};
	return {
		ask,
		end: () => {
			leave.abort();
			void ended.then(end.done);
		},
	};
}

/** Gives the lines of a stream one after the other. */
function lines(stream: Readable): () => Promise<string> {
	const ready: string[] = [];
	let wanted: ((line: string) => void) | undefined;
	let rest = '';
	stream.setEncoding('utf8').on('data', (text: string) => {
		const parts = (rest + text).split('\n');
		rest = parts.pop() ?? '';
		ready.push(...parts);
		const line = wanted === undefined ? undefined : ready.shift();
		if (line !== undefined) wanted?.(line);
	});
	return async () => {
		const line = ready.shift();
		if (line !== undefined) return line;
		return new Promise(resolve => {
			wanted = got => {
				wanted = undefined;
				resolve(got);
			};
		});
	};
}

function stayAlive(child: ChildProcess, isNeeded: boolean): void {
	for (const one of [child, child.stdin, child.stdout, child.stderr])
		if (one !== null && 'unref' in one && 'ref' in one) {
			const handle = one as {ref: () => void; unref: () => void};
			if (isNeeded) handle.ref();
			else handle.unref();
		}
}
