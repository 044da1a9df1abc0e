// Runs a command: its parsed options in, one exit code out. Only this file ends the process and puts errors into words.
import type {DocumentCommand, Invocation, StepCommand} from '../commands/command.ts';
import type {CommandName} from '../options/option.ts';
import {isOn, type Options} from '../options/options.ts';
import {now} from '../system/clock.ts';
import {asCancelled, asWizardError, WizardError} from '../system/errors.ts';
import {knownHosts} from '../system/known-hosts.ts';
import {version} from '../system/own-package.ts';
import {onRanCommand} from '../system/ran-commands.ts';
import {redact} from '../system/secrecy/redact.ts';
import {rememberSecretVariables} from '../system/secrecy/secret-variables.ts';
import {onSentRequest} from '../system/sent-requests.ts';
import {clean} from '../system/text.ts';
import type {Context, PrintedCommands} from '../ui/context.ts';
import {printedFailure, withPrintedCommands} from '../ui/with-printed-commands.ts';
import {withTerminalStatus} from '../ui/terminal-status.ts';
import {withoutSecrets} from '../ui/without-secrets.ts';
import type {Ui} from '../ui/ui.ts';
import {asksForJson} from './asks-for-json.ts';
import {type Interrupt, watchSignals} from './interrupt.ts';
import {endProcess, onTerminalGone, terminalIsGone} from './lost-terminal.ts';
import type {Parsed} from './parse.ts';
import {printError} from './print-error.ts';
import {printedCommands} from './printed-commands.ts';
import {startedAs} from './started-as.ts';
import {isSpoken, openDocumentUi, openUi, type UiMode, uiMode} from './ui-mode.ts';
import {endOf, sameAgain} from './with-next.ts';

/** What a command is performed with. */
type Call = {
	/** As it was typed. */
	readonly argv: readonly string[];
	readonly commands: PrintedCommands;
	readonly interrupt: Interrupt;
};

const commandsOf = (command: CommandName, words: readonly string[], options: Options): PrintedCommands =>
	printedCommands(startedAs(process.env, process.argv[1] ?? ''), {command, words, options});

/** Prints an error outside any UI. Its exit code. */
function endWith(error: WizardError, json: boolean, {commands, interrupt}: Omit<Call, 'argv'>): number {
	const exitCode = interrupt.signal.aborted ? interrupt.exitCode() : error.exitCode;
	printError(printedFailure(error, commands), exitCode, json, process);
	return exitCode;
}

/** Performs what was asked, or prints why it cannot be; then the process ends. */
export async function perform(argv: readonly string[], asked: Parsed | WizardError): Promise<void> {
	const interrupt = watchSignals();
	rememberSecretVariables(process.env);
	// Reading from or writing to a terminal that is gone may fail anywhere.
	process.on('uncaughtException', error => {
		if (!terminalIsGone())
			printError(printedFailure(asWizardError(error), commandsOf('deploy', [], {})), 1, false, process);
		endProcess(1);
	});
	const exitCode = await runCommand(argv, asked, interrupt).catch((thrown: unknown) => {
		const error = interrupt.signal.aborted ? sameAgain(asCancelled(thrown), argv) : asWizardError(thrown);
		return endWith(error, asksForJson(argv, process.env), {commands: commandsOf('deploy', [], {}), interrupt});
	});
	// Set where the output is not complete.
	endProcess(exitCode === 0 ? Number(process.exitCode ?? 0) : exitCode);
}

async function runCommand(argv: readonly string[], asked: Parsed | WizardError, interrupt: Interrupt): Promise<number> {
	if (asked instanceof WizardError) throw (await import('./as-typed.ts')).asTyped(asked, argv);
	const {command, isNamed, invocation, warnings} = asked;
	const {caFile} = invocation.options;
	if (caFile !== undefined) (await import('../system/outbound/authorities.ts')).trustAuthority(caFile.value);
	for (const warning of warnings) process.stderr.write(`warning: ${redact(clean(warning))}\n`);
	const {name} = command;
	const {options, args} = invocation;
	if (command.readsProject === true) await startReading(options);
	const call = {argv, commands: commandsOf(name, [...(isNamed ? [name] : []), ...args], options), interrupt};
	if (command.mode !== 'document')
		return performSteps({name, ...(isNamed ? command : (command.unnamed ?? command))}, invocation, call);
	const {followed} = command;
	if (followed !== undefined && isOn(options.follow)) return performSteps({name, ...followed}, invocation, call);
	return printDocument(command, invocation, call).catch((thrown: unknown) => {
		const error = endOf(thrown, {isStopped: interrupt.signal.aborted, command: name, args, argv});
		return endWith(error, isOn(options.json), call);
	});
}

