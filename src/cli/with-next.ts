// Every error ends with a command to type now: its own, else the one that tells more about errors of its kind.
import type {CommandName} from '../options/option.ts';
import {commandLine} from '../options/command-line.ts';
import {asCancelled, asWizardError, type NextCommand, type WizardError, withDetails} from '../system/errors.ts';
import {mayHaveSecret} from './secret-words.ts';
import {typedCommand} from './typed-command.ts';

/** `command`: the one that failed, with its arguments. */
export function withNext(error: WizardError, command: CommandName, args: readonly string[] = []): WizardError {
	const own = nextOf(error, command, args);
	return error.next.length > 0 || own === undefined ? error : withDetails(error, {next: [own]});
}

/** What a command ends with: stopped by the user, or an error with what to type now. */
export function endOf(
	thrown: unknown,
	{
		isStopped,
		command,
		args,
		argv,
	}: {
		readonly isStopped: boolean;
		readonly command: CommandName;
		readonly args: readonly string[];
		/** As it was typed. */
		readonly argv: readonly string[];
	},
): WizardError {
	if (isStopped) return sameAgain(asCancelled(thrown), argv);
	const error = asWizardError(thrown);
	if (['declined', 'cancelled'].includes(error.kind)) return sameAgain(error, argv);
	const ended = withNext(error, command, args);
	return mayPass(error) ? withDetails(ended, {next: [...again(argv, 'to try again'), ...ended.next]}) : ended;
}

const passing = ['HTTP_LOST', 'HTTP_TIMEOUT', 'HTTP_DNS_BUSY', 'KFP_FAILED', 'KFP_NOT_FOUND', 'PORT_FORWARD_LOST'];

/** Whether the same command may work now, and does nothing twice. */
const mayPass = ({code, next, changed, outcome}: WizardError): boolean =>
	passing.includes(code) &&
	changed.length === 0 &&
	outcome.run === undefined &&
	!next.some(({command}) => command.startsWith('kfp-wizard '));

/** None for a command line that may have a secret. */
const again = (argv: readonly string[], when: string): readonly NextCommand[] =>
	mayHaveSecret(argv) ? [] : [typedCommand(argv, when)];

/** A command that was stopped, and names no other way to go on, is started again as it was typed. */
export const sameAgain = (error: WizardError, argv: readonly string[]): WizardError =>
	error.next.length > 0 ? error : withDetails(error, {next: again(argv, 'to start again')});

function nextOf({kind}: WizardError, command: CommandName, args: readonly string[]): NextCommand | undefined {
	const whole = {
		command: commandLine([command, ...args], '--verbose'),
		when: 'to see the commands that run and their output',
	};
	switch (kind) {
		case 'usage':
			return {command: `kfp-wizard ${command} --help`, when: 'to list its options'};
		case 'project':
			if (command === 'migrate') return {command: 'kfp-wizard migrate', when: 'after you corrected it'};
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
