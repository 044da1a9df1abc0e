// Generates a Dockerfile for a Kedro project that has none. Users keep it, so its comments explain it.
import {posix} from 'node:path';
import type {Layout} from '../../schema/project.ts';
import {isOutside} from '../../system/files.ts';
import {quote} from '../../system/text.ts';
import {copyLine, installation} from './installation.ts';
import {hadoopLines, javaLines} from './spark.ts';
import {installDebian, systemPackages} from './system-packages.ts';

export type DockerfileFacts = {
	/** Full version of the project's interpreter, such as `3.11.2`. */
	readonly pythonVersion: string;
	/** How the requirements are installed; `undefined` where their files cannot be read. */
	readonly layout: Layout | undefined;
	/** What Spark needs in the image: Java, and for `s3a://` a library of Hadoop; `undefined` without Spark. */
	readonly spark?: {readonly java: boolean; readonly s3: boolean} | undefined;
	/** Names of the Python packages that the requirements install. */
	readonly packages?: readonly string[];
	/** Folder of the Python package, relative to the project. */
	readonly sourceDir: string;
	/** Configuration folder, relative to the project. */
	readonly confSource: string;
	readonly configuration?: readonly OutsideConfiguration[];
};

/** Configuration outside of the project; with `link` Kedro looks for it under this absolute path. */
type OutsideConfiguration = {readonly path: string; readonly link?: string};

/** `root`: the absolute path of the project. `prefix`: its path in the build context. */
export function generateDockerfile(
	{confSource, pythonVersion, layout = unread, spark, packages = [], configuration = []}: DockerfileFacts,
	{root, prefix}: {readonly root: string; readonly prefix: string},
): string {
	const minor = /^\d+\.\d+/.exec(pythonVersion)?.[0] ?? '3.11';
	const folder = prefix === '' ? '/home/kedro/project' : `/home/kedro/workspace/${prefix}`;
	const {base, prepare, install, afterCopy, finish} = installation(layout, {root, prefix, folder});
	const hadoop = spark?.s3 === true ? hadoopLines : '';
	const copy = `# Everything that .dockerignore lets through. The owner and group 0 (OpenShift runs containers in it) may write.
${copyLine([prefix === '' ? '.' : prefix], '.', '--chown=1000:0')}${configuration.map(each => configurationLines(each, {prefix, folder})).join('')}`;
	return `# The image in which every task of the pipeline runs. Made by kfp-wizard; yours to change.
ARG BASE_IMAGE=${base ?? `python:${minor}-slim${spark?.java === true ? '-bookworm' : ''}`}
FROM \${BASE_IMAGE}

# Logs appear as they are written, also when a task is killed. The rest keeps pip and Python quiet.
ENV PYTHONUNBUFFERED=1 \\
    PYTHONDONTWRITEBYTECODE=1 \\
    PIP_ROOT_USER_ACTION=ignore \\
    PIP_PROGRESS_BAR=off \\
    HOME=/home/kedro
${prepare ?? ''}
WORKDIR ${folder}
${layout.git ? gitLines : ''}${base === undefined ? systemLines(packages) : ''}${spark?.java === true ? javaLines(base === undefined) : ''}
${afterCopy ? `${copy}\n\n${install}${hadoop}` : `${install}${hadoop}\n\n${copy}`}

# Kedro does not start without the folder of its run environment, which is "local" unless --env says otherwise.
# It stays empty: what is in yours is for your machine only, and credentials come to the cluster as a Secret.
RUN mkdir -p ${confSource}/local && \\
    chown 1000:0 /home/kedro . ${confSource}/local && \\
    chmod g+w /home/kedro . ${confSource}/local

# Not root. The number rather than a name, so that a cluster that demands this can see it.
USER 1000:0
${finish === undefined ? '' : `\n${finish}`}
# Kubeflow Pipelines gives each task its own command; this one is for trying the image: docker run IMAGE
CMD ["kedro", "run"]
`;
}

/** A folder of the configuration beside the project, at the same place as on this machine. */
function configurationLines(
	{path, link}: OutsideConfiguration,
	{prefix, folder}: {readonly prefix: string; readonly folder: string},
): string {
	const there = posix.join(folder, path);
	return [
		...(isOutside(path) ? [copyLine([posix.join(prefix, path)], there, '--chown=1000:0')] : []),
		...(link === undefined || link === there
			? []
			: [`RUN mkdir -p ${quote(posix.dirname(link))} && ln -s ${quote(there)} ${quote(link)}`]),
	]
		.map(line => `\n${line}`)
		.join('');
}

/** Of a project whose layout was not read. */
export const unread: Layout = {
	tool: null,
	files: [],
	locked: false,
	folder: '.',
	groups: [],
	local: [],
	itself: false,
	git: false,
	index: false,
	python: null,
	outdated: [],
	problems: [],
};

/** conda and pixi bring the libraries themselves. */
function systemLines(packages: readonly string[]): string {
	const needed = systemPackages(packages);
	if (needed.length === 0) return '';
	return `
# Libraries that ${needed.map(({python}) => python).join(', ')} load; the base image does not have them.
${installDebian([...new Set(needed.flatMap(({debian}) => debian))])}
`;
}

const gitLines = `
# Some requirements come from Git repositories.
RUN apt-get update && apt-get install -y --no-install-recommends git && rm -rf /var/lib/apt/lists/*
`;
