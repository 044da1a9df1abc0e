// The packages that a project needs, and how its image gets them.
import * as z from 'zod';
import {SourceLocation} from './source-location.ts';

export const Requirement = z.object({
	name: z.string().describe('normalized name: lower case, with dashes'),
	pinned: z.boolean().describe('true when one exact version is required, here or in a lock file'),
	version: z.string().nullish().describe('that version, where it is known'),
	installed: z.string().nullish().describe('the version that is installed in the project’s Python'),
	group: z.string().nullable().describe('its optional group; null when it is always installed'),
	place: SourceLocation.nullable(),
});

export const Layout = z.object({
	tool: z
		.enum(['requirements', 'uv', 'poetry', 'pdm', 'pipenv', 'pixi', 'conda', 'project'])
		.nullable()
		.describe(
			'what installs the requirements in the image; `project`: pip, from pyproject.toml, setup.cfg or setup.py; null when no file says what to install',
		),
	files: z.array(z.string()).describe('the files that decide, relative to the project; a workspace is above it'),
	locked: z.boolean().describe('true when one of them is a lock file'),
	folder: z.string().describe('the folder in which the tool works, relative to the project: a workspace, else `.`'),
	groups: z.array(z.string()).describe('optional groups that are installed too'),
	local: z
		.array(
			z.object({
				path: z.string().describe('relative to the project'),
				absolute: z.boolean().describe('true when the requirement names the absolute path'),
			}),
		)
		.describe('files and folders that the requirements refer to'),
	itself: z.boolean().describe('true when the requirements include the project itself'),
	git: z.boolean().describe('true when some requirements come from Git repositories'),
	index: z.boolean().describe('true when uv takes packages from other indexes than the public one'),
	python: z.string().nullable().describe('the Python version that conda or pixi installs, such as 3.11'),
	outdated: z.array(z.string()).describe('requirements that the lock file lacks'),
	problems: z
		.array(z.object({message: z.string(), fix: z.string(), place: SourceLocation.nullable()}))
		.describe('why an image cannot get some of the requirements'),
});
export type Layout = z.infer<typeof Layout>;

export const NotRequired = z.object({
	module: z.string(),
	packages: z.array(z.string()).describe('the installed packages that have it; one is enough'),
	place: SourceLocation.nullable(),
	dataset: z.string().nullable().describe('the dataset whose type is in it; null for an import of the code'),
	nodes: z
		.array(z.string())
		.nullish()
		.describe(
			'the nodes whose functions import it; null where every task does, empty where it is not known which task does',
		),
});
