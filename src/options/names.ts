// What an option is called: its flag, its environment variable, its row on the plan, its key in kfp.yml.
import {quote} from '../system/text.ts';
import {type OptionName, optionNames, specOf} from './options.ts';

const words = (name: string): readonly string[] =>
	name.replaceAll(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`).split(' ');

/** `group-by`: the row on the plan, and the flag without dashes. */
export const rowName = (name: OptionName): string => specOf(name).flag ?? words(name).join('-');

/** `--group-by`. */
export const flagName = (name: OptionName): string => `--${rowName(name)}`;

/** `--no-build`: turns an option off. */
export const offFlagName = (name: OptionName): string => `--no-${rowName(name)}`;

/** True for a switch that is on unless `--no-…` is given: it has no other flag. */
export function isOnByDefault(name: OptionName): boolean {
	const spec = specOf(name);
	return spec.kind === 'switch' && spec.on === true;
}

/** The flag that a user types: `--group-by WAY`, `--yes`, `--no-build`. */
export function flagSyntax(name: OptionName): string {
	const spec = specOf(name);
	if (isOnByDefault(name)) return offFlagName(name);
	return spec.kind === 'switch' ? flagName(name) : `${flagName(name)} ${spec.argument}`;
}

/** The flags that give an option this value, quoted: several for a list. */
export function optionFlags(name: OptionName, value: unknown): readonly string[] {
	if (value === false) return [offFlagName(name)];
	if (value === true) return [flagName(name)];
	return [value].flat().map(one => `${flagName(name)} ${quote(String(one))}`);
}

/** The environment variable of a flag: `KFP_WIZARD_GROUP_BY`, `KFP_WIZARD_NO_BUILD`. */
export const environmentVariable = (flag: string): string =>
	`KFP_WIZARD_${flag.slice(2).replaceAll('-', '_').toUpperCase()}`;

/** The key in kfp.yml; `undefined` where the file cannot set the option. */
export function settingKey(name: OptionName): string | undefined {
	const {setting} = specOf(name);
	return setting === undefined ? undefined : (setting.key ?? words(name).join('_'));
}

/** The option of a row on the plan; `off` for a row such as `no-build`. `undefined` for rows that are not options. */
export function optionOfRow(row: string): {readonly name: OptionName; readonly off: boolean} | undefined {
	const find = (text: string): OptionName | undefined => optionNames.find(name => rowName(name) === text);
	const name = find(row);
	if (name !== undefined) return {name, off: false};
	const turnedOff = row.startsWith('no-') ? find(row.slice(3)) : undefined;
	return turnedOff === undefined ? undefined : {name: turnedOff, off: true};
}
