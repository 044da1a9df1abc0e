// Retries a command inside its container: KFP's own retry policy ignores a container that exits with an error.

/** How often a command is tried again; a plain number of tries waits 2, 4, 8 … seconds between them, at most a minute. */
export type Retries = number | {readonly count: number; readonly wait: number; readonly factor: number};

const inSeconds = 'min(60, 2**number)';

/** Forwards the stop signal, waits between tries, and exits as the last try does. */
const program = `import signal, subprocess, sys, time

child, stopped = None, []


def stop(*_):
    stopped.append(True)
    child.terminate() if child and child.returncode is None else sys.exit(143)


signal.signal(signal.SIGTERM, stop)
tries = int(sys.argv[1]) + 1
for number in range(1, tries + 1):
    child = subprocess.Popen(sys.argv[2:])
    code = child.wait()
    if code == 0 or stopped:
        break
    print("try", number, "of", tries, "ended with exit code", code, file=sys.stderr, flush=True)
    if number < tries:
        time.sleep(${inSeconds})
sys.exit(code if code >= 0 else 128 - code)
`;

/** The longest time between two tries, in seconds: that of KFP's own retry policy. */
const longestWait = 3600;

/** The command, tried again when it fails; needs `python3` in the image. */
export function retrying(command: readonly string[], retries: Retries): readonly string[] {
	const {count, text} =
		typeof retries === 'number'
			? {count: retries, text: program}
			: {
					count: retries.count,
					text: program.replace(inSeconds, `min(${longestWait}, ${retries.wait} * ${retries.factor} ** (number - 1))`),
				};
	return count === 0 ? command : ['python3', '-c', text, String(count), ...command];
}
