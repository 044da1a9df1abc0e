// Runs a program that answers each line of its standard input with a line, and ends with this process.
import type {ChildProcess} from 'node:child_process';
import {type CompanionOptions, startCompanion} from './companion.ts';
import {cancelled} from './errors.ts';
import {quiet, type RunResult} from './exec.ts';
import {clean} from './text.ts';

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

/** While it is not asked, it does not keep this process alive. `undefined` where it cannot be started. */
export function startLineServer(
	file: string,
	args: readonly string[],
	{cwd, env}: CompanionOptions,
): LineServer | undefined {
	const companion = startCompanion(file, args, {cwd, env: {...quiet, ...env}});
	if (companion === undefined) return undefined;
	const {child, errors, ended, end} = companion;
	const lines = companion.lines[Symbol.asyncIterator]();
	const next = async (): Promise<string | number> => {
		const {value, done} = await lines.next();
		return done === true ? ended : value;
	};
	stayAlive(child, false);
	const ask: LineServer['ask'] = async (line, {timeout, signal}) => {
		if (signal?.aborted) throw cancelled();
		let isLate = false;
		const late = setTimeout(() => ((isLate = true), end()), timeout);
		signal?.addEventListener('abort', end, {once: true});
		stayAlive(child, true);
		try {
			if (line !== undefined) child.stdin.write(`${line}\n`);
			// Processes that it left behind may hold its output.
			const answer = await Promise.race([next(), ended]);
			if (signal?.aborted) throw cancelled();
			if (typeof answer === 'string') return answer;
			return {exitCode: isLate ? 124 : answer, stdout: '', stderr: clean(errors())};
		} finally {
			clearTimeout(late);
			signal?.removeEventListener('abort', end);
			stayAlive(child, false);
		}
	};
	return {ask, end};
}

function stayAlive(child: ChildProcess, isNeeded: boolean): void {
	for (const one of [child, child.stdin, child.stdout, child.stderr])
		if (one !== null && 'unref' in one && 'ref' in one) {
			const handle = one as {ref: () => void; unref: () => void};
			if (isNeeded) handle.ref();
			else handle.unref();
		}
}
