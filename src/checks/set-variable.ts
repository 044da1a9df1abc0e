// The advice to give the tasks a variable that this machine has.
import type {Variable} from '../schema/project.ts';
import type {Facts} from './facts.ts';
import {localHostIn} from './local-host.ts';

/** The file that a fix writes the variable to. */
export const settingsFile = ({project, environment}: Pick<Facts, 'project' | 'environment'>): string => {
	const folder = `${project.confSource}/${environment}`;
	return project.settings?.files.find(path => path.startsWith(`${folder}/`)) ?? `${folder}/kfp.yml`;
};

/** A value that may be a secret is never repeated: it belongs into a Secret. */
export function setVariable({name, value, from}: Variable, facts: Facts): string {
	if (from !== 'shell')
		return `Set it for the tasks: --env-var ${name}=VALUE; a secret value goes into a Secret, named under secrets in kfp.yml`;
	if (value === null)
		return `Put its value into a Secret of the namespace, and name that under nodes.__default__.secrets in kfp.yml: {name: SECRET, env_vars: {${name}: KEY}}`;
	if (localHostIn(value) !== undefined)
		return `Give the tasks the address that the server has in the cluster: --env-var ${name}=URL, or env_vars in ${settingsFile(facts)}`;
	return `Set ${name}: ${value} under env_vars in ${settingsFile(facts)}, or use --env-var ${name}=VALUE`;
}
