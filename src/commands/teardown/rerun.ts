// The commands that a teardown recommends: the same teardown again, and a teardown where a deploy would be recommended.
import {flagName, flagSyntax} from '../../options/names.ts';
import {isDetected, isFromSettings, type OptionName, type Options, specOf} from '../../options/options.ts';
import {optionsOf} from '../../options/resolve.ts';
import {type NextCommand, type WizardError, withDetails} from '../../system/errors.ts';
import {quote} from '../../system/text.ts';

/** What says which resources are removed: names, or these. */
const choosing: ReadonlySet<OptionName> = new Set(['all', 'keep', 'images']);

/** `kfp-wizard teardown --yes …`: the same, for these resources or as they were chosen. */
export function rerunTeardown(options: Options, names: readonly string[]): string {
	const flags = optionsOf('teardown').flatMap(name => {
		const option = options[name];
		if (option === undefined || specOf(name).communication === true) return [];
		if (option.source === 'default' || isDetected(option.source) || isFromSettings(option.source)) return [];
		if (names.length > 0 && choosing.has(name)) return [];
		return option.value === true ? [flagName(name)] : [flagName(name), quote(String(option.value))];
	});
	return ['kfp-wizard teardown --yes', ...flags, ...names.map(quote)].join(' ');
}

/**
 * Errors of what deploy and teardown share recommend a deploy: here the same with teardown, where teardown has its options;
 * a command that only a deploy can follow is left out.
 */
export function asTeardownError(error: WizardError, names: readonly string[]): WizardError {
	const next = error.next.flatMap((one): readonly NextCommand[] => {
		const [, rest] = /^kfp-wizard deploy(| .*)$/.exec(one.command) ?? [];
		if (rest === undefined) return [one];
		const flags: readonly string[] = rest.match(/--[a-z-]+/g) ?? [];
		// A Secret with another name would be another one.
		if (flags.some(flag => !known.has(flag)) || flags.includes('--secret')) return [];
		return [{...one, command: ['kfp-wizard teardown', ...names.map(quote)].join(' ') + rest}];
	});
	return withDetails(error, {next});
}

const known: ReadonlySet<string> = new Set(optionsOf('teardown').map(name => flagSyntax(name).split(' ')[0] ?? ''));
