// What the demo starts: commands in the foreground, and servers that end with it, however it ends.
import {spawn} from 'node:child_process';
import {rmSync} from 'node:fs';
import {constants} from 'node:os';
import {fileURLToPath} from 'node:url';

const keeper = fileURLToPath(new URL('keep.py', import.meta.url));
const foreground = new Set();
const endings = [];
const folders = new Set();
let cancelledBy;

/** Ends the demo with an exit code, from wherever it is. */
export class Stop extends Error {
	constructor(exitCode, lines = []) {
		super(lines.join('\n'));
		this.exitCode = exitCode;
	}
}

/** Runs the story; then, whatever happened, ends the servers, removes the folders and exits. */
export async function withCleanUp(story) {
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => cancel(signal));
	let exitCode = 0;
	try {
		await story();
	} catch (thrown) {
		exitCode = thrown instanceof Stop ? thrown.exitCode : 1;
		const words = thrown instanceof Stop ? thrown.message : thrown.stack;
		if (words !== '' && cancelledBy === undefined) console.error(`\n${words}`);
	}
	for (const end of endings.toReversed()) await end();
	for (const folder of folders) rmSync(folder, {recursive: true, force: true});
	if (cancelledBy !== undefined) console.error('\nCancelled; what the demo started is ended and removed.');
	process.exit(cancelledBy === undefined ? exitCode : 128 + constants.signals[cancelledBy]);
}

/** What is done when the demo ends; the last first. */
export const atEnd = work => void endings.push(work);

/** The folder goes when the demo ends. */
export function owned(folder) {
	folders.add(folder);
	return folder;
}

/** For a folder that came out well and stays. */
export const keep = folder => folders.delete(folder);

/** Runs a command with this terminal, to its exit code; 127 when there is no such program. */
export async function run(command, args, options = {}) {
	if (cancelledBy !== undefined) throw new Stop(1);
	const child = spawn(command, args, {stdio: ['inherit', 'inherit', 'inherit'], ...options});
	foreground.add(child);
	const exitCode = await new Promise(resolve => {
		child.once('error', () => resolve(127));
		child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
	});
	foreground.delete(child);
	if (cancelledBy !== undefined) throw new Stop(exitCode);
	return exitCode;
}

/**
 * Starts a server in a session of its own, where Ctrl-C does not reach it before those who still talk to it.
 * @returns what the first group of `ready` finds in its output; throws with the output when it ends or stays silent.
 */
export async function serve(python, command, ready) {
	const child = spawn(python, [keeper, ...command], {stdio: ['pipe', 'pipe', 'pipe'], detached: true});
	const ended = new Promise(resolve => child.once('close', resolve));
	atEnd(async () => {
		child.stdin.end();
		await ended;
	});
	let output = '';
	return new Promise((resolve, reject) => {
		const fail = reason => reject(new Error(`${command.join(' ')} ${reason}\n${output}`));
		const late = setTimeout(() => fail('did not start within 30 s'), 30_000);
		const read = chunk => {
			if (ready.test(output)) return;
			output += chunk;
			const found = ready.exec(output)?.[1];
			if (found === undefined) return;
			clearTimeout(late);
			resolve(found);
		};
		child.stdout.on('data', read);
		child.stderr.on('data', read);
		child.once('error', error => fail(error.message));
		child.once('close', code => {
			clearTimeout(late);
			fail(`ended with ${code}`);
		});
	});
}

/** A terminal sends Ctrl-C to the commands as well; any other signal is handed on. */
function cancel(signal) {
	if (cancelledBy !== undefined) return;
	cancelledBy = signal;
	if (signal !== 'SIGINT' || process.stdin.isTTY !== true) for (const child of foreground) child.kill(signal);
	setTimeout(() => {
		for (const child of foreground) child.kill('SIGKILL');
	}, 15_000).unref();
}
