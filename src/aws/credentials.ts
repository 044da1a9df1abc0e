// Finds AWS keys: in the environment, in a shared profile, or through the AWS CLI for a profile.
import {type NextCommand, WizardError} from '../system/errors.ts';
import {now} from '../system/clock.ts';
import type {Sensitive} from '../system/secrets.ts';
import {localTime} from '../system/local-time.ts';
import {clean, duration, quote} from '../system/text.ts';
import {callerIdentity, exportCredentials, mfaNeeded, ssoLogin} from './aws-cli.ts';
import {
	openToOthers,
	profileMissing,
	profileOf,
	type Profiles,
	type ProfileSettings,
	readProfiles,
} from './profiles.ts';
import {checkKeys, type KeySource, type RawKeys} from './check-keys.ts';

export type AwsCredentials = {
	/** AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and, for temporary credentials, AWS_SESSION_TOKEN. */
	readonly values: Readonly<Record<string, Sensitive>>;
	/** `AWS_ACCESS_KEY_ID`, `AWS_PROFILE=tide`, `--aws-profile tide` or `profile default`. */
	readonly source: string;
	readonly warnings: readonly string[];
	/** ISO time at which temporary credentials expire, if it is known. */
	readonly expiresAt?: string;
};

export type CredentialSearch = {
	/** The name of `--aws-profile`. */
	readonly profile?: string;
	readonly env: NodeJS.ProcessEnv;
	/** The operating system: file modes are checked where it has them. */
	readonly platform: NodeJS.Platform;
	/** Ends the AWS CLI, which may wait for minutes. */
	readonly signal?: AbortSignal;
	/** False: it fails where the AWS CLI is needed. */
	readonly runsPrograms?: boolean;
};

/**
 * Finds credentials in the order of the AWS CLI: a named profile, the environment, AWS_PROFILE or AWS_DEFAULT_PROFILE, the profile `default`.
 * `undefined` where none of them exists.
 * @throws WizardError `usage` for keys or profiles that cannot work, `denied` where a login is required, `outside` where
 *   the AWS CLI is needed and missing.
 */
export async function findCredentials(options: CredentialSearch): Promise<AwsCredentials | undefined> {
	const {profile, env} = options;
	if (profile !== undefined) return ofProfile(profile, `--aws-profile ${profile}`, options);
	if ((env['AWS_ACCESS_KEY_ID'] ?? '') !== '') {
		const raw: RawKeys = {
			accessKeyId: env['AWS_ACCESS_KEY_ID'],
			secretAccessKey: env['AWS_SECRET_ACCESS_KEY'],
			sessionToken: env['AWS_SESSION_TOKEN'] || undefined,
		};
		return finish(raw, ofShell, 'AWS_ACCESS_KEY_ID', [], env['AWS_CREDENTIAL_EXPIRATION']);
	}
	if ((env['AWS_SECRET_ACCESS_KEY'] ?? '') !== '') {
		throw new WizardError('usage', 'AWS_SECRET_ACCESS_KEY is set, but AWS_ACCESS_KEY_ID is not', {
			code: 'AWS_KEYS_INCOMPLETE',
			next: ofShell.again('AWS_ACCESS_KEY_ID'),
		});
	}
	const named = profileOf(env);
	if (named !== undefined) return ofProfile(named.profile, `${named.variable}=${named.profile}`, options);
	const profiles = await readProfiles(env);
	const settings = profiles.find('default');
	if (settings === undefined || sourceOf('default', settings, profiles) === 'none') return undefined;
	return ofProfile('default', 'profile default', options);
}

async function ofProfile(
	name: string,
	source: string,
	{env, platform, signal, runsPrograms = true}: CredentialSearch,
): Promise<AwsCredentials> {
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
			const open = keys === undefined ? [] : await openToOthers(keys.file, platform);
			return finish(raw, ofFile(name), source, [...profiles.warnings, ...open], undefined);
		}
		case 'cli': {
			if (!runsPrograms) throw new Error(`the keys of the profile ${name} come from a program`);
			const login = loginProfile(checkedChain(name, profiles), profiles);
			const {expiresAt, ...raw} = await exportCredentials(name, login?.profile ?? name, env, signal);
			const renew = login?.isSso === true ? ssoLogin(login.profile) : callerIdentity(name);
			return finish(raw, {where: `profile ${name}`, renew: [renew]}, source, profiles.warnings, expiresAt);
		}
		case 'none':
			throw new WizardError('usage', `The AWS profile ${name} has no credentials`, {
				code: 'AWS_PROFILE_EMPTY',
				next: [
					{command: `aws configure --profile ${quote(name)}`, when: 'to add access keys', here: true},
					{command: `aws configure sso --profile ${quote(name)}`, when: 'to set up single sign-on', here: true},
				],
			});
	}
}

