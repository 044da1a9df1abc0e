// `--secret-file`: the manifest of the Secret as a file, for those who apply it by other means. It holds the keys themselves.
import {lstat} from 'node:fs/promises';
import {basename, dirname, join} from 'node:path';
import {WizardError} from '../../../system/errors.ts';
import {readText, shellPath, tidyPath, writeAtomic} from '../../../system/files.ts';
import {gitStateOf} from '../../../system/git.ts';
import {ignoreCommand} from '../../../system/ignore-command.ts';
import {quote} from '../../../system/text.ts';
import type {Context} from '../../../ui/context.ts';

const header = '# Written by kfp-wizard. It contains keys: encrypt it before you commit it.\n';

/**
 * @throws WizardError `usage` with `NOT_OUR_FILE` for a file of somebody else, with `SECRET_FILE_IN_GIT` for a path that
 * git tracks or would track.
 */
export async function refuseSecretFile(path: string, {env, ui}: Pick<Context, 'env' | 'ui'>): Promise<void> {
	const info = await lstat(path).catch(() => undefined);
	const isOwn = info?.isFile() === true && (await readText(path))?.startsWith(header) === true;
	if (info !== undefined && !isOwn)
		throw new WizardError('usage', `${tidyPath(path)} was not written by kfp-wizard, so it is not overwritten`, {
			code: 'NOT_OUR_FILE',
			next: [{command: '--secret-file PATH', when: 'to write another file'}],
		});
	const state = await gitStateOf(path, {env, signal: ui.signal});
	if (state === 'ignored' || state === 'outside') return;
	throw new WizardError(
		'usage',
		`${tidyPath(path)} would hold keys, and git ${state === 'tracked' ? 'tracks it' : 'does not ignore it'}`,
		{
			code: 'SECRET_FILE_IN_GIT',
			next: [
				...(state === 'tracked'
					? [
							{
								command: `git -C ${shellPath(dirname(path))} rm --cached -- ${quote(basename(path))}`,
								when: 'to track it no longer',
							},
						]
					: []),
				{command: ignoreCommand(basename(path), join(dirname(path), '.gitignore')), when: 'to ignore it'},
			],
		},
	);
}

/** Only this user can read it. `manifest` is JSON, which YAML includes. */
export const writeSecretFile = (path: string, manifest: string): Promise<void> =>
	writeAtomic(path, `${header}${JSON.stringify(JSON.parse(manifest), null, 2)}\n`, 0o600);
