// Plain variables of every task (`--env-var NAME=VALUE`); what looks like a secret is refused without repeating it.
import {WizardError} from '../system/errors.ts';
import {findCredentials} from '../system/secrecy/find-credentials.ts';
import {isSecretName} from '../system/secrecy/names.ts';
import {otherList} from './corrections.ts';
import type {Options} from './options.ts';

/** @throws WizardError `usage`: not NAME=VALUE, or a credential, which everyone could read in the spec. */
export function readEnvVars({envVar}: Options): Record<string, string> {
	const {value, source} = envVar ?? {value: [], source: '--env-var'};
	return Object.fromEntries(value.map(text => readEnvVar(text, source, envVar)));
}

function readEnvVar(text: string, source: string, all: Options['envVar']): readonly [string, string] {
	const [, name, value] = /^([A-Za-z_][A-Za-z0-9_]*)=([^]*)$/.exec(text) ?? [];
	if (name === undefined || value === undefined)
		throw new WizardError('usage', `${source}: write NAME=VALUE, with letters, digits and _ in the name`, {
			code: 'BAD_VALUE',
			next: otherList('envVar', all, one => (one === text ? 'NAME=VALUE' : one)),
		});
	if (!isSecret(name, value)) return [name, value];
	throw new WizardError('usage', `${source}: ${name} looks like a secret, and everyone can read a spec`, {
		code: 'SECRET_VALUE',
		next: [{command: '--secret NAME --existing-secret', when: 'to pass it to the tasks in a Kubernetes Secret'}],
	});
}

/** Whether a variable looks like one that must not be read by everybody. */
export const isSecret = (name: string, value: string): boolean =>
	isSecretName(name) || findCredentials(value, {named: true}).some(({certain}) => certain);
