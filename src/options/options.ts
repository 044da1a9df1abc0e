// The options as the rest of the program has them: one typed object, each value with its source.
import type {PlanValue} from '../schema/plan.ts';
import {catalog} from './catalog/catalog.ts';
import type {OptionSpec} from './option.ts';

export type OptionName = keyof typeof catalog;

type ValueOfSpec<Spec extends OptionSpec> = Spec extends {kind: 'text'; off: object}
	? string | false
	: Spec extends {kind: 'text'}
		? string
		: Spec extends {kind: 'choice'; choices: readonly (infer Word)[]}
			? Word
			: Spec extends {kind: 'number'}
				? number
				: Spec extends {kind: 'list'}
					? readonly string[]
					: boolean;

/** What the value of an option is: a text, a number, a list, a switch, or one of a few words. */
export type OptionValue<Name extends OptionName> = ValueOfSpec<(typeof catalog)[Name]>;

/**
 * A value and its source: a flag such as `--env`, a variable such as `KFP_WIZARD_ENV`, the path of a kfp.yml, `asked`,
 * `detected: …` or `default`.
 */
export type Sourced<T = string> = {readonly value: T; readonly source: string};

/** What was set, by flag, environment variable, kfp.yml or answer. An option that nothing set is not there. */
export type Options = {readonly [Name in OptionName]?: Sourced<OptionValue<Name>>};

/** New values of options; `undefined` unsets one. */
export type OptionChanges = {readonly [Name in OptionName]?: OptionValue<Name> | undefined};

export const optionNames = Object.keys(catalog) as OptionName[];

/** The declaration of an option, without what is particular to it. */
export const specOf = (name: OptionName): OptionSpec => catalog[name];

/** True when a switch was turned on. */
export const isOn = (option: Sourced<unknown> | undefined): boolean => option?.value === true;

/** True when something was turned off with its `--no-…` flag. */
export const isOff = (option: Sourced<unknown> | undefined): boolean => option?.value === false;

/** True when something was set, and not to off. */
export const isGiven = (option: Sourced<unknown> | undefined): boolean => option !== undefined && !isOff(option);

/** The text of an option that can be turned off; `undefined` where it was, or was not set. */
export function textOf(option: Sourced<string | false> | undefined): Sourced | undefined {
	return option === undefined || option.value === false ? undefined : {value: option.value, source: option.source};
}

/** The value where the option is set, else its default. */
export const valueOr = <T>(set: Sourced<T> | undefined, value: T): Sourced<T> => set ?? {value, source: 'default'};

/** True for `detected: …`, a value that kfp-wizard found by itself. */
export const isDetected = (source: string): boolean => source.startsWith('detected');

/** True for a value from a kfp.yml, which every deploy reads again. */
export const isFromSettings = (source: string): boolean => /(^|\/)kfp\.ya?ml$/.test(source);

/** A row of the plan. */
export const planValue = (name: string, {value, source}: Sourced<string | number | boolean>): PlanValue => ({
	name,
	value: String(value),
	source,
});

/** Options as an object of unknown values, for the few places that work on all of them alike. */
export const entriesOf = (options: Options): readonly (readonly [OptionName, Sourced<unknown>])[] =>
	optionNames.flatMap(name => {
		const option = options[name];
		return option === undefined ? [] : [[name, option] as const];
	});

/** The options with one more, or another value of one. */
export const withOption = <Name extends OptionName>(
	options: Options,
	name: Name,
	option: Sourced<OptionValue<Name>>,
): Options => ({...options, [name]: option});
