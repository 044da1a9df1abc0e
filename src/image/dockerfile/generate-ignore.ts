// Generates a .dockerignore for a Kedro project that has none: as kedro-docker does, with .env, .git and secret.yml added.

/** Folders that a cluster does not need. One that the project's own Dockerfile copies is not ignored. */
const bulky = ['data', 'logs', 'notebooks', 'references', 'results'];

/** `dockerfile` is the text of the project's own Dockerfile, if it has one. */
export function generateIgnore(facts: {readonly confSource: string}, dockerfile: string | undefined): string {
	const {confSource} = facts;
	const needed = (folder: string): boolean =>
		new RegExp(`^\\s*(?:COPY|ADD)\\s.*\\b${folder}\\b`, 'im').test(dockerfile ?? '');
	return `# What stays out of the image. Made by kfp-wizard; yours to change.

# Credentials. They come to the cluster as a Secret, never in an image.
# The folder ${confSource}/local itself stays, empty: Kedro does not start without it.
${confSource}/local/**
!${confSource}/local/.gitkeep
${confSource}/**/*credentials*
**/.env
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
**/.docker

# History and tools.
**/.git
.gitignore
.dockerignore
Dockerfile
.idea
.vscode

# What the project reads and writes here; on a cluster it lies in remote storage.
${bulky.filter(folder => !needed(folder)).join('\n')}

# What Python makes by itself.
**/__pycache__
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
.nox
.viz
.coverage
htmlcov
build
dist
`;
}