/** A folder that was removed is reported by the command. */
async function startReading(options: Options): Promise<void> {
	const {startPython} = await import('../commands/start-python.ts');
	const {env, platform} = process;
	const surroundings = {
		env,
		platform,
		get cwd() {
			return currentFolder();
		},
	};
	await startPython(options, surroundings, false);
}

/** @throws WizardError `project` in a folder that was removed. */
function currentFolder(): string {
	try {
		return process.cwd();
	} catch {
		throw new WizardError('project', 'The current folder does not exist any more', {
			code: 'NO_PROJECT',
			next: [{command: 'cd DIR', when: 'to the folder of a Kedro project'}],
		});
	}
}

/** The one place that a command's surroundings are read from. */
const contextWith = (ui: Ui, commands: PrintedCommands): Context => ({
	ui,
	env: process.env,
	cwd: currentFolder(),
	platform: process.platform,
	isTerminal: Boolean(process.stdout.isTTY),
	stdin: process.stdin,
	stdout: process.stdout,
	stderr: process.stderr,
	commands,
	version,
	now,
	remember: async (root, names) => (await import('../system/known-names.ts')).rememberNames(root, names, process.env),
	kept: async kind => (await import('../system/kept-answers.ts')).openAnswers(kind, process.env),
	knownHosts: knownHosts(process.env),
});

async function printDocument(
	command: DocumentCommand,
	invocation: Invocation,
	{commands, interrupt: {signal}}: Call,
): Promise<number> {
	const {options} = invocation;
	const run = await command.load();
	const quiet = command.documentOnly === true || isOn(options.json);
	const opened = await openDocumentUi(
		options,
		{quiet, findingsAreResult: command.findingsAreResult === true},
		{process, signal},
	);
	const ui = withPrintedCommands(withoutSecrets(withStatus(opened, options)), commands);
	showWork(options, writeMessage, shellPrompt);
	try {
		return await run(invocation, contextWith(ui, commands));
	} finally {
		await ui.close();
	}
}

/** Where a program or a voice reads every byte, the terminal gets no status of its own. */
function withStatus(ui: Ui, options: Options, mode?: UiMode): Ui {
	const isRead = isOn(options.json) || mode === 'accessible' || isSpoken(options, process.env);
	const terminal = isRead ? undefined : [process.stdout, process.stderr].find(({isTTY}) => isTTY);
	return withTerminalStatus(ui, terminal, {env: process.env});
}

/**
 * With `--verbose`, each program that ran is shown with its arguments, in which there is no secret, and its time; and each
 * HTTP request without its query.
 */
function showWork({verbose, quiet}: Options, show: (line: string) => void, prompt = ''): void {
	if (!isOn(verbose) || isOn(quiet)) return;
	onRanCommand(line => show(prompt + line));
	onSentRequest(show);
}

const writeMessage = (line: string): void => void process.stderr.write(`${redact(clean(line))}\n`);
const shellPrompt = '$ ';

/** Runs a command under its UI, and ends with its result event, whether it went well or not. */
async function performSteps(
	command: Pick<StepCommand, 'name' | 'mode' | 'load'>,
	invocation: Invocation,
	{argv, commands, interrupt}: Call,
): Promise<number> {
	const {options} = invocation;
	const mode = uiMode(options, command.mode, process);
	if (mode !== 'non-interactive') onTerminalGone(() => interrupt.abort('SIGHUP'));
	const opened = await openUi(mode, options, {
		process,
		signal: interrupt.signal,
		abort: () => interrupt.abort('SIGINT'),
	});
	const ui = withPrintedCommands(withoutSecrets(withStatus(opened, options, mode)), commands);
	// A line in the middle of a screen would break it.
	const note = (message: string): void => ui.emit({event: 'note', level: 'info', message});
	if (mode === 'non-interactive') showWork(options, writeMessage, shellPrompt);
	else showWork(options, note);
	try {
		const run = await command.load();
		const outcome = await run(invocation, contextWith(ui, commands));
		if (outcome.run !== undefined) {
			const {rememberRun} = await import('./remember-run.ts');
			await rememberRun(outcome.run, options.project?.value, process.cwd(), process.env, outcome.runTasks);
		}
		const incomplete = (outcome.left ?? []).length > 0;
		const exitCode = incomplete ? 5 : 0;
		ui.emit({event: 'result', ok: !incomplete, exitCode, ...outcome});
		return exitCode;
	} catch (thrown) {
		const {args} = invocation;
		const error = endOf(thrown, {isStopped: interrupt.signal.aborted, command: command.name, args, argv});
		const exitCode = interrupt.signal.aborted ? interrupt.exitCode() : error.exitCode;
		ui.emit({event: 'result', ok: false, exitCode, error: printedFailure(error, commands), ...error.outcome});
		return exitCode;
	} finally {
		await ui.close();
	}
}
