// The next commands that only a step knows for an error of its work: where a person is present they become choices.
import {type NextCommand, WizardError, withDetails} from '../../system/errors.ts';
import type {Ui} from '../../ui/ui.ts';

/**
 * `waysOf`: more next commands. One that the error has too counts instead of it, and none is added for a flag that it names.
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
	const kept = own.filter(({command}) => more.every(one => one.command !== command));
	const known = new Set(kept.map(flagOf));
	return [...kept, ...more.filter(one => flagOf(one) === undefined || !known.has(flagOf(one)))];
}

const flagOf = ({command}: NextCommand): string | undefined => /^(?:kfp-wizard deploy )?(--[\w-]+)/.exec(command)?.[1];
