// Plain variables of every task (`--env-var NAME=VALUE`); what looks like a secret is refused without repeating it.
import {defaultNamespace} from '../kfp/endpoint.ts';
import {kubectlCommand} from '../kubernetes/kubectl-command.ts';
import {WizardError} from '../system/errors.ts';
import {otherList} from './corrections.ts';
import type {Options} from './options.ts';
import {isSecret} from './secret-values.ts';

/** @throws WizardError `usage`: not NAME=VALUE, or a credential, which everyone could read in the spec. */
export function readEnvVars(options: Options): Record<string, string> {
	const {value, source} = options.envVar ?? {value: [], source: '--env-var'};
	return Object.fromEntries(value.map(text => readEnvVar(text, source, options)));
}

function readEnvVar(text: string, source: string, {envVar, namespace}: Options): readonly [string, string] {
	const [, name, value] = /^([A-Za-z_][A-Za-z0-9_]*)=([^]*)$/.exec(text) ?? [];
	if (name === undefined || value === undefined)
		throw new WizardError('usage', `${source}: write NAME=VALUE, with letters, digits and _ in the name`, {
			code: 'BAD_VALUE',
			next: otherList('envVar', envVar, one => (one === text ? 'NAME=VALUE' : one)),
		});
	if (!isSecret(name, value)) return [name, value];
	throw new WizardError('usage', `${source}: ${name} looks like a secret, and everyone can read a spec`, {
		code: 'SECRET_VALUE',
		detail: `In kfp.yml a task gets it from any Secret: secrets: [{name: NAME, env_vars: {${name}: KEY}}]`,
		next: [
			{
				command: kubectlCommand(
					{context: undefined, namespace: namespace?.value ?? defaultNamespace},
					'create secret generic NAME --from-env-file=FILE',
				),
				when: `to create a Secret with the lines of a file: ${name}=…`,
			},
			{
				command: 'kfp-wizard deploy --secret NAME --existing-secret',
				when: 'to give all keys of a Secret to the tasks, also those of the storage',
			},
		],
	});
}
