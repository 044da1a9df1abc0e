// The shape of an option: one declaration, from which the parser, help, docs, kfp.yml, questions and plan edits are derived.
import type {Exact} from '../system/exact-values.ts';

export const commandNames = [
	'deploy',
	'check',
	'doctor',
	'describe',
	'compile',
	'rehearse',
	'run',
	'runs',
	'status',
	'logs',
	'terminate',
	'retry',
	'schedules',
	'teardown',
	'migrate',
	'completion',
] as const;
export type CommandName = (typeof commandNames)[number];

/** The groups of `--help`, in its order. */
export const optionGroups = [
	'Project',
	'Part of the pipeline',
	'Container image',
	'Secrets',
	'Pipeline spec',
	'Parameters and variables',
	'Cluster',
	'Run',
	'Schedule',
	'Rehearsal',
	'Checks and fixes',
	'Consent and output',
] as const;
export type OptionGroup = (typeof optionGroups)[number];

/** What is wrong with a text, as a sentence; `undefined` for a valid one. */
export type Validate = (text: string) => string | undefined;

/** The key of an option in kfp.yml. */
export type Setting = {
	/** Default: the option's name in snake_case. */
	readonly key?: string;
	/** The kind of value, as `settings/schema.ts` defines it. Default: by the option's kind, and as its `validate` says. */
	readonly type?:
		| 'grouping'
		| 'label'
		| 'object name'
		| 'object name or false'
		| 'parameters'
		| 'seconds'
		| 'texts'
		| 'variables'
		| 'whole number';
	/** What the key means where the file says it in another way than the flag. Default: the option's `help`. */
	readonly help?: string;
	/**
	 * The option's value from the validated value of the key; `undefined` where the key says nothing. Default: the value
	 * itself. `file`: what `kfp.yml` is read with.
	 */
	readonly read?: (value: unknown, file: SettingSource) => string | boolean | readonly string[] | undefined;
	/**
	 * Saves a value as the plan shows it: the path of keys and the value there. `null`: not saved. Default: the text under
	 * the key.
	 */
	readonly write?: ((text: string, folders: SettingFolders) => SettingEntry | TypedEntry | undefined) | null;
	/** Saved to the file of the base environment: it holds for all of them. */
	readonly isOfBase?: true;
};

/** Absolute paths: the project, where the user is, and their home. */
export type SettingFolders = {readonly root: string; readonly cwd: string; readonly home: string};

export type SettingSource = {
	/** Absolute path of the project. */
	readonly root: string;
	/** The values below `params`, as JSON texts. */
	readonly params: Readonly<Record<string, string>>;
};

export type SettingEntry = {readonly path: readonly string[]; readonly value: Exact};

/** An entry whose value is the text read as YAML. */
export type TypedEntry = {readonly path: readonly string[]; readonly typed: string};

type Common = {
	/** The long flag without dashes and without `no-`. Default: the option's name in kebab-case. */
	readonly flag?: string;
	/** The short flag, without its dash. */
	readonly short?: string;
	/** What the option means, for `--help`, the docs and kfp.yml. */
	readonly help: string;
	/** The default in words, for `--help` and the docs. */
	readonly default?: string;
	readonly commands: readonly CommandName[];
	/**
	 * Other commands whose command line may have it, so that the same flags fit all: it has no use there, or what it asks for
	 * is so anyway. Help does not list it there.
	 */
	readonly accepted?: readonly CommandName[];
	readonly group: OptionGroup;
	/** In the first screen of `--help`: of every command that takes it, or of these. */
	readonly common?: true | readonly CommandName[];
	readonly setting?: Setting;
	/** Asks for the value, and changes it on the plan. */
	readonly question?: {readonly message: string; readonly help?: string};
	/**
	 * How the plan changes the value in place: `ask` with the option's question, `choose` from choices that the step
	 * knows, `switch off`. Left out: not there.
	 */
	readonly edit?: 'ask' | 'choose' | 'switch off';
	/** Commands that cannot run without it when they are not interactive, and what it is for. */
	readonly required?: {
		readonly commands: readonly CommandName[];
		readonly when: string;
		/** Names of options that make it unnecessary: a switch that is turned on, or one that is turned off. */
		readonly unless?: readonly string[];
	};
	/** How the program communicates, not what it does: neither on the plan nor in the rerun command. */
	readonly communication?: true;
};

export type TextOption = Common & {
	readonly kind: 'text';
	/** The placeholder in `--help`: `REF`. */
	readonly argument: string;
	/** What was probably meant by a text that is not valid. Default: the text in another form. */
	readonly likely?: (text: string) => string | undefined;
	readonly validate?: Validate;
	/** `--no-<flag>` turns the option off: the value is then `false`. */
	readonly off?: {readonly help: string; readonly commands: readonly CommandName[]};
};
export type ChoiceOption = Common & {
	readonly kind: 'choice';
	readonly argument: string;
	readonly choices: readonly string[];
};
export type NumberOption = Common & {
	readonly kind: 'number';
	readonly argument: string;
	readonly validate: Validate;
};
export type ListOption = Common & {
	readonly kind: 'list';
	readonly argument: string;
};
export type SwitchOption = Common & {
	readonly kind: 'switch';
	/** True where it is on unless `--no-<flag>` is given. */
	readonly on?: true;
};

export type OptionSpec = TextOption | ChoiceOption | NumberOption | ListOption | SwitchOption;
