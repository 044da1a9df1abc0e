// The next commands that only a step knows for an error of its work: where a person is present they become choices.
import {type NextCommand, WizardError, withDetails} from '../../system/errors.ts';
import type {Ui} from '../../ui/ui.ts';

/**
 * `waysOf`: more next commands. One counts instead of those of the error that are the same, or begin with the same flag.
 * @throws the error of the work; as it is where no question can be asked.
 */
export async function withWays<T>(
	work: Promise<T>,
	waysOf: (error: WizardError) => readonly NextCommand[] | Promise<readonly NextCommand[]>,
	ui: Ui,
): Promise<T> {
	try {
		return await work;
	} catch (error) {
		const canAsk = ui.interactive && !ui.signal.aborted;
		if (!canAsk || !(error instanceof WizardError) || error.kind === 'cancelled') throw error;
		throw withDetails(error, {next: joined(error.next, await waysOf(error))});
	}
}

function joined(own: readonly NextCommand[], more: readonly NextCommand[]): readonly NextCommand[] {
	const known = new Set(more.map(beginning));
	return [...own.filter(one => !known.has(beginning(one))), ...more];
}

/** The first flag of a deploy; of another program the whole command. */
const beginning = ({command}: NextCommand): string =>
	/^(?:kfp-wizard (?:deploy )?)?(--[\w-]+)/.exec(command)?.[1] ?? command;
