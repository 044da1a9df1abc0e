// The program: argv in, one exit code out. The only place that ends the process and that puts errors into words.
import {isOn} from '../options/options.ts';
import {asWizardError, cancelled, type WizardError} from '../system/errors.ts';
import type {Failure, Outcome} from '../schema/outcome.ts';
import {withTerminalStatus} from '../ui/terminal-status.ts';
import type {Ui} from '../ui/ui.ts';
import {faceFor, openFace} from './ui-mode.ts';
import {endProcess, onTerminalGone, terminalIsGone} from './lost-terminal.ts';
import {type Invocation, Done, isYes, parse} from './parse.ts';
import {version} from './version.ts';

const signalCodes = {SIGINT: 130, SIGTERM: 143, SIGHUP: 129} as const;

export async function main(argv: readonly string[]): Promise<void> {
	const interrupt = watchSignals();
	for (const stream of [process.stdout, process.stderr]) stream.on('error', passOverClosedPipe);
	// Whoever still reads from or writes to a terminal that is gone fails in its own way.
	process.on('uncaughtException', error => {
		if (!terminalIsGone()) sayError(asWizardError(error), 1, false);
		endProcess(1);
	});
	const exitCode = await perform(argv, interrupt).catch((thrown: unknown) => {
		if (thrown instanceof Done) return 0;
		const error = asWizardError(thrown);
		const exitCode = interrupt.signal.aborted ? interrupt.exitCode() : error.exitCode;
		sayError(error, exitCode, argv.includes('--json') || isYes(process.env['KFP_WIZARD_JSON'] ?? ''));
		return exitCode;
	});
	endProcess(exitCode);
}

async function perform(argv: readonly string[], interrupt: Interrupt): Promise<number> {
	const invocation = parse(
		argv,
		process.env,
		`kfp-wizard ${version} (Node ${process.versions.node}, ${process.platform} ${process.arch})`,
	);
	for (const warning of invocation.warnings) process.stderr.write(`warning: ${warning}\n`);
	switch (invocation.command) {
		case 'describe': {
			const {describe} = await import('../commands/describe.ts');
			return describe(invocation, interrupt.signal);
		}
		case 'check': {
			const {check} = await import('../commands/check.ts');
			return check(invocation, interrupt.signal);
		}
		case 'compile': {
			const {compile} = await import('../commands/compile.ts');
			return compile(invocation, interrupt.signal, version);
		}
		case 'deploy': {
			const {deploy} = await import('../commands/deploy.ts');
			return withFace(invocation, interrupt, 'ink', ui => deploy(invocation.given, ui, version));
		}
		case 'rehearse': {
			const {rehearseProject} = await import('../commands/rehearse.ts');
			return withFace(invocation, interrupt, 'ink', ui => rehearseProject(invocation.given, invocation.args[0], ui));
		}
		case 'teardown': {
			const {teardown} = await import('../commands/teardown/teardown.ts');
			return withFace(invocation, interrupt, 'plain', ui => teardown(invocation.given, invocation.args, ui));
		}
	}
}

/** Runs work under a face and ends with its result event, whether it went well or not. */
async function withFace(
	invocation: Invocation,
	interrupt: Interrupt,
	prefers: 'ink' | 'plain',
	work: (ui: Ui) => Promise<Outcome>,
): Promise<number> {
	const {stdout, stderr} = process;
	const name = faceFor(invocation.given, prefers);
	if (name !== 'silent') onTerminalGone(() => interrupt.abort('SIGHUP'));
	const face = await openFace(name, invocation.given, {
		signal: interrupt.signal,
		abort: () => interrupt.abort('SIGINT'),
	});
	// Where every byte is read out, a terminal gets nothing but words.
	const unseen = isOn(invocation.given, 'json') || name === 'accessible';
	const terminal = unseen ? undefined : [stdout, stderr].find(({isTTY}) => isTTY);
	const ui = withTerminalStatus(face, terminal, {env: process.env});
	try {
		const outcome = await work(ui);
		const incomplete = (outcome.left ?? []).length > 0;
		const exitCode = incomplete ? 5 : 0;
		ui.emit({event: 'result', ok: !incomplete, exitCode, ...outcome});
		return exitCode;
	} catch (thrown) {
		const error = interrupt.signal.aborted ? cancelledWith(thrown) : asWizardError(thrown);
		const exitCode = interrupt.signal.aborted ? interrupt.exitCode() : error.exitCode;
		ui.emit({event: 'result', ok: false, exitCode, error: describeError(error), ...error.outcome});
		return exitCode;
	} finally {
		await ui.close();
	}
}

/** After Ctrl-C whatever broke is told as a cancellation, with what was already changed. */
function cancelledWith(thrown: unknown): WizardError {
	const error = asWizardError(thrown);
	return error.kind === 'cancelled' ? error : Object.assign(cancelled(), {changed: error.changed});
}

const describeError = ({code, message, detail, changed, next}: WizardError): Failure => ({
	code,
	message,
	...(detail === undefined ? {} : {detail}),
	changed: [...changed],
	next: next.map(({command, when}) => ({command, ...(when === undefined ? {} : {when})})),
});

/** An error outside any face, in words on stderr or as one JSON document on stdout. */
function sayError(error: WizardError, exitCode: number, json: boolean): void {
	if (json) {
		const document = {event: 'result', ok: false, exitCode, error: describeError(error)};
		process.stdout.write(`${JSON.stringify(document)}\n`);
		return;
	}
	const lines = [
		`error: ${error.message}`,
		...(error.detail === undefined ? [] : error.detail.split('\n').map(line => `  ${line}`)),
		...error.next.map(({command, when}) => `  ${command}${when === undefined ? '' : `  (${when})`}`),
	];
	process.stderr.write(`${lines.join('\n')}\n`);
}

type Interrupt = {
	readonly signal: AbortSignal;
	readonly abort: (name: keyof typeof signalCodes) => void;
	readonly exitCode: () => number;
};

/** The first signal stops the work cleanly; a second one ends the process at once. */
function watchSignals(): Interrupt {
	const controller = new AbortController();
	let code = 130;
	const abort = (name: keyof typeof signalCodes): void => {
		if (controller.signal.aborted) return endProcess(signalCodes[name]);
		code = signalCodes[name];
		controller.abort();
	};
	for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => abort(name));
	return {signal: controller.signal, abort, exitCode: () => code};
}

/**
 * `kfp-wizard … | head` is no error, and no reason to leave work half done: it goes on unread to its own exit code. EIO
 * is a terminal that is gone; SIGHUP tells of it.
 */
function passOverClosedPipe(error: NodeJS.ErrnoException): void {
	if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
}
