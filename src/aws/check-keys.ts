// Checks AWS keys before they are used. No message contains any of their text.
import {type NextCommand, WizardError} from '../system/errors.ts';
import {defined} from '../system/defined.ts';
import {Sensitive} from '../system/secrets.ts';

export type RawKeys = {
	readonly accessKeyId: string | undefined;
	readonly secretAccessKey: string | undefined;
	readonly sessionToken: string | undefined;
};

export type ValidKeys = {readonly values: Readonly<Record<string, Sensitive>>; readonly warnings: readonly string[]};

/** Characters; much longer than any session token. */
const longest = 16_384;

/** Where keys come from, in words, and what sets the one of a variable again. */
export type KeySource = {readonly where: string; readonly again?: (variable: string) => readonly NextCommand[]};

/**
 * The keys without quotes, spaces and line breaks around them, and warnings for keys that only look unusual.
 * @throws WizardError `usage` for keys that cannot work.
 */
export function checkKeys(raw: RawKeys, {where, again}: KeySource): ValidKeys {
	const warnings: string[] = [];
	const invalid = (code: string, name: string, message: string, detail?: string): WizardError =>
		new WizardError('usage', message, {code, next: again?.(name) ?? [], ...defined({detail})});
	const take = (name: string, value: string | undefined): string =>
		withoutWrapping(name, value, where, warnings, (code, message) => invalid(code, name, message));
	const alreadyBase64 = (name: string): WizardError =>
		invalid(
			'AWS_KEY_BASE64',
			name,
			`${name} (${where}) is base64-encoded`,
			'Pass the key as AWS shows it: kfp-wizard encodes it for Kubernetes.',
		);
	const id = take('AWS_ACCESS_KEY_ID', raw.accessKeyId);
	const secret = take('AWS_SECRET_ACCESS_KEY', raw.secretAccessKey);
	const token = raw.sessionToken === undefined ? undefined : take('AWS_SESSION_TOKEN', raw.sessionToken);
	if (holdsBase64Of(id, keyId)) throw alreadyBase64('AWS_ACCESS_KEY_ID');
	if (holdsBase64Of(secret, secretKey)) throw alreadyBase64('AWS_SECRET_ACCESS_KEY');
	if (keyId.test(secret))
		throw invalid(
			'AWS_KEY_INVALID',
			'AWS_SECRET_ACCESS_KEY',
			`AWS_SECRET_ACCESS_KEY (${where}) has the form of a key id: it belongs into AWS_ACCESS_KEY_ID`,
		);
	if (id.startsWith('ASIA') && token === undefined) {
		throw invalid(
			'AWS_TOKEN_MISSING',
			'AWS_SESSION_TOKEN',
			`The key id (${where}) belongs to temporary credentials (ASIA…), which need AWS_SESSION_TOKEN too`,
		);
	}
	if (!keyId.test(id)) warnings.push(`AWS_ACCESS_KEY_ID does not look like a key of AWS (normal for other S3 stores)`);
	else if (!secretKey.test(secret))
		warnings.push(`AWS_SECRET_ACCESS_KEY does not look like a key of AWS, which has 40 characters`);
	return {
		values: {
			AWS_ACCESS_KEY_ID: new Sensitive(id),
			AWS_SECRET_ACCESS_KEY: new Sensitive(secret),
			...(token === undefined ? {} : {AWS_SESSION_TOKEN: new Sensitive(token)}),
		},
		warnings,
	};
}

const keyId = /^(?:AKIA|ASIA)[A-Z0-9]{12,}$/;
const secretKey = /^[A-Za-z0-9/+=]{40}$/;

function withoutWrapping(
	name: string,
	value: string | undefined,
	where: string,
	warnings: string[],
	invalid: (code: string, message: string) => WizardError,
): string {
	if (value === undefined) throw invalid('AWS_KEYS_INCOMPLETE', `${name} is missing (${where})`);
	if (value.length > longest)
		throw invalid('AWS_KEY_INVALID', `${name} (${where}) is longer than ${longest} characters`);
	const trimmed = value.replaceAll(/^[\s\uFEFF]+|[\s\uFEFF]+$/g, '');
	const bare = trimmed.replace(/^(["'])(.*)\1$/s, '$2').trim();
	if (bare === '') throw invalid('AWS_KEY_EMPTY', `${name} is empty (${where})`);
	if (/[\p{Cc}\p{Cf}]/u.test(bare)) {
		throw invalid('AWS_KEY_INVALID', `${name} (${where}) contains a line break or another control character`);
	}
	if (bare !== trimmed) warnings.push(`${name}: kfp-wizard leaves out the quotes around it`);
	else if (trimmed !== value) warnings.push(`${name}: kfp-wizard leaves out spaces or line breaks around it`);
	if (/\s/.test(bare)) warnings.push(`${name} contains a space`);
	return bare;
}

/** True for base64 of a match, and for base64 of that, with or without a line break at the end. */
function holdsBase64Of(text: string, pattern: RegExp, depth = 2): boolean {
	if (depth === 0 || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(text)) return false;
	const decoded = Buffer.from(text, 'base64').toString('utf8').trim();
	return pattern.test(decoded) || holdsBase64Of(decoded, pattern, depth - 1);
}
