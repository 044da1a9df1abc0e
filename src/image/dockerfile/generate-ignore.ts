// Generates a .dockerignore for a Kedro project that has none: as kedro-docker does, with .env, .git and secret.yml added.
import type {Layout} from '../../schema/project.ts';
import {isOutside} from '../../system/files.ts';
import {isLeftOut} from '../context/ignore-rules.ts';

/** Folders that a cluster does not need. One that the project's own Dockerfile copies is not ignored. */
const bulky = ['data', 'logs', 'notebooks', 'references', 'results'];

const credentials = `**/.env
**/.env.*
**/.envrc
**/secret*.yml
**/secret*.yaml
**/*.pem
**/*.key
**/*.p12
**/.netrc
**/.aws
**/.kube
**/.docker`;

const madeByPython = `**/__pycache__
**/*.py[cod]
**/.venv
**/venv
**/*.egg-info
**/.ipynb_checkpoints
**/.pytest_cache
**/.mypy_cache
**/.ruff_cache
**/.DS_Store
.tox
.nox`;

/** The rules for a folder beside the project, such as a library. */
export const generateLibraryIgnore = `${credentials}\n**/*credentials*.yml\n**/.git\n${madeByPython}\n`;

/** The rules for the environment `local` of a configuration folder. */
export const localRules = (configuration: string): string =>
	`${configuration}/local/**\n!${configuration}/local/.gitkeep`;

/** `dockerfile` is the text of the project's own Dockerfile, if it has one. */
export function generateIgnore(
	{confSource, layout}: {readonly confSource: string; readonly layout?: Layout | undefined},
	dockerfile: string | undefined,
): string {
	const needed = (folder: string): boolean =>
		new RegExp(`^\\s*(?:COPY|ADD)\\s.*\\b${folder}\\b`, 'im').test(dockerfile ?? '');
	// The folders come first: a line that keeps a part of one is put after it, and the rules for credentials still count there.
	const text = `# What stays out of the image. Made by kfp-wizard; yours to change.

# What the project reads and writes here; on a cluster it lies in remote storage.
${bulky.filter(folder => !needed(folder)).join('\n')}

# What Python makes by itself.
${madeByPython}
.viz
.coverage
htmlcov
build
dist
${layout?.tool === 'pixi' ? '.pixi\n' : ''}
# History and tools.
**/.git
.gitignore
.dockerignore
Dockerfile
.idea
.vscode

# Credentials. They come to the cluster as a Secret, never in an image.
# The folder ${confSource}/local itself stays, empty: Kedro does not start without it.
${localRules(confSource)}
${confSource}/**/*credentials*
${credentials}
`;
	const required = (layout?.local ?? [])
		.map(({path}) => path)
		.filter(path => !isOutside(path) && isLeftOut(text, path));
	if (required.length === 0) return text;
	return `${text}\n# What the requirements refer to.\n${required.map(path => `!${path}\n`).join('')}`;
}
