// Reads the shared AWS profiles of this machine and where each gets its credentials from.
import {stat} from 'node:fs/promises';
import {homedir} from 'node:os';
import {join} from 'node:path';
import {type NextCommand, WizardError} from '../system/errors.ts';
import {didYouMean, meant} from '../system/nearest.ts';
import {readText, shellPath, tidyPath} from '../system/files.ts';
import {clean, quote} from '../system/text.ts';
import {type Ini, parseIni} from './ini.ts';

export type ProfileSettings = ReadonlyMap<string, string>;

export type Profiles = {
	readonly names: readonly string[];
	/** Settings of both files; those of the credentials file win. `undefined` where neither has the profile. */
	find(name: string): ProfileSettings | undefined;
	/** Static keys of a profile and the file that has them; `undefined` without a key id. */
	staticKeys(name: string): {readonly settings: ProfileSettings; readonly file: string} | undefined;
	/** The settings of `[services NAME]`, with which a profile names endpoints. */
	services(name: string): ProfileSettings | undefined;
	readonly warnings: readonly string[];
};

/** The profile that the environment names: in the second variable for older programs, and for those of boto3. */
export function profileOf(env: NodeJS.ProcessEnv): {readonly variable: string; readonly profile: string} | undefined {
	const variable = 'AWS_PROFILE AWS_DEFAULT_PROFILE'.split(' ').find(name => (env[name] ?? '') !== '');
	return variable === undefined ? undefined : {variable, profile: env[variable] ?? ''};
}

/**
 * Reads the files that AWS_SHARED_CREDENTIALS_FILE and AWS_CONFIG_FILE name, or those in ~/.aws.
 * @throws WizardError `usage` for a file that is not UTF-8 text.
 */
export async function readProfiles(env: NodeJS.ProcessEnv): Promise<Profiles> {
	const home = env['HOME'] ?? env['USERPROFILE'] ?? homedir();
	const pathOf = (variable: string, file: string): string =>
		(env[variable] || join(home, '.aws', file)).replace(/^~(?=[/\\])/, home);
	const credentialsFile = pathOf('AWS_SHARED_CREDENTIALS_FILE', 'credentials');
	const configFile = pathOf('AWS_CONFIG_FILE', 'config');
	const [credentials, config] = await Promise.all([readIni(credentialsFile), readIni(configFile)]);
	const inConfig = (name: string): ProfileSettings | undefined =>
		config.sections.get(`profile ${name}`) ?? (name === 'default' ? config.sections.get('default') : undefined);
	const names = [
		...credentials.sections.keys(),
		...[...config.sections.keys()]
			.filter(section => section === 'default' || section.startsWith('profile '))
			.map(section => section.replace(/^profile /, '')),
	];
	return {
		names: [...new Set(names)],
		find: name => {
			const [low, high] = [inConfig(name), credentials.sections.get(name)];
			return low === undefined && high === undefined ? undefined : new Map([...(low ?? []), ...(high ?? [])]);
		},
		staticKeys: name => {
			for (const [settings, file] of [
				[credentials.sections.get(name), credentialsFile],
				[inConfig(name), configFile],
			] as const) {
				if (settings?.has('aws_access_key_id') === true) return {settings, file};
			}
			return undefined;
		},
		services: name => config.sections.get(`services ${name}`),
		warnings: [...unreadable(credentialsFile, credentials), ...unreadable(configFile, config)],
	};
}

/** A warning when other users of this machine can read a file with keys (not on Windows, which has no such modes). */
export async function openToOthers(file: string, platform: NodeJS.Platform): Promise<readonly string[]> {
	if (platform === 'win32') return [];
	const mode = (await stat(file)).mode & 0o777;
	if ((mode & 0o077) === 0) return [];
	return [
		`Other users can read ${tidyPath(file)} (mode ${mode.toString(8)}). To prevent it: chmod 600 ${shellPath(file)}`,
	];
}

/** An error `usage` that suggests the nearest profile. `from`: the profile that names it as its source. */
export function profileMissing(name: string, profiles: Profiles, why: string, from?: string): WizardError {
	const near = meant(name, profiles.names);
	const set = (right: string): NextCommand =>
		from === undefined
			? {command: `kfp-wizard --aws-profile ${quote(right)}`}
			: {
					command: `aws configure set source_profile ${quote(right)} --profile ${quote(from)}`,
					when: `to let ${clean(from)} name it`,
				};
	return new WizardError('usage', `There is no AWS profile ${clean(name)}${why}${didYouMean(name, profiles.names)}`, {
		code: 'AWS_PROFILE_MISSING',
		detail: profiles.names.length === 0 ? 'There are no profiles' : `Existing profiles: ${profiles.names.join(', ')}`,
		next: [
			...(near === undefined ? [] : [set(near)]),
			{command: `aws configure --profile ${quote(clean(name))}`, when: 'to create it'},
		],
	});
}

async function readIni(file: string): Promise<Ini> {
	const text = (await readText(file)) ?? '';
	if (/[\u0000\uFFFD]/.test(text)) {
		// Text of UTF-16 has a zero byte in each letter.
		const encoding = text.includes('\u0000') ? 'UTF-16' : 'WINDOWS-1252';
		const old = `${file}.old`;
		throw new WizardError('usage', `${tidyPath(file)} is not UTF-8 text (saved as ${encoding}?)`, {
			code: 'AWS_FILE_ENCODING',
			next: [
				{
					command: `cp -p ${shellPath(file)} ${shellPath(old)} && iconv -f ${quote(encoding)} -t UTF-8 ${shellPath(old)} > ${shellPath(file)}`,
					when: `to save it as UTF-8; ${tidyPath(old)} is a copy of it`,
				},
			],
		});
	}
	return parseIni(text);
}

const unreadable = (file: string, ini: Ini): readonly string[] =>
	ini.unreadable.map(line => `${tidyPath(file)}:${line} is neither a section nor a setting, and is ignored`);
