// The flags that correct options which were refused, as next commands.
import type {NextCommand} from '../system/errors.ts';
import {environmentVariable, flagSyntax, optionFlags} from './names.ts';
import {type OptionName, type Options, type Sourced, specOf} from './options.ts';
import {isSecretText} from './secret-values.ts';

const isVariable = (source: string): boolean => source.startsWith(environmentVariable('--'));
const isFlag = (source: string): boolean => source.startsWith('-');

const unset = (variable: string): NextCommand => ({
	command: `unset ${variable}`,
	when: 'to leave it out; then run the command again',
});

/** `likely`: values that are probably meant; without one, the user writes it. None where a file has the value. */
export function otherValue(name: OptionName, source: string, likely: readonly string[]): readonly NextCommand[] {
	if (isVariable(source)) return [unset(source)];
	if (!isFlag(source)) return [];
	if (likely.length === 0) return [{command: flagSyntax(name), when: 'with a valid value'}];
	return likely.map(value => ({command: optionFlags(name, value).join(' ')}));
}

/**
 * A whole list with some of its values in another form; `undefined` leaves one out. A flag counts more than a variable. What
 * looks like a secret is left out. None where a file has the list, or nothing is left of it.
 */
export function otherList(
	name: OptionName,
	list: Sourced<readonly string[]> | undefined,
	change: (text: string, index: number) => string | undefined,
): readonly NextCommand[] {
	if (list === undefined || !(isFlag(list.source) || isVariable(list.source))) return [];
	const values = list.value
		.flatMap((text, index) => change(text, index) ?? [])
		.filter(text => !isSecretText(name, text));
	return values.length === 0 ? [] : [{command: ['kfp-wizard', ...optionFlags(name, values)].join(' ')}];
}

/** For options that exclude each other: each of them without the others. */
export const eitherOf = (names: readonly OptionName[], options: Options): readonly NextCommand[] =>
	names.flatMap(kept =>
		keeping(
			kept,
			names.filter(name => name !== kept),
			options,
		),
	);

function keeping(kept: OptionName, others: readonly OptionName[], options: Options): readonly NextCommand[] {
	const dropped = others.map(name => ({name, source: options[name]?.source ?? ''}));
	const when = `without ${dropped.map(({source}) => source).join(' and ')}`;
	if (dropped.some(({source}) => !isFlag(source) && !isVariable(source))) return [];
	const fixed = dropped.filter(({source}) => isVariable(source));
	const [stuck] = fixed.filter(({name}) => specOf(name).kind !== 'switch');
	if (stuck !== undefined) return [unset(stuck.source)];
	// A flag counts more than the variable of a switch.
	const against = fixed.flatMap(({name}) => optionFlags(name, options[name]?.value !== true));
	return [{command: ['kfp-wizard', ...optionFlags(kept, options[kept]?.value), ...against].join(' '), when}];
}
