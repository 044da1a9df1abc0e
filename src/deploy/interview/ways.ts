// The ways out of an error: its next commands, as far as the interview can do them itself instead of the user.
import type {CommandName} from '../../options/option.ts';
import {optionOfRow} from '../../options/names.ts';
import {type OptionChanges, type OptionName, type Options, specOf} from '../../options/options.ts';
import {optionsOf, typedValue} from '../../options/resolve.ts';
import {defined} from '../../system/defined.ts';
import type {NextCommand, WizardError} from '../../system/errors.ts';
import {splitWords} from '../../system/split-words.ts';
import type {Choice} from '../../ui/ui.ts';

/** An option whose value the user says; `initial` is proposed. */
export type Wanted = {readonly name: OptionName; readonly initial?: string};

export type Way = {
	readonly next: NextCommand;
	/** The names of the flags in its command, such as `--image`. */
	readonly flags: readonly string[];
} & (
	| {readonly do: 'set'; readonly set: OptionChanges; readonly ask: readonly Wanted[]}
	/** Programs that run in this terminal, each with the output of the one before it as its input. */
	| {readonly do: 'run'; readonly programs: readonly (readonly string[])[]}
);

/** The ways of an error that `command`, which runs with these options, can go itself. */
export const waysOf = ({next}: WizardError, command: CommandName, options: Options): readonly Way[] =>
	next.flatMap(one => wayOf(one, command, options) ?? []);

function wayOf(next: NextCommand, command: CommandName, options: Options): Way | undefined {
	if (next.here === true) {
		const programs = next.command.split(' | ').map(part => splitWords(part) ?? []);
		return programs.some(words => words.length === 0) ? undefined : {do: 'run', next, flags: [], programs};
	}
	const flags = flagsOf(next.command, command);
	const isWhole = next.command.startsWith('kfp-wizard ');
	const words = flags === undefined ? undefined : splitWords(flags);
	return words === undefined || words.length === 0 ? undefined : setting(words, next, command, isWhole ? {} : options);
}

/** The flags alone, of this command; `undefined` for another one. */
function flagsOf(text: string, command: CommandName): string | undefined {
	const [, flags] = new RegExp(`^(?:kfp-wizard (?:${command} )?)?(--.*)$`).exec(text) ?? [];
	return flags;
}

/** `options`: whose lists the flags add to. `undefined` for a flag that the command does not take, or whose value is left out or cannot be asked for. */
function setting(words: readonly string[], next: NextCommand, command: CommandName, options: Options): Way | undefined {
	const set: Record<string, unknown> = {};
	const ask: Wanted[] = [];
	const flags: string[] = [];
	const rest = [...words];
	for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
		const option = word.startsWith('--') ? optionOfRow(word.slice(2)) : undefined;
		if (option === undefined || !optionsOf(command).includes(option.name)) return undefined;
		const {name, off} = option;
		// The whole command line once more: that is to try again.
		if (name === 'yes') return undefined;
		const spec = specOf(name);
		flags.push(word);
		if (off || spec.kind === 'switch') {
			set[name] = !off;
			continue;
		}
		const value = rest.shift();
		if (value === undefined) return undefined;
		const isOpen = /^[A-Z][A-Z_-]*$|…/.test(value);
		if (!isOpen && (spec.edit !== 'ask' || spec.kind === 'choice')) {
			const before = set[name] ?? options[name]?.value;
			const typed = typedValue(name, value, word);
			set[name] = Array.isArray(before) && Array.isArray(typed) ? [...before, ...typed] : typed;
		} else if (spec.question === undefined) return undefined;
		else ask.push({name, ...defined({initial: isOpen ? undefined : value})});
	}
	return {do: 'set', next, flags, set: set as OptionChanges, ask};
}

/** The way as a choice: what it does, and what it changes. Its value is the command. */
export function choiceOf({do: kind, next: {command, when = ''}}: Way): Choice {
	const short = command.replace(/^kfp-wizard [a-z]+ /, '');
	const [, doing, effect] = /^to (.+?)(?:: (.*)|;.*)?$/.exec(when) ?? [];
	if (doing === undefined) return {value: command, label: short, ...(when === '' ? {} : {hint: when})};
	const label = `${doing.charAt(0).toUpperCase()}${doing.slice(1)}${kind === 'run' ? ' now' : ''}`;
	return {value: command, label, hint: effect === undefined ? short : `${effect} (${short})`};
}
