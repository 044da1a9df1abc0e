// Whether keys can be what they should be, before they go anywhere. No message holds any of their text.
import {WizardError} from '../system/errors.ts';
import {Sensitive} from '../system/secrets.ts';

export type RawKeys = {
	readonly accessKeyId: string | undefined;
	readonly secretAccessKey: string | undefined;
	readonly sessionToken: string | undefined;
};

export type ValidKeys = {readonly values: Readonly<Record<string, Sensitive>>; readonly warnings: readonly string[]};

/** Longer than any session token by far. */
const longest = 16_384;

/**
 * Keys without what an editor or `echo` put around them, and warnings for what only looks odd.
 * @throws WizardError `usage` for what can not be meant; `where` names the place in its message.
 */
export function validate(raw: RawKeys, where: string): ValidKeys {
	const warnings: string[] = [];
	const take = (name: string, value: string | undefined): string => tidy(name, value, where, warnings);
	const id = take('AWS_ACCESS_KEY_ID', raw.accessKeyId);
	const secret = take('AWS_SECRET_ACCESS_KEY', raw.secretAccessKey);
	const token = raw.sessionToken === undefined ? undefined : take('AWS_SESSION_TOKEN', raw.sessionToken);
	if (holdsBase64Of(id, keyId)) throw alreadyBase64('AWS_ACCESS_KEY_ID', where);
	if (holdsBase64Of(secret, secretKey)) throw alreadyBase64('AWS_SECRET_ACCESS_KEY', where);
	if (id.startsWith('ASIA') && token === undefined) {
		throw wrong(
			'AWS_TOKEN_MISSING',
			`The key id (${where}) is a temporary one (ASIA…), which needs AWS_SESSION_TOKEN too`,
		);
	}
	if (!keyId.test(id)) warnings.push(`AWS_ACCESS_KEY_ID does not look like one of AWS (fine for other S3 stores)`);
	else if (!secretKey.test(secret))
		warnings.push(`AWS_SECRET_ACCESS_KEY does not look like one of AWS: 40 characters are usual`);
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

function tidy(name: string, value: string | undefined, where: string, warnings: string[]): string {
	if (value === undefined) throw wrong('AWS_KEYS_INCOMPLETE', `${name} is missing (${where})`);
	if (value.length > longest) throw wrong('AWS_KEY_INVALID', `${name} (${where}) is longer than ${longest} characters`);
	const trimmed = value.replaceAll(/^[\s\uFEFF]+|[\s\uFEFF]+$/g, '');
	const bare = trimmed.replace(/^(["'])(.*)\1$/s, '$2').trim();
	if (bare === '') throw wrong('AWS_KEY_EMPTY', `${name} is empty (${where})`);
	if (/[\p{Cc}\p{Cf}]/u.test(bare)) {
		throw wrong('AWS_KEY_INVALID', `${name} (${where}) has a line break or another control character in it`);
	}
	if (bare !== trimmed) warnings.push(`${name}: the quotes around it were left out`);
	else if (trimmed !== value) warnings.push(`${name}: spaces or line breaks around it were left out`);
	if (/\s/.test(bare)) warnings.push(`${name} has a space in it`);
	return bare;
}

/** True for base64 of what matches, also for base64 of base64 of it, with or without a line break at its end. */
function holdsBase64Of(text: string, pattern: RegExp, depth = 2): boolean {
	if (depth === 0 || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(text)) return false;
	const decoded = Buffer.from(text, 'base64').toString('utf8').trim();
	return pattern.test(decoded) || holdsBase64Of(decoded, pattern, depth - 1);
}

const alreadyBase64 = (name: string, where: string): WizardError =>
	new WizardError('usage', `${name} (${where}) is already base64-encoded; encoding it again would make it useless`, {
		code: 'AWS_KEY_BASE64',
		detail: 'Give the key as AWS shows it: Kubernetes encodes it by itself',
	});

const wrong = (code: string, message: string): WizardError => new WizardError('usage', message, {code});
