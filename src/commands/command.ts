// The shape of a command. The list of the commands is in `commands.ts`.
import type {CommandName} from '../options/option.ts';
import type {Options} from '../options/options.ts';
import type {Outcome} from '../schema/outcome.ts';
import type {Context} from '../ui/context.ts';

/** What the command line asks for. */
export type Invocation = {
	readonly options: Options;
	/** Positional arguments. */
	readonly args: readonly string[];
};

type Described = {
	readonly name: CommandName;
	/** Its heading in the list of commands. */
	readonly group: 'Deploy' | 'Inspect' | 'Runs' | 'Remove' | 'Help';
	/** For the list of commands. */
	readonly summary: string;
	readonly examples: readonly string[];
	/** Positional arguments, as `--help` shows them: `[spec]`. */
	readonly args?: string;
	/** Words that the first argument may be. */
	readonly subcommands?: readonly string[];
	/** True for one that reads the project: its Python starts while the command is loaded. */
	readonly readsProject?: true;
	/** Lines below the options of `--help`. */
	readonly notes?: readonly string[];
};

/** A command with steps: it ends in an outcome. `mode`: its UI mode on a rich terminal. */
export type StepCommand = Described & {
	readonly mode: 'rich' | 'plain';
	readonly load: () => Promise<(invocation: Invocation, context: Context) => Promise<Outcome>>;
	/** What runs instead where the command line names no command. */
	readonly unnamed?: Pick<StepCommand, 'mode' | 'load'>;
};

/** A command that prints one document and asks nothing: it ends in an exit code. */
export type DocumentCommand = Described & {
	readonly mode: 'document';
	/** True where the document is all that it prints, with and without `--json`. */
	readonly documentOnly?: true;
	/** True where findings are what is asked for: they go to stdout. */
	readonly findingsAreResult?: true;
	readonly load: () => Promise<(invocation: Invocation, context: Context) => Promise<number>>;
	/** With `--follow` the command has steps instead. */
	readonly followed?: Pick<StepCommand, 'mode' | 'load'>;
};

export type Command = StepCommand | DocumentCommand;
