// Retries a command inside its container: KFP's own retry policy ignores a container that exits with an error.

/** Forwards the stop signal, waits 2, 4, 8 … seconds between tries, at most a minute, and exits as the last try does. */
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
        time.sleep(min(60, 2**number))
sys.exit(code if code >= 0 else 128 - code)
`;

/** The command, retried up to `retries` times when it fails; needs `python3` in the image. */
export const retrying = (command: readonly string[], retries: number): readonly string[] =>
	retries === 0 ? command : ['python3', '-c', program, String(retries), ...command];
