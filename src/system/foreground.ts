// Runs programs in the foreground: they have the terminal alone, Ctrl-C included, until they end.
import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {isAbsolute} from 'node:path';
import {type Environment, ownSecrets} from './environment.ts';
import {WizardError} from './errors.ts';
import {findProgram} from './exec.ts';

/**
 * Each program gets the output of the one before it as its input, as with `|` in a shell, which is not used.
 * @returns the exit code of the first that failed, else 0; 130 for one that a signal ended
 * @throws WizardError `outside` for a program that is not installed
 */
export async function runInForeground(programs: readonly (readonly string[])[], env: Environment): Promise<number> {
	const path = env['PATH'] ?? '';
	const found = await Promise.all(
		programs.map(async ([name = '']) => (isAbsolute(name) ? name : findProgram(name, path))),
	);
	const missing = found.indexOf(undefined);
	if (missing !== -1)
		throw new WizardError('outside', `${programs[missing]?.[0] ?? ''} is not installed`, {code: 'TOOL_MISSING'});
	const giveBack = leaveSignals();
	try {
		const children: ChildProcess[] = [];
		for (const [index, [, ...args]] of programs.entries()) {
			const before = children.at(-1)?.stdout ?? undefined;
			const child = spawn(found[index] ?? '', args, {
				env: {...process.env, ...env, ...ownSecrets},
				stdio: [before === undefined ? 'inherit' : 'pipe', index < programs.length - 1 ? 'pipe' : 'inherit', 'inherit'],
			});
			if (child.stdin !== null) {
				// It may end without reading all.
				child.stdin.on('error', () => {});
				before?.pipe(child.stdin);
			}
			children.push(child);
		}
		const codes = await Promise.all(children.map(exitCode));
		return codes.find(code => code !== 0) ?? 0;
	} finally {
		giveBack();
	}
}

async function exitCode(child: ChildProcess): Promise<number> {
	try {
		await once(child, 'exit');
		return child.exitCode ?? 130;
	} catch {
		return 126;
	}
}

/** The terminal sends Ctrl-C to this process too, for which it is not meant. */
function leaveSignals(): () => void {
	const before = process.listeners('SIGINT');
	const ignore = (): void => {};
	process.removeAllListeners('SIGINT').on('SIGINT', ignore);
	return () => {
		process.off('SIGINT', ignore);
		for (const listener of before) process.on('SIGINT', listener);
	};
}
