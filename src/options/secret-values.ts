// Values of options that look like secrets. They are refused, so no command is printed with them. Loads no package.
import {findCredentials, isCredential, namedSecrets} from '../system/secrecy/find-credentials.ts';
import {isSecretName, judgeAssignment} from '../system/secrecy/names.ts';
import {keyAndValue} from './key-and-value.ts';
import type {OptionName, Options, Sourced} from './options.ts';

/** Whether a variable looks like one that must not be read by everybody. */
export const isSecret = (name: string, value: string): boolean =>
	isSecretName(name) || findCredentials(value, {named: true}).some(({certain}) => certain);

/** A Kedro parameter that names a secret, whatever its value is. */
export const isSecretKey = (key: string): boolean =>
	/(?:password|passwd|secret|secret_key|access_key|access_key_id)$/i.test(key);

const isSecretParam = (key: string, value: string): boolean =>
	isSecretKey(key) ||
	isCredential(value) ||
	judgeAssignment(key, value) === 'certain' ||
	// A mapping or a list.
	(/^\s*[[{]|\n/.test(value) && namedSecrets(value).length > 0);

const lists = {envVar: isSecret, param: isSecretParam, exposeParam: isSecretKey} as const;

/** Whether this text of a list option, such as `NAME=VALUE`, looks like a secret. */
export function isSecretText(name: OptionName, text: string): boolean {
	const [key, value] = keyAndValue(text);
	return Object.hasOwn(lists, name) && lists[name as keyof typeof lists](key, value);
}

/** The options without these values. */
export function withoutSecretValues(options: Options): Options {
	const kept = (Object.keys(lists) as (keyof typeof lists)[]).flatMap(name => {
		const option: Sourced<readonly string[]> | undefined = options[name];
		if (option === undefined) return [];
		return [[name, {...option, value: option.value.filter(text => !isSecretText(name, text))}] as const];
	});
	return {...options, ...Object.fromEntries(kept)};
}
