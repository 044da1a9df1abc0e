// The Google Cloud key file of the tasks: found through GOOGLE_APPLICATION_CREDENTIALS, or named by the user.
import * as z from 'zod';
import {resolve} from 'node:path';
import {WizardError} from '../../../system/errors.ts';
import {readText, tidyPath} from '../../../system/files.ts';
import {parseJson} from '../../../system/json.ts';
import {Sensitive} from '../../../system/secrets.ts';
import type {FoundKeys} from './found-keys.ts';

/** The key of the Secret, and so the name of the file in the task. */
export const googleKeyFile = 'gcp-key.json';

const KeyFile = z.discriminatedUnion('type', [
	z.object({type: z.literal('service_account'), client_email: z.string().min(1), private_key: z.string().min(1)}),
	z.object({type: z.enum(['authorized_user', 'external_account', 'impersonated_service_account'])}),
]);

/** A service account key is the size of a page; a larger file is none. */
const largest = 256 * 1024;

/** `undefined` where the variable is not set. @throws WizardError as `readGoogleKey`. */
export async function findGoogleKey(env: NodeJS.ProcessEnv, cwd: string): Promise<FoundKeys | undefined> {
	const path = env['GOOGLE_APPLICATION_CREDENTIALS'] ?? '';
	return path === '' ? undefined : readGoogleKey(resolve(cwd, path), 'GOOGLE_APPLICATION_CREDENTIALS');
}

/** @throws WizardError `usage` GCP_KEY_INVALID for a file that is missing or has no key of Google Cloud. */
export async function readGoogleKey(path: string, source: string): Promise<FoundKeys> {
	const text = await readText(path, largest);
	if (text === undefined) throw invalid(`${source}: there is no file ${tidyPath(path)}`);
	const parsed = KeyFile.safeParse(parseJson(text));
	if (!parsed.success) throw invalid(`${source}: ${tidyPath(path)} is not a key file of Google Cloud`);
	const {data} = parsed;
	return {
		values: {[googleKeyFile]: new Sensitive(text)},
		source,
		owner: data.type === 'service_account' ? data.client_email : data.type,
		warnings:
			data.type === 'service_account'
				? []
				: [
						data.type === 'authorized_user'
							? `${tidyPath(path)} holds your own login (authorized_user): the tasks will act as you. A service account key or Workload Identity limits what they may do`
							: `${tidyPath(path)} (${data.type}) may name files or services that only this machine has`,
					],
	};
}

const invalid = (message: string): WizardError =>
	new WizardError('usage', message, {
		code: 'GCP_KEY_INVALID',
		next: [
			{
				command: 'gcloud iam service-accounts keys create ~/gcp-key.json --iam-account EMAIL',
				when: 'to create a key file outside the project',
			},
			{command: 'export GOOGLE_APPLICATION_CREDENTIALS=~/gcp-key.json', when: 'to name that file'},
			{command: '--no-secret', when: 'if the pods have their own identity (Workload Identity)'},
		],
	});
