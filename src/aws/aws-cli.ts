// Credentials that only the AWS CLI can get: single sign-on, assumed roles, credential processes.
import * as z from 'zod';
import {type ErrorKind, type NextCommand, WizardError} from '../system/errors.ts';
import {findProgram, run} from '../system/exec.ts';
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
 * Asks `aws configure export-credentials` of the AWS CLI 2. Its output stays in memory, its words are not shown.
 * @throws WizardError `outside` where the CLI is missing, is version 1 or fails, `denied` where a login is due.
 */
export async function exportCredentials(
	profile: string,
	env: NodeJS.ProcessEnv,
): Promise<RawKeys & {readonly expiresAt: string | undefined}> {
	const aws = await findProgram('aws', env['PATH'] ?? '');
	if (aws === undefined) {
		throw failed('outside', 'AWS_CLI_MISSING', profile, 'needs the AWS CLI 2, which is not installed', [], install);
	}
	const {exitCode, stdout, stderr} = await run(
		aws,
		['configure', 'export-credentials', '--profile', profile, '--format', 'process'],
		{env, timeout: 120_000},
	);
	if (exitCode === 0) {
		const parsed = Exported.safeParse(json(stdout));
		if (!parsed.success)
			throw failed('outside', 'AWS_CLI_FAILED', profile, 'got an unknown answer from the AWS CLI', []);
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
		throw failed(kind, code, profile, what, next?.(quote(profile)) ?? [], detail);
	}
	throw failed('outside', 'AWS_CLI_FAILED', profile, `got no credentials from the AWS CLI (exit code ${exitCode})`, [
		ownWords(quote(profile)),
	]);
}

const ownWords = (profile: string): NextCommand => ({
	command: `aws sts get-caller-identity --profile ${profile}`,
	when: "to see AWS's own words",
});

/** By the words of the CLI. A role made by single sign-on has SSO in its name, so refusals stand first. */
const failures: readonly {
	readonly pattern: RegExp;
	readonly kind: ErrorKind;
	readonly code: string;
	readonly what: string;
	readonly next?: (profile: string) => readonly NextCommand[];
	readonly detail?: string;
}[] = [
	{
		pattern: /Invalid choice/,
		kind: 'outside',
		code: 'AWS_CLI_TOO_OLD',
		what: 'needs the AWS CLI 2; the one installed is version 1',
		detail: install,
	},
	{
		pattern: /AccessDenied|ForbiddenException|InvalidClientTokenId|ExpiredToken|SignatureDoesNotMatch/,
		kind: 'denied',
		code: 'AWS_DENIED',
		what: 'was refused by AWS',
		next: profile => [ownWords(profile)],
	},
	{
		pattern: /\bSSO\b|token has expired|refresh failed|GetRoleCredentials/i,
		kind: 'denied',
		code: 'AWS_SSO_EXPIRED',
		what: 'has no valid single sign-on session',
		next: profile => [{command: `aws sso login --profile ${profile}`, when: 'to log in; then deploy again'}],
	},
	{
		pattern: /aws login|session has expired/i,
		kind: 'denied',
		code: 'AWS_LOGIN_EXPIRED',
		what: 'has no valid login',
		next: profile => [{command: `aws login --profile ${profile}`, when: 'to log in; then deploy again'}],
	},
];

/** A code that only a person can type; nobody could be asked for it behind our screen. */
export const mfaNeeded = (profile: string): WizardError =>
	failed('denied', 'AWS_MFA', profile, 'asks for an MFA code, which only you can type', [
		{
			command: `eval "$(aws configure export-credentials --profile ${quote(profile)} --format env)"`,
			when: 'in your shell; then deploy again without --aws-profile',
		},
	]);

const failed = (
	kind: ErrorKind,
	code: string,
	profile: string,
	what: string,
	next: readonly NextCommand[],
	detail?: string,
): WizardError =>
	new WizardError(kind, `The AWS profile ${profile} ${what}`, {code, next, ...(detail === undefined ? {} : {detail})});

function json(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
