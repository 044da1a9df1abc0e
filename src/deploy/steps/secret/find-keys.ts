// Looks for the keys of each storage on this machine.
import {findCredentials} from '../../../aws/credentials.ts';
import type {Storage} from '../../../kedro/storage.ts';
import type {Options} from '../../../options/options.ts';
import {defined} from '../../../system/defined.ts';
import {WizardError} from '../../../system/errors.ts';
import type {Context} from '../../../ui/context.ts';
import {findAzureKeys} from './azure-keys.ts';
import type {FoundKeys} from './found-keys.ts';
import {findGoogleKey} from './google-key.ts';
import type {Need} from './need.ts';

/**
 * By storage, where keys were found.
 * @throws WizardError for keys that cannot work; of those that the tasks may do without it is a warning.
 */
export async function findKeys(
	{storages, maybeS3}: Need,
	options: Options,
	{env, platform, cwd, ui}: Pick<Context, 'env' | 'platform' | 'cwd' | 'ui'>,
	runsPrograms = true,
): Promise<ReadonlyMap<Storage, FoundKeys>> {
	const find: Readonly<Record<Storage, () => FoundKeys | undefined | Promise<FoundKeys | undefined>>> = {
		s3: () =>
			findCredentials({
				env,
				platform,
				signal: ui.signal,
				runsPrograms,
				...defined({profile: options.awsProfile?.value}),
			}),
		gcs: () => findGoogleKey(env, cwd),
		azure: () => findAzureKeys(env),
	};
	const found = new Map<Storage, FoundKeys>();
	for (const storage of storages) {
		const keys = await find[storage]();
		if (keys !== undefined) found.set(storage, keys);
	}
	if (maybeS3 === undefined) return found;
	const keys = await Promise.resolve(find.s3()).catch((error: unknown) => {
		if (!(error instanceof WizardError) || error.kind === 'cancelled') throw error;
		ui.emit({event: 'note', level: 'warning', step: 'secret', message: `The tasks get no AWS keys: ${error.message}`});
		return undefined;
	});
	return keys === undefined ? found : found.set('s3', keys);
}

/** The same without a program and a word to the user, for a first look; `undefined` where that does not find all. */
export const keysAtHand = async (
	need: Need,
	options: Options,
	context: Pick<Context, 'env' | 'platform' | 'cwd' | 'ui'>,
): Promise<ReadonlyMap<Storage, FoundKeys> | undefined> =>
	need.maybeS3 === undefined ? findKeys(need, options, context, false).catch(() => undefined) : undefined;
