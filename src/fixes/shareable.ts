// Refuses values that must not go from this machine into an image: what may be a secret, and addresses and paths of this machine.
import {isMap, isScalar, isSeq} from 'yaml';
import {localHostIn} from '../checks/local-host.ts';
import {WizardError} from '../system/errors.ts';
import {findCredentials} from '../system/secrecy/find-credentials.ts';
import {isSecretName, isSlug} from '../system/secrecy/names.ts';
import {keyOf} from './yaml/pairs.ts';

/**
 * @param keys the path of keys to the value
 * @throws WizardError `project` NOT_SHAREABLE with the key, never the value.
 */
export function assertShareable(keys: readonly string[], node: unknown, file: string): void {
	if (isMap(node)) for (const pair of node.items) assertShareable([...keys, keyOf(pair)], pair.value, file);
	if (isSeq(node)) for (const item of node.items) assertShareable(keys, item, file);
	if (!isScalar(node)) return;
	const reason = reasonToKeep(keys, String(node.value));
	if (reason === undefined) return;
	throw new WizardError('project', `${keys.join('.')} ${reason}, so kfp-wizard does not copy it to ${file}`, {
		code: 'NOT_SHAREABLE',
	});
}

/** Plainly no secret: numbers, switches, and texts under a name and of a form that secrets do not have. */
function reasonToKeep(keys: readonly string[], value: string): string | undefined {
	if (value.includes('${') || /^(?:true|false|yes|no|on|off|null|~|)$/i.test(value)) return undefined;
	const isNumber = /^[-+]?[\d_.]+(?:e[-+]?\d+)?$/i.test(value);
	const isSuspect = keys.some(key => isSecretName(key) || (isNumber ? secretNumber : secretText).test(key));
	if (isSuspect || (!isNumber && looksSecret(keys, value))) return 'may be a secret';
	if (localHostIn(value) !== undefined) return 'is an address of this machine';
	return /^(?:\/|~|[A-Za-z]:[\\/]|file:)/.test(value) ? 'is a path of this machine' : undefined;
}

const secretText = /(?:pass|passw|pwd|secret|token|cred(?:ential)?|auth|key|sas|dsn|conn(?:ection)?)s?(?![a-z])/i;
const secretNumber = /(?:pass|passw|pwd|secret|pin)(?![a-z])/i;

function looksSecret(keys: readonly string[], value: string): boolean {
	if (findCredentials(`${keys.at(-1) ?? ''}: ${value}`, {named: true}).length > 0) return true;
	if (/:\/\/[^/\s]*@/.test(value)) return !/^(?:abfss?|wasbs?|az):/.test(value);
	const isOneWord = value.length >= 16 && /^[\w+/=.-]+$/.test(value);
	return isOneWord && /\d/.test(value) && /[a-z]/i.test(value) && !isSlug(value) && !/[./]/.test(value);
}