/** As in the AWS CLI, a role or single sign-on has precedence over keys in the same profile. */
function sourceOf(name: string, settings: ProfileSettings, profiles: Profiles): 'static' | 'cli' | 'none' {
	const has = (...keys: readonly string[]): boolean => keys.some(key => settings.has(key));
	if (has('role_arn', 'sso_session', 'sso_start_url')) return 'cli';
	if (profiles.staticKeys(name) !== undefined) return 'static';
	return has('credential_process', 'login_session') ? 'cli' : 'none';
}

/** The first profile of a chain that has a login. */
function loginProfile(
	chain: readonly string[],
	profiles: Profiles,
): {readonly profile: string; readonly isSso: boolean} | undefined {
	for (const profile of chain) {
		const settings = profiles.find(profile);
		const isSso = settings?.has('sso_session') === true || settings?.has('sso_start_url') === true;
		if (isSso || settings?.has('login_session') === true) return {profile, isSso};
	}
	return undefined;
}

/**
 * Follows `source_profile` as the AWS CLI does, so that the error names the wrong profile. Gives the profiles in their order.
 * @throws WizardError `usage` for a missing profile or a loop, `denied` where an MFA code is required.
 */
function checkedChain(name: string, profiles: Profiles): readonly string[] {
	const seen: string[] = [];
	for (let at: string | undefined = name; at !== undefined;) {
		const settings = profiles.find(at);
		if (settings === undefined)
			throw profileMissing(at, profiles, `, which ${seen.at(-1) ?? name} names as its source_profile`, seen.at(-1));
		if (settings.has('role_arn') && settings.has('mfa_serial')) throw mfaNeeded(name);
		seen.push(at);
		const next: string | undefined = settings.has('role_arn') ? settings.get('source_profile') : undefined;
		// A profile may name itself: then its role is assumed with its own keys.
		if (next === at) return seen;
		if (next !== undefined && seen.includes(next)) {
			throw new WizardError('usage', `The AWS profiles ${[...seen, next].join(' -> ')} form a loop (source_profile)`, {
				code: 'AWS_PROFILE_LOOP',
				next: [
					{
						command: `aws configure set source_profile NAME --profile ${quote(at)}`,
						when: 'to name a profile that has keys',
					},
				],
			});
		}
		at = next;
	}
	return seen;
}

type Source = KeySource & {readonly renew: readonly NextCommand[]};

/** `read` shows nothing, and the key is in no history and no list of processes. */
const ofShell = {
	where: 'from the environment',
	again: (name: string): readonly NextCommand[] => [
		{command: `read -rs ${name}; export ${name}`, when: 'to paste it without showing it, in bash or zsh'},
		{command: '--aws-profile NAME', when: 'to take the keys from a shared profile'},
	],
	renew: [
		{
			command: 'eval "$(aws configure export-credentials --profile NAME --format env)"',
			when: 'to get new ones from the profile that they come from; then rerun the deploy',
		},
		{command: '--aws-profile NAME', when: 'to take the keys from that profile'},
	],
} satisfies Source;

function ofFile(name: string): Source {
	const again: NextCommand = {
		command: `aws configure --profile ${quote(name)}`,
		when: 'to enter the keys again',
		here: true,
	};
	return {where: `profile ${name}`, again: () => [again], renew: [again]};
}

function finish(
	raw: RawKeys,
	from: Source,
	source: string,
	before: readonly string[],
	expiration: string | undefined,
): AwsCredentials {
	const {values, warnings} = checkKeys(raw, from);
	const expiry = new Date(expiration ?? Number.NaN);
	const known = !Number.isNaN(expiry.getTime());
	if (known && expiry <= now()) {
		throw new WizardError('denied', `The AWS credentials (${from.where}) expired at ${localTime(expiry)}`, {
			code: 'AWS_EXPIRED',
			next: from.renew,
		});
	}
	const temporary = values['AWS_SESSION_TOKEN'] === undefined ? [] : [known ? expiresAtText(expiry) : expiresLater];
	return {
		values,
		source: clean(source),
		warnings: [...before, ...warnings, ...temporary],
		...(known ? {expiresAt: expiry.toISOString()} : {}),
	};
}

const expiresAtText = (time: Date): string =>
	`These AWS credentials are temporary and expire at ${localTime(time)}, in ${duration(time.getTime() - now().getTime())}: tasks that start later have no access`;
const expiresLater = 'These AWS credentials are temporary: tasks that start after they expire have no access';
