// Adds a variable to env_vars in the kfp.yml of the environment.
import {parseDocument, Scalar} from 'yaml';
import {holdsClusterConfig} from '../checks/catalog-file.ts';
import {localHostIn} from '../checks/local-host.ts';
import {settingsFile} from '../checks/set-variable.ts';
import {style} from '../pipeline-spec/spec-yaml.ts';
import type {Project} from '../schema/project.ts';
import {WizardError} from '../system/errors.ts';
import type {Fixer} from './fixer.ts';

export const setVariable: Fixer = async ({message}, {project, environment}) => {
	const variable = project.variables?.find(({name}) => message.startsWith(`${name} `));
	const {name = '', value = null} = variable ?? {};
	if (value === null || localHostIn(value) !== undefined || !holdsClusterConfig(project, environment)) return undefined;
	const file = settingsFile({project, environment});
	return {
		title: `Set ${name} in ${file}`,
		edits: [{file, change: text => withVariable(text ?? '', name, value, project, file)}],
	};
};

function withVariable(text: string, name: string, value: string, project: Project, file: string): string {
	const document = parseDocument(text);
	const [error] = document.errors;
	if (error !== undefined)
		throw new WizardError('project', `${file} is not valid YAML`, {
			code: 'SETTINGS_UNREADABLE',
			detail: error.message,
		});
	if (document.hasIn(['env_vars', name])) return text;
	// The mapping of an environment replaces that of the base as a whole.
	const values = project.settings?.values as {readonly env_vars?: Readonly<Record<string, unknown>>} | null | undefined;
	const inherited = document.has('env_vars') ? {} : (values?.env_vars ?? {});
	for (const [key, own] of [...Object.entries(inherited), [name, value] as const]) {
		const scalar = new Scalar(String(own));
		scalar.type = style(String(own));
		document.setIn(['env_vars', key], scalar);
	}
	return document.toString({lineWidth: 0});
}
