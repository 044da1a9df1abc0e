// Writes credentials of S3 into the environment without their secrets: for many entries, or for an own endpoint.
import {parseDocument} from 'yaml';
import {credentialsFile, holdsClusterConfig} from '../../checks/catalog-file.ts';
import type {Remedy} from '../../checks/credentials.ts';
import type {Project} from '../../schema/project.ts';
import {WizardError} from '../../system/errors.ts';
import type {Fix} from '../fix.ts';
import {inclusionInImage} from '../ignore-file.ts';

export async function writeCredentials(
	{name, values}: Extract<Remedy, {do: 'write'}>,
	project: Project,
	environment: string,
): Promise<Fix | undefined> {
	if (!holdsClusterConfig(project, environment)) return undefined;
	const file = credentialsFile(project, environment);
	const change = (text = ''): string => {
		const document = parseDocument(text);
		const [error] = document.errors;
		if (error !== undefined)
			throw new WizardError('project', `${file} is not valid YAML: ${error.message}`, {code: 'FIX_NOT_WRITTEN'});
		if (document.has(name)) return text;
		document.set(name, document.createNode({}));
		for (const [key, value] of values) document.setIn([name, ...key.split('.')], value);
		return document.toString({lineWidth: 0});
	};
	return {
		title: `Add ${name} to ${file} without its secrets, and include the file in the image`,
		edits: [{file, change}, await inclusionInImage(project, file)],
	};
}
