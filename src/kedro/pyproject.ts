// Reads the names of a Kedro project from pyproject.toml, without running its Python.
import {join} from 'node:path';
import {parse, TomlError} from 'smol-toml';
import * as z from 'zod';
import {WizardError} from '../system/errors.ts';
import {readText} from '../system/files.ts';
import {clean} from '../system/text.ts';

const text = z.string().transform(clean);
const Pyproject = z.object({
	tool: z.object({kedro: z.object({package_name: text, project_name: text, source_dir: text.default('src')})}),
});

/** Where only an edit helps. */
export const corrected = {command: 'kfp-wizard check', when: 'after you corrected it'};

export type Metadata = {
	readonly name: string;
	readonly package: string;
	/** Folder of the package, relative to the project. */
	readonly sourceDir: string;
};

/** @throws WizardError `project` with line and column where the file is not valid TOML or does not have the two names. */
export async function readMetadata(root: string): Promise<Metadata> {
	const path = join(root, 'pyproject.toml');
	try {
		const {tool} = Pyproject.parse(parse((await readText(path)) ?? ''));
		return {name: tool.kedro.project_name, package: tool.kedro.package_name, sourceDir: tool.kedro.source_dir};
	} catch (error) {
		const reason =
			error instanceof TomlError
				? `line ${error.line}, column ${error.column}: ${error.message.split('\n')[0]}`
				: 'project_name or package_name is missing in [tool.kedro]';
		throw new WizardError('project', `Can't read pyproject.toml: ${reason}`, {
			code: 'BAD_PYPROJECT',
			next: [corrected],
			cause: error,
		});
	}
}
