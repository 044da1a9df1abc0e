// Generates a Dockerfile for a Kedro project that has none. Users keep it, so its comments explain it.

export type DockerfileFacts = {
	/** Full version of the project's interpreter, such as `3.11.2`. */
	readonly pythonVersion: string;
	/** Files relative to the project that list what to install. */
	readonly requirements: readonly string[];
	/** Folder of the Python package, relative to the project. */
	readonly sourceDir: string;
	/** Configuration folder, relative to the project. */
	readonly confSource: string;
};

/** `texts` holds the requirement files that exist, by path. */
export function generateDockerfile(facts: DockerfileFacts, texts: ReadonlyMap<string, string>): string {
	const {confSource} = facts;
	const minor = /^\d+\.\d+/.exec(facts.pythonVersion)?.[0] ?? '3.11';
	const {install, afterCopy} = installation(texts);
	const copy = `# Everything that .dockerignore lets through. The owner and group 0 (OpenShift runs containers in it) may write.
COPY --chown=1000:0 . .`;
	return `# The image in which every task of the pipeline runs. Made by kfp-wizard; yours to change.
ARG BASE_IMAGE=python:${minor}-slim
FROM \${BASE_IMAGE}

# Logs appear as they are written, also when a task is killed. The rest keeps pip and Python quiet.
ENV PYTHONUNBUFFERED=1 \\
    PYTHONDONTWRITEBYTECODE=1 \\
    PIP_ROOT_USER_ACTION=ignore \\
    PIP_PROGRESS_BAR=off \\
    HOME=/home/kedro

WORKDIR /home/kedro/project
${needsGit(texts) ? gitLines : ''}
${afterCopy ? `${copy}\n\n${install}` : `${install}\n\n${copy}`}

# Kedro does not start without the folder of its run environment, which is "local" unless --env says otherwise.
# It stays empty: what is in yours is for your machine only, and credentials come to the cluster as a Secret.
RUN mkdir -p ${confSource}/local && \\
    chown 1000:0 /home/kedro . ${confSource}/local && \\
    chmod g+w /home/kedro . ${confSource}/local

# Not root. The number rather than a name, so that a cluster that demands this can see it.
USER 1000:0

# Kubeflow Pipelines gives each task its own command; this one is for trying the image: docker run IMAGE
CMD ["kedro", "run"]
`;
}

type Installation = {readonly install: string; readonly afterCopy: boolean};

/** The most exact file wins: a lock file, then requirements.txt, then pyproject.toml. */
function installation(texts: ReadonlyMap<string, string>): Installation {
	const why = '# Before the project itself, so that a change of code does not install everything again.';
	if (texts.has('uv.lock') && texts.has('pyproject.toml')) {
		return {
			afterCopy: isLocal(texts.get('uv.lock') ?? ''),
			install: `${why}
COPY pyproject.toml uv.lock ./
RUN pip install --no-cache-dir uv && \\
    uv export --frozen --no-dev --no-emit-project --output-file /tmp/requirements.txt --quiet && \\
    pip install --no-cache-dir -r /tmp/requirements.txt`,
		};
	}
	if (texts.has('poetry.lock') && texts.has('pyproject.toml')) {
		return {
			afterCopy: isLocal(texts.get('poetry.lock') ?? ''),
			install: `${why}
COPY pyproject.toml poetry.lock ./
RUN python -m venv /tmp/poetry && \\
    /tmp/poetry/bin/pip install --no-cache-dir poetry poetry-plugin-export && \\
    /tmp/poetry/bin/poetry export --only main --output /tmp/requirements.txt && \\
    pip install --no-cache-dir -r /tmp/requirements.txt && \\
    rm -r /tmp/poetry`,
		};
	}
	for (const file of ['requirements.txt', 'src/requirements.txt']) {
		const text = texts.get(file);
		if (text === undefined) continue;
		if (refersToFiles(text)) return {afterCopy: true, install: `RUN pip install --no-cache-dir -r ${file}`};
		return {
			afterCopy: false,
			install: `${why}\nCOPY ${file} /tmp/requirements.txt\nRUN pip install --no-cache-dir -r /tmp/requirements.txt`,
		};
	}
	if (texts.has('pyproject.toml')) {
		return {
			afterCopy: true,
			install: `# pyproject.toml says what to install, and pip reads it together with the project. With a requirements.txt of the
# dependencies, copied and installed before the project, a change of code would not install everything again.
RUN pip install --no-cache-dir .`,
		};
	}
	return {
		afterCopy: false,
		install: '# No requirements were found: say here what the pipeline needs.\nRUN pip install --no-cache-dir kedro',
	};
}

/** True when requirements refer to other files: they can be installed only after the project is copied. */
const refersToFiles = (text: string): boolean =>
	/^\s*(?:-[rce]|--(?:requirement|constraint|editable)|\.{0,2}\/|\.\s*$)/m.test(text);

/** True when a lock file refers to packages in local folders, for instance in a workspace. */
const isLocal = (lock: string): boolean => /(?:editable|directory) = "(?!\.")|type = "directory"/.test(lock);

const needsGit = (texts: ReadonlyMap<string, string>): boolean =>
	[...texts.values()].some(text => /\bgit\+(?:https?|ssh|git|file):|source = \{ git =|type = "git"/.test(text));

const gitLines = `
# Some requirements come from Git repositories.
RUN apt-get update && apt-get install -y --no-install-recommends git && rm -rf /var/lib/apt/lists/*
`;
