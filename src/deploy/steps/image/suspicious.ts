// Files that must not be in an image, such as credentials, stop the deploy.
import type {BuildContext} from '../../../image/context/context.ts';
import {leaveOut} from '../../../image/context/list-files.ts';
import type {Options} from '../../../options/options.ts';
import {WizardError} from '../../../system/errors.ts';
import {count, quote} from '../../../system/text.ts';

/**
 * Values in the configuration and what may be harmless are left to the checks, which `--ignore` overrules.
 * @throws WizardError `project` naming each file, unless `--allow-file` names it.
 */
export function refuseSuspicious(
	{suspicious, ...context}: Pick<BuildContext, 'suspicious' | 'root' | 'ignoreFile'>,
	{allowFile}: Options,
): void {
	const found = suspicious.filter(
		({path, certain, inConfiguration}) =>
			certain !== false && inConfiguration !== true && allowFile?.value.includes(path) !== true,
	);
	const [first] = found;
	if (first === undefined) return;
	throw new WizardError(
		'project',
		`The image would contain ${count(found.length, 'file')} that should not be in an image`,
		{
			code: 'SUSPICIOUS_FILE',
			detail: found
				.map(({path, line, reason}) => `${path}${line === undefined ? '' : `:${line}`}: ${reason}`)
				.join('\n'),
			next: [
				leaveOut(first.path, context),
				{command: `--allow-file ${quote(first.path)}`, when: 'if the file is harmless'},
			],
		},
	);
}
