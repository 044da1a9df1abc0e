// The next commands of a command line that could not be read: with what else it has.
import {completedCommand} from '../deploy/completed-command.ts';
import {commandNames} from '../options/option.ts';
import {ownOptions} from '../options/own-options.ts';
import {type WizardError, withDetails} from '../system/errors.ts';
import {mayHaveSecret} from './secret-words.ts';
import {operands} from './word-order.ts';

export function asTyped(error: WizardError, argv: readonly string[]): WizardError {
	if (mayHaveSecret(argv)) return error;
	const words = operands(argv);
	const command = commandNames.find(name => name === words[0]) ?? 'deploy';
	const running = {command, words, options: ownOptions(argv), context: undefined};
	return withDetails(error, {
		next: error.next.map(one =>
			one.isWhole === true ? one : {...one, command: completedCommand(one.command, running), isWhole: true},
		),
	});
}
