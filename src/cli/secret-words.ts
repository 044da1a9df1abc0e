// Command lines that must not be shown again, since they may have a secret: `--password x`, `--param db_password=x`, or a
// token by its form.
import {optionOfRow} from '../options/names.ts';
import {isCredential} from '../system/secrecy/find-credentials.ts';
import {isSecretName} from '../system/secrecy/names.ts';

export const mayHaveSecret = (argv: readonly string[]): boolean =>
	argv.some(word => {
		const [first = '', ...rest] = word.split('=');
		const isOption = first.startsWith('-');
		const keys = isOption ? rest.slice(0, -1) : [first, ...rest].slice(0, -1);
		const isUnknown = isOption && optionOfRow(first.slice(2)) === undefined;
		return (isUnknown && isSecretName(first)) || keys.some(isSecretName) || isCredential(word);
	});
