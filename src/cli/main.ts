// The start of the program: argv in. Help, the version and completion end here; what performs a command is loaded for one only.
import {asWizardError, whatIsFull, type WizardError} from '../system/errors.ts';
import {asksForJson} from './asks-for-json.ts';
import {Done, parse, type Parsed} from './parse.ts';
import {versionText} from './version.ts';

/** What completion scripts call. */
const completeCommand = '__complete';

export async function main(argv: readonly string[]): Promise<void> {
	if (argv[0] === completeCommand) return answerShell(argv.slice(1));
	watchOutput();
	const asked = read(argv);
	if (asked === 'done') return;
	const {perform} = await import('./perform.ts');
	await perform(argv, asked);
}

/** A shell that asks gets an answer or nothing: an error would stand in the middle of the command line. */
async function answerShell(words: readonly string[]): Promise<void> {
	const {completionAnswer} = await import('./completion/answer.ts');
	process.stdout.write(await completionAnswer(words, process.cwd(), process.env).catch(() => ''));
}

/** Output that cannot be written in full makes the exit code 1, unless it has a worse one. */
function watchOutput(): void {
	for (const stream of [process.stdout, process.stderr])
		stream.on('error', error => {
			if (isClosedPipe(error)) return;
			const full = whatIsFull(error);
			if (full === undefined) throw error;
			if (stream !== process.stdout) return;
			process.exitCode = 1;
			process.stderr.write(`warning: The output is not complete: ${full}\n`);
		});
}

/**
 * `kfp-wizard … | head` is no error, and no reason to leave work half done: it continues unread to its own exit code. EIO
 * means that the terminal is gone, which SIGHUP reports.
 */
const isClosedPipe = ({code}: NodeJS.ErrnoException): boolean => code === 'EPIPE' || code === 'EIO';

/** `done` where help or the version was printed. */
function read(argv: readonly string[]): Parsed | WizardError | 'done' {
	try {
		return parse(argv, process.env, versionText(process, asksForJson(argv, process.env)));
	} catch (thrown) {
		return thrown instanceof Done ? 'done' : asWizardError(thrown);
	}
}
