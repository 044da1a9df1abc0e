// Tries a command again inside its container: KFP's own retry policy does nothing for a container that ends with an error.

/**
 * Forwards the signal to stop, waits 2, 4, 8 … seconds between tries, at most a minute, and ends as the last try did.
 * Indented by one space, without double quotes, backslashes and whatever a cluster would expand.
 */
const program = [
	'import signal, subprocess, sys, time',
	'tries = int(sys.argv[1]) + 1',
	'for number in range(1, tries + 1):',
	' child = subprocess.Popen(sys.argv[2:])',
	' signal.signal(signal.SIGTERM, lambda *_: sys.exit([child.terminate(), child.wait()] and 143))',
	' code = child.wait()',
	' if code == 0: break',
	" print('try', number, 'of', tries, 'ended with exit code', code, file=sys.stderr, flush=True)",
	' if number < tries: time.sleep(min(60, 2 ** number))',
	'sys.exit(code if code >= 0 else 128 - code)',
];

/** On one line, as a spec has no line breaks in its values. */
const source = `exec("${program.join(String.raw`\n`)}")`;

/** The command, tried again `retries` times when it fails; needs `python` in the image. */
export const retrying = (command: readonly string[], retries: number): readonly string[] =>
	retries === 0 ? command : ['python', '-c', source, String(retries), ...command];
