// Gets credentials through the AWS CLI: single sign-on, assumed roles, credential processes.
import * as z from 'zod';
import {defined} from '../system/defined.ts';
import {type ErrorKind, type NextCommand, WizardError} from '../system/errors.ts';
import {findProgram, run} from '../system/exec.ts';
import {installCommand, packageManager} from '../system/install-command.ts';
import {parseJson} from '../system/json.ts';
import {quote} from '../system/text.ts';
import type {RawKeys} from './check-keys.ts';

const Exported = z.object({
	AccessKeyId: z.string(),
	SecretAccessKey: z.string(),
	SessionToken: z.string().optional(),
	Expiration: z.string().optional(),
});

const install =
	'How to install version 2: https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html';

/**
 * Runs `aws configure export-credentials` of the AWS CLI 2. Its output stays in memory; its messages are not shown.
 * @param login the profile that has the login: the same, or one that it takes its keys from
 * @throws WizardError `outside` where the CLI is missing, is version 1 or fails, `denied` where a login is required.
 */
export async function exportCredentials(
	profile: string,
	login: string,
	env: NodeJS.ProcessEnv,
	signal?: AbortSignal,
): Promise<RawKeys & {readonly expiresAt: string | undefined}> {
	const aws = await findProgram('aws', env['PATH'] ?? '');
	if (aws === undefined) {
		const what = 'needs the AWS CLI 2, which is not installed';
		throw failed('outside', 'AWS_CLI_MISSING', profile, what, await installing(), install);
	}
	const {exitCode, stdout, stderr} = await run(
		aws,
		['configure', 'export-credentials', '--profile', profile, '--format', 'process'],
		{env, timeout: 120_000, ...defined({signal})},
	);
	if (exitCode === 0) {
		const parsed = Exported.safeParse(parseJson(stdout));
		if (!parsed.success)
			throw failed('outside', 'AWS_CLI_FAILED', profile, 'got an answer from the AWS CLI that is not valid', [
				callerIdentity(profile),
			]);
		const {AccessKeyId, SecretAccessKey, SessionToken, Expiration} = parsed.data;
		return {
			accessKeyId: AccessKeyId,
			secretAccessKey: SecretAccessKey,
			sessionToken: SessionToken,
			expiresAt: Expiration,
		};
	}
	if (/MFA|EOF when reading/i.test(stderr)) throw mfaNeeded(profile);
	const known = failures.find(({pattern}) => pattern.test(stderr));
	if (known !== undefined) {
		const {kind, code, what, next, detail} = known;
		throw failed(kind, code, profile, what, next?.(profile, login) ?? (await installing()), detail);
	}
	throw failed('outside', 'AWS_CLI_FAILED', profile, `got no credentials from the AWS CLI (exit code ${exitCode})`, [
		callerIdentity(profile),
	]);
}

const installing = async (): Promise<readonly NextCommand[]> => installCommand('aws', await packageManager());

export const callerIdentity = (profile: string): NextCommand => ({
	command: `aws sts get-caller-identity --profile ${quote(profile)}`,
	when: 'to see the error message of AWS',
});

export const ssoLogin = (profile: string): NextCommand => ({
	command: `aws sso login --profile ${quote(profile)}`,
	when: 'to log in; then rerun the deploy',
	here: true,
});

/** Recognised by the CLI's output. Roles of single sign-on have SSO in their names, so refused requests stand first. */
const failures: readonly {
	readonly pattern: RegExp;
	readonly kind: ErrorKind;
	readonly code: string;
	readonly what: string;
	/** Default: what installs version 2. */
	readonly next?: (profile: string, login: string) => readonly NextCommand[];
	readonly detail?: string;
}[] = [
	{
		pattern: /Invalid choice/,
		kind: 'outside',
		code: 'AWS_CLI_TOO_OLD',
		what: 'needs the AWS CLI 2; version 1 is installed',
		detail: install,
	},
	{
		pattern: /AccessDenied|ForbiddenException|InvalidClientTokenId|ExpiredToken|SignatureDoesNotMatch/,
		kind: 'denied',
		code: 'AWS_DENIED',
		what: 'was refused by AWS',
		next: profile => [callerIdentity(profile)],
	},
	{
		pattern: /\bSSO\b|token has expired|refresh failed|GetRoleCredentials/i,
		kind: 'denied',
		code: 'AWS_SSO_EXPIRED',
		what: 'has no valid single sign-on session',
		next: (_, login) => [ssoLogin(login)],
	},
	{
		pattern: /aws login|session has expired/i,
		kind: 'denied',
		code: 'AWS_LOGIN_EXPIRED',
		what: 'has no valid login',
		next: (_, login) => [
			{command: `aws login --profile ${quote(login)}`, when: 'to log in; then rerun the deploy', here: true},
		],
	},
];

/** For an MFA code, which the AWS CLI can only ask for in your own terminal. */
export const mfaNeeded = (profile: string): WizardError =>
	failed('denied', 'AWS_MFA', profile, 'requires an MFA code, which kfp-wizard cannot ask for', [
		{
			command: `eval "$(aws configure export-credentials --profile ${quote(profile)} --format env)"`,
			when: 'in your shell; then rerun the deploy without --aws-profile',
		},
	]);

const failed = (
	kind: ErrorKind,
	code: string,
	profile: string,
	what: string,
	next: readonly NextCommand[],
	detail?: string,
): WizardError => new WizardError(kind, `The AWS profile ${profile} ${what}`, {code, next, ...defined({detail})});
