// The process groups of the programs that this process started: each ends as a whole, and none outlives this process.
import {type ChildProcess, spawn} from 'node:child_process';
import type {Writable} from 'node:stream';

/** Windows has no process groups: there the program alone is ended. */
export const hasGroups = process.platform !== 'win32';

/** Leaders of the groups that are running. */
const living = new Set<number>();

// `process.exit`, such as after a second Ctrl-C.
process.on('exit', () => endGroups('SIGKILL'));

/** Sends a signal to every process of a group; false when there is none. */
export function killGroup(leader: number, signal: NodeJS.Signals | 0): boolean {
	try {
		return process.kill(hasGroups ? -leader : leader, signal);
	} catch {
		return false;
	}
}

/** Sends a signal to every group that is running: for a way to end this process that emits no `exit`, and for Ctrl-C. */
export function endGroups(signal: NodeJS.Signals): void {
	for (const leader of living) killGroup(leader, signal);
}

/**
 * Ends the group with this process, whatever way that ends. Call the returned function once the program has ended: its
 * number may soon be that of another program.
 * @param leader a program that was started with `detached`, so that it leads a group of its own
 */
export function endsWithThisProcess(leader: number): () => void {
	living.add(leader);
	writeToGuard('+', leader);
	return () => {
		living.delete(leader);
		writeToGuard('-', leader);
	};
}

/**
 * Reads which groups start (`+ 12`) and end (`- 12`). The kernel closes its stdin when this process is gone, also when it was
 * killed: then it ends the groups that are left.
 */
const script = `groups=' '
while read -r sign group; do
  case $sign in
    +) groups="$groups$group " ;;
    -) groups="\${groups%% $group *} \${groups#* $group }" ;;
  esac
done
for signal in TERM KILL; do
  left=
  for group in $groups; do kill -$signal -$group && left=1; done 2>/dev/null
  [ -z "$left" ] || [ $signal = KILL ] || sleep 5
done`;

let guard: ChildProcess | undefined;

function writeToGuard(sign: '+' | '-', leader: number): void {
	if (!hasGroups) return;
	guard ??= startGuard();
	guard.stdin?.write(`${sign} ${leader}\n`);
}

function startGuard(): ChildProcess {
	const started = spawn('/bin/sh', ['-c', script], {
		cwd: '/',
		env: {PATH: '/usr/bin:/bin'},
		detached: true,
		stdio: ['pipe', 'ignore', 'ignore'],
	});
	// It is a safeguard: without it programs still end with every end of this process but its kill.
	started.on('error', () => {});
	started.stdin.on('error', () => {});
	started.unref();
	unrefPipe(started.stdin);
	return started;
}

/** The pipe to a program is a socket, which would keep this process alive. */
function unrefPipe(pipe: Writable): void {
	if ('unref' in pipe && typeof pipe.unref === 'function') pipe.unref();
}
