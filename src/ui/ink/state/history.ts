// What was answered and done so far, an entry each.
import type {FileDiff} from '../../../schema/diff.ts';
import type {EventOf, StepId} from '../../../schema/event.ts';

/** One row of the history. */
export type Entry =
	/** `step` is the one that was active when it was asked. */
	| {readonly kind: 'answer'; readonly name: string; readonly value: string; readonly step: StepId | undefined}
	| {readonly kind: 'step'; readonly id: StepId; readonly state: EventOf<'step'>['state']; readonly detail?: string}
	| {readonly kind: 'note'; readonly level: 'info' | 'warning'; readonly message: string; readonly passing?: true}
	| {readonly kind: 'written'; readonly file: FileDiff};

const mostEntries = 500;

/** Without notes about work that has ended. */
export const withoutPassing = (entries: readonly Entry[]): readonly Entry[] =>
	entries.filter(entry => entry.kind !== 'note' || entry.passing !== true);

/** Of a step and of an answer only the latest entry stays, in the place of the first one; a note is kept once. */
export function withEntry(entries: readonly Entry[], entry: Entry): readonly Entry[] {
	const same = entries.findIndex(
		one =>
			(one.kind === 'step' && entry.kind === 'step' && one.id === entry.id) ||
			(one.kind === 'answer' && entry.kind === 'answer' && one.name === entry.name) ||
			(one.kind === 'note' && entry.kind === 'note' && one.message === entry.message),
	);
	return (same === -1 ? [...entries, entry] : entries.with(same, entry)).slice(-mostEntries);
}
