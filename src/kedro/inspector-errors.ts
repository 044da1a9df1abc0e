// The errors that the inspector reports, as errors for the user.
import * as z from 'zod';
import {SourceLocation} from '../schema/project.ts';
import {defined} from '../system/defined.ts';
import {type NextCommand, WizardError} from '../system/errors.ts';
import {tidyPaths} from '../system/files.ts';
import {quote} from '../system/text.ts';
import {pythonOption} from './find-python.ts';
import {corrected} from './pyproject.ts';
import {kedroCommand, pythonCommand} from './kedro-command.ts';
import {installCommands, type InstallTarget, otherVersionCommands} from './install-commands.ts';

/** The error in the inspector's answer. */
export const InspectorError = z.object({
	code: z.string(),
	message: z.string(),
	place: SourceLocation.nullish(),
	detail: z.string().optional(),
	/** The module that is not installed. */
	module: z.string().nullish(),
	/** The package that is installed, and the module or name that this version does not have. */
	installed: z.object({name: z.string(), version: z.string(), lacks: z.string()}).nullish(),
	/** The environment variable that is not set. */
	variable: z.string().nullish(),
});
type InspectorError = z.infer<typeof InspectorError>;

/** The error for the user, with the commands that install what is missing. `environment`: the one that was asked for. */
export async function inspectionFailed(
	error: InspectorError,
	target: InstallTarget & {readonly environment?: string},
): Promise<WizardError> {
	const {code, place, module, variable, installed} = error;
	const message = tidyPaths(error.message);
	const detail = error.detail === undefined || error.detail === '' ? undefined : tidyPaths(error.detail);
	const failed = (text: string, next: readonly NextCommand[] = []): WizardError =>
		new WizardError('project', text, {code, ...defined({detail}), next});
	const at = place && (place.line === null ? place.file : `${place.file}:${place.line}`);
	switch (code) {
		case 'IMPORT_FAILED': {
			const where = at ? ` (${at})` : '';
			if (variable)
				return failed(`Can't import the project: ${message}${where}`, [
					{
						command: `--env-var ${quote(`${variable}=VALUE`)}`,
						when: 'to set it for the tasks and for reading the project',
					},
				]);
			if (installed)
				return failed(
					`Can't import the project: ${message}${where}`,
					installed.name === 'Python' ? [pythonOption] : await otherVersionCommands(installed, target),
				);
			const next = module
				? await installCommands(module.split('.')[0] ?? module, target)
				: refused(message, target.environment);
			return failed(`Can't import the project: ${message}${where}`, next.length > 0 ? next : [sameError(target)]);
		}
		case 'NO_KEDRO':
			return failed(`${message}; this Python was selected because of ${target.python.source}`, [
				...(await installCommands('kedro', target)),
				pythonOption,
			]);
		case 'BAD_PYPROJECT':
			return failed(`pyproject.toml: ${message}`, [corrected]);
		case 'BAD_CONFIGURATION':
			return failed(`${at ?? 'The configuration'}: ${message}`, [corrected]);
		case 'CREDENTIALS_MISSING':
		case 'CREDENTIALS_UNREADABLE':
			return failed(message, [
				{
					command: pythonCommand(loadsCatalog(target.environment), target),
					when: 'to see what Kedro says when it reads them; its message may have a value',
				},
			]);
		default:
			return new WizardError('failed', 'The inspector failed on this project', {
				code: 'INSPECTOR',
				...defined({detail}),
			});
	}
}

/** Python that makes the catalog with its credentials, as `kedro run` does. */
const loadsCatalog = (environment: string | undefined): string =>
	[
		'from pathlib import Path',
		'from kedro.framework.session import KedroSession',
		'from kedro.framework.startup import bootstrap_project',
		'bootstrap_project(Path.cwd())',
		`KedroSession.create(project_path=Path.cwd(), env=${environment === undefined ? 'None' : JSON.stringify(environment)}).load_context().catalog`,
	].join('; ');

/** Kedro itself fails in the same way. */
export const sameError = (target: InstallTarget): NextCommand => ({
	command: kedroCommand('registry list', target),
	when: 'to see the same error from Kedro itself',
});

/** Code that reads KEDRO_ENV may know some environments only, and names the one that it refuses. */
function refused(message: string, environment: string | undefined): readonly NextCommand[] {
	if (environment === undefined || !message.split(/[^\w/-]+/).includes(environment)) return [];
	return [
		{command: '--env NAME', when: `to choose an environment that the code knows, or add ${environment} to the code`},
	];
}
