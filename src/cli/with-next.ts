// Every error ends with a command to type now: its own, else the one that tells more about errors of its kind.
import {serverOptionNames} from '../deploy/server-flags.ts';
import {flagName} from '../options/names.ts';
import {type CommandName, commandNames} from '../options/option.ts';
import type {OptionName, Options} from '../options/options.ts';
import {optionsOf} from '../options/resolve.ts';
import {type NextCommand, type WizardError, withDetails} from '../system/errors.ts';
import {quote} from '../system/text.ts';

/** `options`: those of the command that failed. Its flags say which project, pipeline and server the next command is about. */
export function withNext(error: WizardError, command: CommandName, options: Options): WizardError {
	const own = nextOf(error, command);
	const next = error.next.length > 0 || own === undefined ? error.next : [own];
	return next.length === 0 ? error : withDetails(error, {next: next.map(one => aboutTheSame(one, options))});
}

/** A command that was stopped, and names no other way to go on, is started again as it was typed. */
export const sameAgain = (error: WizardError, argv: readonly string[]): WizardError =>
	error.next.length > 0
		? error
		: withDetails(error, {next: [{command: ['kfp-wizard', ...argv.map(quote)].join(' '), when: 'to start again'}]});

const selecting: readonly OptionName[] = ['project', 'env', 'pipeline', 'kfpName', ...serverOptionNames];

/** With the flags that the next command takes too. Variables are still set for it. */
function aboutTheSame(next: NextCommand, options: Options): NextCommand {
	const [, word] = /^kfp-wizard ([a-z]+)(?!.* --help\b)/.exec(next.command) ?? [];
	const name = commandNames.find(known => known === word);
	if (name === undefined) return next;
	const taken = new Set(optionsOf(name));
	const flags = selecting.flatMap(option => {
		const given = options[option];
		const flag = flagName(option);
		const isMissing = taken.has(option) && !next.command.split(' ').includes(flag);
		return isMissing && given?.source.startsWith('-') === true ? [` ${flag} ${quote(String(given.value))}`] : [];
	});
	return {...next, command: next.command + flags.join('')};
}

function nextOf({kind}: WizardError, command: CommandName): NextCommand | undefined {
	const whole = {command: `kfp-wizard ${command} --verbose`, when: 'to see the commands that run and their output'};
	switch (kind) {
		case 'usage':
			return {command: `kfp-wizard ${command} --help`, when: 'to list its options'};
		case 'project':
			return command === 'check'
				? whole
				: {command: 'kfp-wizard check', when: 'to see what the project needs; it changes nothing'};
		case 'denied':
		case 'outside':
			return command === 'doctor'
				? whole
				: {command: 'kfp-wizard doctor', when: 'to see what works here: registry, cluster, Kubeflow, S3'};
		case 'run':
			return {command: 'kfp-wizard status', when: 'to see which task failed and why'};
		case 'failed':
			return whole;
		// The user stopped it: what was changed is said, and the same command resumes.
		case 'declined':
		case 'cancelled':
			return undefined;
	}
}
