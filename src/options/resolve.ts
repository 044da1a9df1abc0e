// From flags and environment variables to options: texts become values, and flags win over variables.
import type {Environment} from '../system/environment.ts';
import {asHint, meant} from '../system/nearest.ts';
import {otherValue} from './corrections.ts';
import type {CommandName} from './option.ts';
import {flagName, isOnByDefault, offFlagName, environmentVariable} from './names.ts';
import {type OptionName, optionNames, type Options, type Sourced, specOf} from './options.ts';
import {invalid, refuseInvalid} from './validate.ts';

/** A value before the type of its option is known. */
export type RawValue = string | boolean | readonly string[];

/** The options that a command takes, in the order of the catalogue. */
export const optionsOf = (command: CommandName): readonly OptionName[] =>
	optionNames.filter(name => specOf(name).commands.includes(command));

/** The options that a command takes without a use for them. */
export const acceptedBy = (command: CommandName): readonly OptionName[] =>
	optionNames.filter(name => specOf(name).accepted?.includes(command) && !specOf(name).commands.includes(command));

/** Whether a command takes `--no-NAME` of an option. */
export function canTurnOff(name: OptionName, command: CommandName): boolean {
	const spec = specOf(name);
	return spec.kind === 'text' ? spec.off?.commands.includes(command) === true : spec.kind === 'switch';
}

/**
 * The value of an option from what a flag, a variable or an answer says.
 * @throws WizardError `usage` for what is not one of the option's words, or not a number.
 */
export function typedValue(name: OptionName, raw: RawValue, source: string): unknown {
	const spec = specOf(name);
	if (typeof raw !== 'string') return raw;
	switch (spec.kind) {
		case 'number':
			refuseInvalid(raw, source, spec.validate, likely => otherValue(name, source, likely));
			return Number(raw);
		case 'choice':
			if (!spec.choices.includes(raw)) refuseChoice(name, raw, source, spec.choices);
			return raw;
		case 'list':
			return [raw];
		default:
			return raw;
	}
}

function refuseChoice(name: OptionName, text: string, source: string, choices: readonly string[]): void {
	const near = meant(text, choices);
	const use = near === undefined ? ': use' : `${asHint(near)} Use`;
	refuseInvalid(
		text,
		source,
		() => `${invalid(text, 'value')}${use} one of ${choices.join(', ')}`,
		() => otherValue(name, source, near === undefined ? choices : [near]),
	);
}

/** How a variable turns a switch on. */
export const isYes = (text: string): boolean => /^(1|true|yes|on)$/i.test(text);
const isNo = (text: string): boolean => /^(0|false|no|off)$/i.test(text);

/**
 * The options that environment variables set, and warnings about variables that were skipped.
 * @throws WizardError `usage` naming the variable.
 */
export function optionsFromVariables(
	command: CommandName,
	env: Environment,
): {readonly options: Options; readonly warnings: readonly string[]} {
	const warnings: string[] = [];
	const switched = (variable: string): boolean | undefined => {
		const text = env[variable] ?? '';
		if (isYes(text)) return true;
		if (isNo(text)) return false;
		if (text !== '') warnings.push(`${variable}="${text}" is neither yes nor no, so it is ignored`);
		return undefined;
	};
	const found = optionsOf(command).flatMap((name): readonly (readonly [OptionName, Sourced<unknown>])[] => {
		const source = environmentVariable(flagName(name));
		const off = environmentVariable(offFlagName(name));
		const isOff = canTurnOff(name, command) ? switched(off) : undefined;
		if (isOff === true) return [[name, {value: false, source: off}]];
		if (specOf(name).kind === 'switch') {
			const value = switched(source);
			if (value !== undefined) return [[name, {value, source}]];
			return isOff === false && isOnByDefault(name) ? [[name, {value: true, source: off}]] : [];
		}
		const text = env[source] ?? '';
		return text === '' ? [] : [[name, {value: typedValue(name, text, source), source}]];
	});
	return {options: optionsFrom(found), warnings};
}

/** One typed object from values that `typedValue` or the schema of kfp.yml has validated. */
export const optionsFrom = (entries: Iterable<readonly [OptionName, Sourced<unknown>]>): Options =>
	Object.fromEntries(entries) as Options;
