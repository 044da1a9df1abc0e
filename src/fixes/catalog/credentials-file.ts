// Writes credentials of S3 into the environment without their secrets: for many entries, or for an own endpoint.
import {credentialsFile, holdsClusterConfig} from '../../checks/catalog-file.ts';
import type {Remedy} from '../../checks/credentials.ts';
import type {Fix} from '../fix.ts';
import type {FixContext} from '../fixer.ts';
import {inclusionInImage} from '../ignore-file.ts';
import {hasValue, setValues} from '../yaml/set-values.ts';

/** A whole number is written without a fraction. */
const exact = (value: string | number | boolean): string | number | boolean | bigint =>
	typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : value;

export async function writeCredentials(
	{name, values}: Extract<Remedy, {do: 'write'}>,
	context: Pick<FixContext, 'project' | 'environment' | 'dockerfilePath'>,
): Promise<Fix | undefined> {
	const {project, environment} = context;
	if (!holdsClusterConfig(project, environment)) return undefined;
	const file = credentialsFile(project, environment);
	const settings = values.map(([key, value]) => ({path: [name, ...key.split('.')], value: exact(value)}));
	const change = (text = ''): string =>
		hasValue(text, [name])
			? text
			: setValues(text, settings.length === 0 ? [{path: [name], value: {}}] : settings, file);
	return {
		title: `Add ${name} to ${file} without its secrets, and include the file in the image`,
		edits: [{file, change}, await inclusionInImage(context, file)],
	};
}
