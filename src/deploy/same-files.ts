// The spec and the image are made of the same files: what has changed between the two readings is read again.
import {join} from 'node:path';
import type {BuildContext} from '../image/context/context.ts';
import type {ReadFiles} from '../kedro/read-files.ts';
import {WizardError} from '../system/errors.ts';
import type {Interview} from './interview/interview.ts';
import {Rerun} from './interview/rerun.ts';

const mostNamed = 20;

/**
 * Compares what Python has read with what the image gets.
 * @throws `Rerun` where it differs; WizardError `project` CONTEXT_CHANGED where it differs once more after that.
 */
export function refuseOtherFiles(context: BuildContext | undefined, {ui, readings}: Interview): void {
	const changed = context === undefined ? [] : otherFiles(context, readings.python.files);
	const [first] = changed;
	if (context === undefined || first === undefined) return;
	if (readings.again.is) {
		readings.again.is = false;
		throw new WizardError(
			'project',
			`${named(changed)} changed while kfp-wizard read the project, also the second time`,
			{
				code: 'CONTEXT_CHANGED',
				...(changed.length > 1 && {detail: changed.slice(0, mostNamed).join('\n')}),
				next: [{command: 'kfp-wizard deploy', when: 'once the files no longer change'}],
			},
		);
	}
	readings.again.is = true;
	ui.emit({
		event: 'note',
		level: 'info',
		step: 'project',
		message: `${named(changed)} changed while kfp-wizard read the project; reading it again`,
	});
	throw new Rerun({reread: true});
}

/** A link in the image leads to a file that is there by itself. */
const otherFiles = ({root, files}: BuildContext, read: ReadFiles): readonly string[] =>
	files.flatMap(({path, digest, link}) => {
		const known = link === undefined ? read.get(join(root, path)) : undefined;
		return known === undefined || (known.size === 1 && known.has(digest)) ? [] : [path];
	});

const named = ([first = '', ...others]: readonly string[]): string =>
	others.length === 0 ? first : `${first} (and ${others.length} more)`;
