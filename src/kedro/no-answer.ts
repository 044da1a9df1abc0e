// Why Python wrote no answer about the project: it was too slow, or the project's code ended it.
import {WizardError} from '../system/errors.ts';
import type {RunResult} from '../system/exec.ts';
import {tidyPaths} from '../system/files.ts';
import {howItEnded} from '../system/how-it-ended.ts';
import {temporaryFolderError} from '../system/temporary-folder.ts';
import {clean, cleanLine, count, tail} from '../system/text.ts';
import type {InstallTarget} from './install-commands.ts';
import {sameError} from './inspector-errors.ts';
import type {StuckAt} from './stuck-at.ts';

/** Warnings of libraries, with the line of code that Python shows below, are not why it failed. */
const withoutWarnings = (text: string): string =>
	text.replaceAll(/^.*:\d+: (?:\w+\.)*\w*Warning:.*\n(?:[^\S\n]+.*(?:\n|$))*/gm, '');

export function noAnswer(
	{exitCode, stderr}: RunResult,
	timeout: number,
	stuck: StuckAt | undefined,
	target: InstallTarget,
): WizardError {
	// The project's own code may fail so too: then its disk is full.
	if (/^OSError: \[Errno (?:28|122)\]/m.test(stderr)) return temporaryFolderError('the disk is full');
	const lines = [...(stuck?.lines ?? []), tail(withoutWarnings(stderr), 12)].filter(line => line !== '');
	const more = lines.length === 0 ? {} : {detail: tidyPaths(clean(lines.join('\n')))};
	const place = stuck === undefined ? undefined : cleanLine(stuck.at);
	if (exitCode === 124) {
		const when = place === undefined ? '' : `; at the end it was at ${place}`;
		return new WizardError(
			'project',
			`Importing the project took longer than ${count(timeout, 'second')} (--timeout)${when}`,
			{
				code: 'INSPECT_TIMEOUT',
				next: [{command: `kfp-wizard --timeout ${timeout * 5}`, when: 'to wait longer, if its imports are slow'}],
				...more,
			},
		);
	}
	const where = place === undefined ? '' : `, at ${place}`;
	return new WizardError('project', `Python ${howItEnded(exitCode)}, while it imported the project${where}`, {
		code: 'PYTHON_ENDED',
		next: [sameError(target)],
		...more,
	});
}
