// What a command gets from the process that it runs in. Made in src/cli, and handed down from there.
import type {Environment} from '../system/environment.ts';
import type {AnswerKind, KeptAnswers} from '../system/kept-answers.ts';
import type {KnownHosts} from '../system/known-hosts.ts';
import type {KnownNames} from '../system/known-names.ts';
import type {Ui} from './ui.ts';

/** How commands of kfp-wizard are printed: they begin as it was started, with the options that were given. */
export type PrintedCommands = {
	/** One command, such as `kfp-wizard check`. */
	readonly command: (line: string) => string;
	/** One that has all its flags. */
	readonly complete: (line: string) => string;
	/** A text with commands in backticks, after a colon, in parentheses or at the start of a line. */
	readonly text: (text: string) => string;
};

export type Context = {
	readonly ui: Ui;
	/** The environment variables of this process. */
	readonly env: Environment;
	/** The folder that the user is in, as an absolute path. */
	readonly cwd: string;
	readonly platform: NodeJS.Platform;
	/** True where a person looks on: stdout is a terminal. */
	readonly isTerminal: boolean;
	/** For a document that is given as `-`. */
	readonly stdin: NodeJS.ReadableStream & {readonly isTTY?: boolean};
	/** For results; messages go to the UI. */
	readonly stdout: {write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number};
	/** For what another program reads beside a document on stdout; messages go to the UI. */
	readonly stderr: {write(text: string): unknown};
	readonly commands: PrintedCommands;
	/** The version of kfp-wizard. */
	readonly version: string;
	readonly now: () => Date;
	/** Keeps names for shell completion. `root`: the real path of the project. */
	readonly remember: (root: string, names: KnownNames) => Promise<void>;
	/** Small answers of earlier commands. */
	readonly kept: (kind: AnswerKind) => Promise<KeptAnswers>;
	/** The addresses of Kubeflow Pipelines that were reached before. */
	readonly knownHosts: KnownHosts;
	/**
	 * True for a command that was chosen on the screen of `kfp-wizard` alone. Esc at its first question leads back there, and
	 * how to reach the server is not asked again.
	 */
	readonly isChosen?: boolean;
};
