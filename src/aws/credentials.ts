// Where AWS keys come from: the environment, a shared profile, or the AWS CLI on behalf of a profile.
import {WizardError} from '../system/errors.ts';
import {now} from '../system/clock.ts';
import type {Sensitive} from '../system/secrets.ts';
import {clean, quote} from '../system/text.ts';
import {exportCredentials, mfaNeeded} from './aws-cli.ts';
import {openToOthers, profileMissing, type Profiles, readProfiles, type Settings} from './profiles.ts';
import {type RawKeys, validate} from './check-keys.ts';

export type AwsCredentials = {
	/** AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and, for temporary ones, AWS_SESSION_TOKEN. */
	readonly values: Readonly<Record<string, Sensitive>>;
	/** `AWS_ACCESS_KEY_ID`, `AWS_PROFILE=tide`, `--aws-profile tide` or `profile default`. */
	readonly source: string;
	readonly warnings: readonly string[];
	/** ISO time at which temporary credentials end, where it is known. */
	readonly expiresAt?: string;
};

/**
 * Finds credentials in the order of the AWS CLI: a named profile, the environment, AWS_PROFILE, the profile `default`.
 * `undefined` where nothing is set up at all.
 * @throws WizardError `usage` for keys or profiles that can't work, `denied` where a login is due, `outside` where the
 *   AWS CLI is needed and missing.
 */
export async function findCredentials(options: {
	profile?: string;
	env?: NodeJS.ProcessEnv;
}): Promise<AwsCredentials | undefined> {
	const {profile, env = process.env} = options;
	if (profile !== undefined) return ofProfile(profile, `--aws-profile ${profile}`, env);
	if ((env['AWS_ACCESS_KEY_ID'] ?? '') !== '') {
		const raw: RawKeys = {
			accessKeyId: env['AWS_ACCESS_KEY_ID'],
			secretAccessKey: env['AWS_SECRET_ACCESS_KEY'],
			sessionToken: env['AWS_SESSION_TOKEN'] || undefined,
		};
		return finish(raw, 'AWS_ACCESS_KEY_ID', 'from the environment', [], env['AWS_CREDENTIAL_EXPIRATION']);
	}
	if ((env['AWS_SECRET_ACCESS_KEY'] ?? '') !== '') {
		throw new WizardError('usage', 'AWS_SECRET_ACCESS_KEY is set, but AWS_ACCESS_KEY_ID is not', {
			code: 'AWS_KEYS_INCOMPLETE',
		});
	}
	const fromEnvironment = env['AWS_PROFILE'] ?? '';
	if (fromEnvironment !== '') return ofProfile(fromEnvironment, `AWS_PROFILE=${fromEnvironment}`, env);
	const profiles = await readProfiles(env);
	const settings = profiles.find('default');
	if (settings === undefined || sourceOf('default', settings, profiles) === 'none') return undefined;
	return ofProfile('default', 'profile default', env);
}

async function ofProfile(name: string, source: string, env: NodeJS.ProcessEnv): Promise<AwsCredentials> {
	const profiles = await readProfiles(env);
	const settings = profiles.find(name);
	if (settings === undefined) throw profileMissing(name, profiles, ` (${clean(source)})`);
	switch (sourceOf(name, settings, profiles)) {
		case 'static': {
			const keys = profiles.staticKeys(name);
			const raw: RawKeys = {
				accessKeyId: keys?.settings.get('aws_access_key_id'),
				secretAccessKey: keys?.settings.get('aws_secret_access_key'),
				sessionToken: keys?.settings.get('aws_session_token') || undefined,
			};
			const open = keys === undefined ? [] : await openToOthers(keys.file);
			return finish(raw, source, `profile ${name}`, [...profiles.warnings, ...open], undefined);
		}
		case 'cli': {
			checkChain(name, profiles);
			const {expiresAt, ...raw} = await exportCredentials(name, env);
			return finish(raw, source, `profile ${name}`, profiles.warnings, expiresAt);
		}
		case 'none':
			throw new WizardError('usage', `The AWS profile ${name} has no credentials and no way to get any`, {
				code: 'AWS_PROFILE_EMPTY',
				next: [
					{command: `aws configure --profile ${quote(name)}`, when: 'for keys of your own'},
					{command: `aws configure sso --profile ${quote(name)}`, when: 'for single sign-on'},
				],
			});
	}
}

/** The order of the AWS CLI: a role or single sign-on beats keys that stand beside it. */
function sourceOf(name: string, settings: Settings, profiles: Profiles): 'static' | 'cli' | 'none' {
	const has = (...keys: readonly string[]): boolean => keys.some(key => settings.has(key));
	if (has('role_arn', 'sso_session', 'sso_start_url')) return 'cli';
	if (profiles.staticKeys(name) !== undefined) return 'static';
	return has('credential_process', 'login_session') ? 'cli' : 'none';
}

/**
 * Follows `source_profile` as the AWS CLI would, to say what is wrong with it in our own words.
 * @throws WizardError `usage` for a profile that is missing or a loop, `denied` where a code must be typed.
 */
function checkChain(name: string, profiles: Profiles): void {
	const seen: string[] = [];
	for (let at: string | undefined = name; at !== undefined;) {
		const settings = profiles.find(at);
		if (settings === undefined)
			throw profileMissing(at, profiles, `, which ${seen.at(-1) ?? name} names as its source_profile`);
		if (settings.has('role_arn') && settings.has('mfa_serial')) throw mfaNeeded(name);
		seen.push(at);
		const next: string | undefined = settings.has('role_arn') ? settings.get('source_profile') : undefined;
		// A profile may name itself: its role is then assumed with its own keys.
		if (next === at) return;
		if (next !== undefined && seen.includes(next)) {
			throw new WizardError(
				'usage',
				`The AWS profiles ${[...seen, next].join(' -> ')} go round in a circle (source_profile)`,
				{
					code: 'AWS_PROFILE_LOOP',
				},
			);
		}
		at = next;
	}
}

function finish(
	raw: RawKeys,
	source: string,
	where: string,
	before: readonly string[],
	expiration: string | undefined,
): AwsCredentials {
	const {values, warnings} = validate(raw, where);
	const ends = new Date(expiration ?? Number.NaN);
	const known = !Number.isNaN(ends.getTime());
	if (known && ends <= now()) {
		throw new WizardError('denied', `The AWS credentials (${where}) ended at ${ends.toLocaleString()}`, {
			code: 'AWS_EXPIRED',
			detail: 'Get new ones the way you got these, then deploy again',
		});
	}
	const temporary = values['AWS_SESSION_TOKEN'] === undefined ? [] : [known ? endsAt(ends) : endsSometime];
	return {
		values,
		source: clean(source),
		warnings: [...before, ...warnings, ...temporary],
		...(known ? {expiresAt: ends.toISOString()} : {}),
	};
}

const endsAt = (time: Date): string =>
	`These AWS credentials are temporary and end at ${time.toLocaleString()}: tasks that start later have no access`;
const endsSometime = 'These AWS credentials are temporary: tasks that start after they end have no access';
