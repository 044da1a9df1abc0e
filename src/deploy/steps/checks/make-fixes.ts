// Makes fixes, and has Kedro read the project again. A fix with which it reads less than before is taken back.
import {applyFixes, diffsOf} from '../../../fixes/apply-fixes.ts';
import {type FileChange, joined, reversed} from '../../../fixes/file-change.ts';
import type {Fix} from '../../../fixes/fix.ts';
import {type Journal, openJournal, takeBack} from '../../../fixes/journal.ts';
import {lostSince} from '../../../fixes/lost.ts';
import type {FileDiff} from '../../../schema/diff.ts';
import type {Environment} from '../../../system/environment.ts';
import {WizardError} from '../../../system/errors.ts';
import type {Ui} from '../../../ui/ui.ts';
import type {Selected} from '../../selection.ts';

export type MadeFixes = {
	/** The project as it is read now. */
	readonly selected: Selected;
	readonly written: readonly FileDiff[];
	readonly kept: readonly Fix[];
	/** Titles of the fixes that were taken back. */
	readonly refused: readonly string[];
};

export type FixMaker = {
	/** @throws WizardError where a file cannot be written, or the project cannot be read for another reason than the fixes. */
	readonly make: (fixes: readonly Fix[], before: Selected) => Promise<MadeFixes>;
};

type Attempt = {readonly kept: readonly Fix[]; readonly refused: readonly string[]};

/** Reading a project takes seconds: what is not decided then is taken back as a whole. */
const mostReadings = 12;

/**
 * @param read reads the project anew, as it was read before the fixes
 * @param undoable where the bytes before the fixes are kept
 */
export function fixMaker(
	read: () => Promise<Selected>,
	{ui, env, now}: {readonly ui: Ui; readonly env: Environment; readonly now: () => Date},
): FixMaker {
	let journal: Journal | undefined;
	return {
		make: async (fixes, before) => {
			const {project} = before.selection;
			journal ??= tolerant(openJournal(project.root, env, now()), ui);
			const {add} = journal;
			let changes: readonly FileChange[] = [];
			let latest = before;
			let readings = 0;
			const record = async (more: readonly FileChange[]): Promise<void> => {
				changes = joined(changes, more);
				await add(more);
			};
			/** Finds the fixes to take back by halves: one of many takes few readings. */
			const attempt = async (some: readonly Fix[]): Promise<Attempt> => {
				const made = await applyFixes(project.root, some);
				if (made.length === 0) return {kept: some, refused: []};
				await record(made);
				readings += 1;
				const outcome = await outcomeOf(read, project);
				if (outcome.lost.length === 0 && outcome.selected !== undefined) {
					latest = outcome.selected;
					return {kept: some, refused: []};
				}
				await takeBack(project.root, made);
				await record(made.map(reversed));
				const [only] = some;
				if (some.length === 1 || only === undefined || readings >= mostReadings) {
					for (const {title} of some) reportTakenBack(title, outcome.lost, ui);
					return {kept: [], refused: some.map(({title}) => title)};
				}
				const middle = Math.ceil(some.length / 2);
				const first = await attempt(some.slice(0, middle));
				const second = await attempt(some.slice(middle));
				return {kept: [...first.kept, ...second.kept], refused: [...first.refused, ...second.refused]};
			};
			const {kept, refused} = await attempt(byFile(fixes));
			// The last attempt was taken back, so what was read last is not there any more.
			const selected = refused.length === 0 || readings === 0 ? latest : await read();
			const written = diffsOf(changes).map(diff => ({...diff, lines: [...diff.lines]}));
			if (written.length > 0) ui.emit({event: 'written', step: 'checks', files: written});
			return {selected, written, kept, refused};
		},
	};
}

/** Fixes of one file are neighbours, so that the halves part the files first. */
const byFile = (fixes: readonly Fix[]): readonly Fix[] => {
	const files = [...new Set(fixes.flatMap(({edits}) => edits.map(({file}) => file)))];
	const rank = ({edits: [first]}: Fix): number => (first === undefined ? -1 : files.indexOf(first.file));
	return fixes.toSorted((a, b) => rank(a) - rank(b));
};

/** A project that Kedro cannot read any more has lost everything. @throws what has nothing to do with the fixes. */
async function outcomeOf(
	read: () => Promise<Selected>,
	before: Selected['selection']['project'],
): Promise<{readonly selected?: Selected; readonly lost: readonly string[]}> {
	try {
		const selected = await read();
		return {selected, lost: lostSince(before, selected.selection.project)};
	} catch (error) {
		const isOther =
			!(error instanceof WizardError) ||
			['cancelled', 'declined', 'failed'].includes(error.kind) ||
			error.code === 'INSPECT_TIMEOUT';
		if (isOther) throw error;
		return {lost: [error.message]};
	}
}

function reportTakenBack(title: string, lost: readonly string[], ui: Ui): void {
	const [reason = '', ...others] = lost;
	const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
	ui.emit({
		event: 'note',
		level: 'warning',
		step: 'checks',
		message: `kfp-wizard took a fix back, because Kedro reads less of the project with it: ${title}. The reason: ${reason}${more}. Make this change by hand`,
	});
}

/** Fixes are made also where the cache cannot be written; then they cannot be taken back later. */
function tolerant(journal: Journal, ui: Ui): Journal {
	let failed = false;
	return {
		add: async changes => {
			try {
				await journal.add(changes);
			} catch (error) {
				if (!failed)
					ui.emit({
						event: 'note',
						level: 'warning',
						step: 'checks',
						message: `These fixes cannot be taken back by check --undo: ${error instanceof Error ? error.message : String(error)}`,
					});
				failed = true;
			}
		},
	};
}
