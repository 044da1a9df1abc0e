// A person who copies what kfp-wizard prints: the command line is read as a shell and the program read it, and runs here.
import {asTyped} from '../../src/cli/as-typed.ts';
import {parse, type Parsed} from '../../src/cli/parse.ts';
import {printedCommands} from '../../src/cli/printed-commands.ts';
import {endOf} from '../../src/cli/with-next.ts';
import {isOn} from '../../src/options/options.ts';
import type {Invocation} from '../../src/commands/command.ts';
import type {Outcome} from '../../src/schema/outcome.ts';
import {type NextCommand, WizardError} from '../../src/system/errors.ts';
import {splitWords} from '../../src/system/split-words.ts';
import type {Context} from '../../src/ui/context.ts';

export type Typed = {
	readonly exitCode: number;
	readonly code: string | undefined;
	/** The commands that are printed at its end, as they are typed. */
	readonly next: readonly string[];
	readonly outcome: Outcome | undefined;
};

/**
 * `line` without the name of the program, or a whole printed one. `env`: the variables of the shell. `work`: what the command
 * does here, where it is a part of it.
 */
export async function typed(
	line: string,
	context: Context,
	env: Readonly<Record<string, string>>,
	work?: (invocation: Invocation, context: Context) => Promise<Outcome>,
): Promise<Typed> {
	const argv = splitWords(line.replace(/^kfp-wizard /, '')) ?? [];
	const read = readLine(argv, env);
	if (read instanceof WizardError)
		return {
			exitCode: read.exitCode,
			code: read.code,
			next: read.next.map(({command}) => command),
			outcome: undefined,
		};
	const {command, invocation} = read;
	const {options, args} = invocation;
	const {command: printed, complete} = printedCommands('kfp-wizard', {
		command: command.name,
		words: [command.name, ...args],
		options,
	});
	const asTyped = (next: readonly NextCommand[]): readonly string[] =>
		next.map(one => (one.isWhole === true ? complete(one.command) : printed(one.command)));
	try {
		const {load} = command.mode === 'document' && isOn(options.follow) ? (command.followed ?? command) : command;
		const run = work ?? (await load());
		const outcome = await run(invocation, context);
		if (typeof outcome === 'number') return {exitCode: outcome, code: undefined, next: [], outcome: undefined};
		return {exitCode: 0, code: undefined, next: asTyped(outcome.next ?? []), outcome};
	} catch (thrown) {
		const ending = {isStopped: context.ui.signal.aborted, command: command.name, args, argv};
		const error: WizardError = endOf(thrown, ending);
		return {exitCode: error.exitCode, code: error.code, next: asTyped(error.next), outcome: error.outcome};
	}
}

/** The command, or what is wrong with the line. */
function readLine(argv: readonly string[], env: Readonly<Record<string, string>>): Parsed | WizardError {
	try {
		return parse(argv, env, 'x');
	} catch (thrown) {
		if (thrown instanceof WizardError) return asTyped(thrown, argv);
		throw thrown;
	}
}
