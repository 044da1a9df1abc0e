// The required options that are missing when a command is not interactive.
import {type NextCommand, WizardError} from '../system/errors.ts';
import {flagSyntax, isOnByDefault} from './names.ts';
import type {CommandName} from './option.ts';
import {isGiven, optionNames, type Options, specOf} from './options.ts';
import {optionsOf} from './resolve.ts';

/**
 * `more`: what else the command needs, before the options of the catalogue.
 * @throws WizardError `usage` naming every flag to give and what it is for.
 */
export function refuseMissing(command: CommandName, options: Options, more: readonly NextCommand[] = []): void {
	const missing = optionsOf(command).flatMap((name): readonly NextCommand[] => {
		const {required} = specOf(name);
		if (required?.commands.includes(command) !== true || isGiven(options[name])) return [];
		const isUnnecessary = (required.unless ?? []).some(other => {
			const option = optionNames.find(one => one === other);
			return option !== undefined && options[option]?.value === !isOnByDefault(option);
		});
		return isUnnecessary ? [] : [{command: flagSyntax(name), when: required.when}];
	});
	const all = [...more, ...missing];
	if (all.length === 0) return;
	throw new WizardError(
		'usage',
		`Missing required options (not interactive): ${all.map(one => one.command).join(', ')}`,
		{code: 'MISSING_ANSWER', next: all},
	);
}
