// Takes the last fixes back in the guided deploy, and says what that changed.
import type {FileChange} from '../../../fixes/file-change.ts';
import {undoLast} from '../../../fixes/journal.ts';
import {hasCode} from '../../../system/errors.ts';
import type {Context} from '../../../ui/context.ts';

/** Where a file has changed since, nothing is taken back and a note says so. */
export async function undoFixes(root: string, {ui, env}: Pick<Context, 'ui' | 'env'>): Promise<void> {
	const report = (level: 'info' | 'warning', message: string): void =>
		ui.emit({event: 'note', level, step: 'checks', message});
	try {
		report('info', undoneInWords(await undoLast(root, env)));
	} catch (error) {
		if (!hasCode(error, 'CHANGED_SINCE', 'NOTHING_TO_UNDO')) throw error;
		report('warning', error.message);
	}
}

/** `Took the last fixes back: conf/prod/catalog.yml is as before, Dockerfile is removed`. */
export const undoneInWords = (changes: readonly FileChange[]): string =>
	`Took the last fixes back: ${changes.map(({file, after}) => `${file} is ${after === undefined ? 'removed' : 'as before'}`).join(', ')}`;
