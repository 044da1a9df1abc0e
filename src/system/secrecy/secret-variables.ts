// The environment variables that hold secrets, by their names or values.
import type {Environment} from '../environment.ts';
import {Sensitive} from '../secrets.ts';
import {percentDecoded} from '../text.ts';
import {isCredential} from './find-credentials.ts';
import {isSecretName} from './names.ts';

/** The working folders of a shell, and options of kfp-wizard that name a Secret. */
const harmless = /^(?:OLD)?PWD$|^KFP_WIZARD_(?!TOKEN$|PASSWORD$)/;

const secretVariables = (env: Environment): readonly (readonly [name: string, value: string])[] =>
	Object.entries(env).flatMap(([name, value = '']) =>
		value !== '' && ((isSecretName(name) && !harmless.test(name)) || isCredential(value))
			? [[name, value] as const]
			: [],
	);

/** From now on these values are secrets that no text shows. Of a URL it is the password, or the token in its place. */
export function rememberSecretVariables(env: Environment): void {
	for (const [, value] of secretVariables(env)) for (const part of secretParts(value)) new Sensitive(part);
}

function secretParts(value: string): readonly string[] {
	if (!value.includes('://') || !URL.canParse(value)) return [value];
	const {username, password} = new URL(value);
	const part = password === '' ? username : password;
	return part === '' ? [value] : [part, percentDecoded(part)];
}

/**
 * The secret variables of an environment with values that stand for them: code that only looks whether one is there goes on,
 * and what it prints is no secret. Of a URL only the password is replaced.
 */
export const withheldVariables = (env: Environment): Readonly<Record<string, string>> =>
	Object.fromEntries(secretVariables(env).map(([name, value]) => [name, standIn(value)]));

/** Stands for a secret value: the project's Python can see that there is one. */
export const withheld = 'withheld-by-kfp-wizard';

function standIn(value: string): string {
	if (/^\s*\{/.test(value)) return '{}';
	if (!value.includes('://') || !URL.canParse(value)) return withheld;
	const url = new URL(value);
	if (url.username === '' && url.password === '') return withheld;
	if (url.password === '') url.username = withheld;
	else url.password = withheld;
	return url.href;
}
