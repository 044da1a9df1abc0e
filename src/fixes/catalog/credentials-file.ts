// Writes credentials of S3 into the environment with variables in place of values: for many entries, or for an own endpoint.
import {parseDocument} from 'yaml';
import {credentialsFile, holdsClusterConfig} from '../../checks/catalog-file.ts';
import type {Credentials, Project} from '../../schema/project.ts';
import {WizardError} from '../../system/errors.ts';
import type {Fix} from '../fix.ts';
import {inclusionInImage} from '../ignore-file.ts';

/** The variable of each key that s3fs and boto3 know, by the last part of its name. */
const variables: Readonly<Record<string, string>> = {
	key: 'AWS_ACCESS_KEY_ID',
	aws_access_key_id: 'AWS_ACCESS_KEY_ID',
	secret: 'AWS_SECRET_ACCESS_KEY',
	aws_secret_access_key: 'AWS_SECRET_ACCESS_KEY',
	token: 'AWS_SESSION_TOKEN,null',
	aws_session_token: 'AWS_SESSION_TOKEN,null',
	endpoint_url: 'AWS_ENDPOINT_URL',
	region_name: 'AWS_REGION',
};

/** `undefined` where a key has no variable, or Kedro would not read variables. */
export async function writeCredentials(
	{name, keys}: Credentials,
	project: Project,
	environment: string,
): Promise<Fix | undefined> {
	const values = keys.map(key => [key.split('.'), variables[key.split('.').at(-1) ?? '']] as const);
	if (project.configLoader !== 'omegaconf' || !holdsClusterConfig(project, environment)) return undefined;
	if (values.length === 0 || values.some(([, variable]) => variable === undefined)) return undefined;
	const file = credentialsFile(project, environment);
	const change = (text = ''): string => {
		const document = parseDocument(text);
		const [error] = document.errors;
		if (error !== undefined)
			throw new WizardError('project', `${file} is not valid YAML: ${error.message}`, {code: 'FIX_NOT_WRITTEN'});
		if (document.has(name)) return text;
		for (const [path, variable] of values) document.setIn([name, ...path], `\${oc.env:${variable}}`);
		return document.toString({lineWidth: 0});
	};
	return {
		title: `Add ${name} to ${file} with variables in place of its values, and include the file in the image`,
		edits: [{file, change}, await inclusionInImage(project, file)],
	};
}
