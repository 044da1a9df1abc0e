// Plain variables of every task (`--env-var NAME=VALUE`); what looks like a secret is refused without repeating it.
import {WizardError} from '../system/errors.ts';
import {type Given, givenList} from './options.ts';

/** @throws WizardError `usage`: not NAME=VALUE, or a credential, which everybody could read in the spec. */
export function readVariables(given: Given): Record<string, string> {
	return Object.fromEntries(givenList(given, 'env_var').map(text => readVariable(text, given)));
}

function readVariable(text: string, given: Given): readonly [string, string] {
	const source = given['env_var']?.source ?? '--env-var';
	const [, name, value] = /^([A-Za-z_][A-Za-z0-9_]*)=([^]*)$/.exec(text) ?? [];
	if (name === undefined || value === undefined)
		throw new WizardError('usage', `${source} wants NAME=VALUE, with letters, digits and _ in the name`, {
			code: 'BAD_VALUE',
		});
	if (!isSecret(name, value)) return [name, value];
	throw new WizardError('usage', `${source}: ${name} looks like a secret, and a spec is for everybody to read`, {
		code: 'SECRET_VALUE',
		next: [{command: '--secret NAME --existing-secret', when: 'to give it to the tasks as a Kubernetes Secret'}],
	});
}

/** Whether a variable looks like one that must not be read by everybody. */
export const isSecret = (name: string, value: string): boolean => secretName.test(name) || awsKeyId.test(value);

const secretName = /(?:SECRET|SECRET_KEY|SECRET_ACCESS_KEY|ACCESS_KEY_ID|PASSWORD|PASSWD|TOKEN)$/i;
const awsKeyId = /(?<![A-Z0-9])A[KS]IA[A-Z0-9]{16}(?![A-Z0-9])/;
