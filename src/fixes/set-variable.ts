// Adds a variable to env_vars in the kfp.yml of the environment.
import {holdsClusterConfig} from '../checks/catalog-file.ts';
import {localHostIn} from '../checks/local-host.ts';
import {settingsFile} from '../checks/set-variable.ts';
import type {Project} from '../schema/project.ts';
import type {Fixer} from './fixer.ts';
import {newSettings} from './yaml/new-settings.ts';
import {hasValue, setValues} from './yaml/set-values.ts';

export const setVariable: Fixer = async ({message}, {project, environment}) => {
	const variable = project.variables?.find(({name}) => message.startsWith(`${name} `));
	const {name = '', value = null} = variable ?? {};
	if (value === null || localHostIn(value) !== undefined || !holdsClusterConfig(project, environment)) return undefined;
	const file = settingsFile({project, environment});
	return {
		title: `Set ${name} in ${file}`,
		edits: [{file, change: text => withVariable(text ?? newSettings(environment), name, value, project, file)}],
	};
};

function withVariable(text: string, name: string, value: string, project: Project, file: string): string {
	if (hasValue(text, ['env_vars', name])) return text;
	// The mapping of an environment replaces that of the base as a whole.
	const values = project.settings?.values as {readonly env_vars?: Readonly<Record<string, unknown>>} | null | undefined;
	const inherited = hasValue(text, ['env_vars']) ? {} : (values?.env_vars ?? {});
	const all = [...Object.entries(inherited), [name, value] as const];
	return setValues(
		text,
		all.map(([key, own]) => ({path: ['env_vars', key], value: String(own)})),
		file,
	);
}
