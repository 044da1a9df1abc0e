// The Dockerfile and the ignore rules of a build: those of the project, or generated ones.
import {isAbsolute, join, posix, relative, resolve, sep} from 'node:path';
import {type NextCommand, WizardError} from '../../system/errors.ts';
import {isFolder, isLinkToNothing, isOutside, readText, shellPath, tidyPath} from '../../system/files.ts';
import {prefixOf} from '../context/beside.ts';
import {type DockerfileFacts, generateDockerfile} from './generate.ts';
import {generateIgnore} from './generate-ignore.ts';

export type Dockerfile = {
	/** Relative to the project with forward slashes, or absolute for one outside; `null` when it is generated. */
	readonly path: string | null;
	readonly text: string;
	/** The ignore rules in effect, as the text of a `.dockerignore`. */
	readonly ignore: string;
	/** Where they are, as `path`; absent where they are generated. */
	readonly ignoreFile?: string;
	/** What can be written into the project. */
	readonly generated: readonly ('Dockerfile' | '.dockerignore')[];
	/** Files and folders outside of the project that it copies, relative to the project. */
	readonly beside?: readonly string[];
};

/**
 * Reads the project's Dockerfile (`path`, else `Dockerfile` or `Containerfile`) and its ignore rules (`<Dockerfile>.dockerignore`,
 * then `.dockerignore`, then `.containerignore`), and generates what is missing. Writes nothing.
 * @throws WizardError `usage` DOCKERFILE_MISSING when `path` names no file, `project` DOCKERFILE_EMPTY.
 */
export async function readDockerfile(
	root: string,
	path: string | undefined,
	facts: DockerfileFacts,
): Promise<Dockerfile> {
	const own = await ownDockerfile(root, path);
	const ignore = await findIgnore(root, own?.path);
	const beside = own === undefined ? pathsBeside(facts) : [];
	return {
		path: own?.path ?? null,
		text: own?.text ?? generateDockerfile(facts, {root, prefix: prefixOf(root, beside)}),
		ignore: ignore?.text ?? generateIgnore(facts, own?.text),
		...(ignore && {ignoreFile: ignore.path}),
		// A Dockerfile in the project cannot be used with a build context above it.
		generated:
			beside.length > 0
				? []
				: [
						...(own === undefined ? (['Dockerfile'] as const) : []),
						...(ignore === undefined ? (['.dockerignore'] as const) : []),
					],
		...(beside.length > 0 && {beside}),
	};
}

type ProjectFile = {readonly path: string; readonly text: string};

/** The project's Dockerfile; `undefined` where one is generated. @throws WizardError as `readDockerfile`. */
export const ownDockerfile = (root: string, path: string | undefined): Promise<ProjectFile | undefined> =>
	path === undefined ? findDockerfile(root) : readNamed(root, path);

async function findDockerfile(root: string): Promise<ProjectFile | undefined> {
	for (const path of ['Dockerfile', 'Containerfile']) {
		if (await isFolder(join(root, path))) continue;
		const text = await readOwn(join(root, path));
		if (text !== undefined) return withFrom(root, {path, text});
	}
	return undefined;
}

async function readNamed(root: string, named: string): Promise<ProjectFile> {
	const full = resolve(root, named);
	const inside = relative(root, full);
	const path = inside.startsWith('..') || isAbsolute(inside) ? full : inside.split(sep).join(posix.sep);
	const text = await readText(full);
	const another = {command: '--dockerfile PATH', when: 'or leave the option out: kfp-wizard generates a Dockerfile'};
	if (text !== undefined) return withFrom(root, {path, text}, another);
	throw new WizardError('usage', `There is no Dockerfile at ${tidyPath(full)}`, {
		code: 'DOCKERFILE_MISSING',
		next: [another],
	});
}

/** `another`: what to do instead of it; default: to remove it. */
function withFrom(root: string, own: ProjectFile, another?: NextCommand): ProjectFile {
	if (/^\s*FROM\s/im.test(own.text)) return own;
	const full = resolve(root, own.path);
	throw new WizardError('project', `${tidyPath(full)} has no FROM line`, {
		code: 'DOCKERFILE_EMPTY',
		next: [another ?? {command: `rm ${shellPath(full)}`, when: 'to let kfp-wizard generate one'}],
	});
}

/** The project's own ignore rules for a Dockerfile at this path, of the first file that a build would take. */
export async function findIgnore(root: string, dockerfile: string | undefined): Promise<ProjectFile | undefined> {
	const beside = dockerfile === undefined ? [] : [`${dockerfile}.dockerignore`];
	for (const path of [...beside, '.dockerignore', '.containerignore']) {
		const text = await readOwn(resolve(root, path));
		if (text !== undefined) return {path, text};
	}
	return undefined;
}

/** A link to nothing is not the same as no file: a generated one would take its place without a word. */
async function readOwn(path: string): Promise<string | undefined> {
	const text = await readText(path);
	if (text !== undefined || !(await isLinkToNothing(path))) return text;
	throw new WizardError('project', `${tidyPath(path)} is a link to a file that does not exist`, {
		code: 'NOT_A_FILE',
		next: [{command: `rm ${shellPath(path)}`, when: 'to let kfp-wizard generate one'}],
	});
}

/** What the requirements and the settings refer to outside of the project. */
function pathsBeside({layout, configuration = []}: DockerfileFacts): readonly string[] {
	const {files = [], local = []} = layout ?? {};
	return [...files, ...[...local, ...configuration].map(({path}) => path)].filter(isOutside);
}
