// The Dockerfile and the ignore rules of a build: the project's own where there are any, else generated ones.
import {isAbsolute, join, posix, relative, resolve, sep} from 'node:path';
import {WizardError} from '../../system/errors.ts';
import {isFolder, readText} from '../../system/files.ts';
import {type DockerfileFacts, generateDockerfile} from './generate.ts';
import {generateIgnore} from './generate-ignore.ts';

export type Dockerfile = {
	/** Relative to the project with forward slashes, or absolute when it lies elsewhere; `null` when it was generated. */
	readonly path: string | null;
	readonly text: string;
	/** The rules in force: what a `.dockerignore` with them would say. */
	readonly ignore: string;
	readonly generated: readonly ('Dockerfile' | '.dockerignore')[];
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
	const own = path === undefined ? await findOwn(root) : await readNamed(root, path);
	const ignore = await readIgnore(root, own?.path);
	return {
		path: own?.path ?? null,
		text: own?.text ?? generateDockerfile(facts, await readRequirements(root, facts.requirements)),
		ignore: ignore ?? generateIgnore(facts, own?.text),
		generated: [
			...(own === undefined ? (['Dockerfile'] as const) : []),
			...(ignore === undefined ? (['.dockerignore'] as const) : []),
		],
	};
}

type Own = {readonly path: string; readonly text: string};

async function findOwn(root: string): Promise<Own | undefined> {
	for (const path of ['Dockerfile', 'Containerfile']) {
		if (await isFolder(join(root, path))) continue;
		const text = await readText(join(root, path));
		if (text !== undefined) return filled({path, text});
	}
	return undefined;
}

async function readNamed(root: string, named: string): Promise<Own> {
	const full = resolve(root, named);
	const inside = relative(root, full);
	const path = inside.startsWith('..') || isAbsolute(inside) ? full : inside.split(sep).join(posix.sep);
	const text = await readText(full);
	if (text !== undefined) return filled({path, text});
	throw new WizardError('usage', `There is no Dockerfile at ${path}`, {
		code: 'DOCKERFILE_MISSING',
		next: [{command: 'kfp-wizard deploy', when: 'without --dockerfile, to have one made'}],
	});
}

function filled(own: Own): Own {
	if (/^\s*FROM\s/im.test(own.text)) return own;
	throw new WizardError('project', `${own.path} is empty: it has no FROM line`, {
		code: 'DOCKERFILE_EMPTY',
		next: [{command: `rm ${own.path}`, when: 'to have one made'}],
	});
}

async function readIgnore(root: string, dockerfile: string | undefined): Promise<string | undefined> {
	const beside = dockerfile === undefined ? [] : [`${dockerfile}.dockerignore`];
	for (const path of [...beside, '.dockerignore', '.containerignore']) {
		const text = await readText(resolve(root, path));
		if (text !== undefined) return text;
	}
	return undefined;
}

/** Texts of the requirement files, for what they need beside Python: another file, the project itself, git. */
async function readRequirements(root: string, files: readonly string[]): Promise<ReadonlyMap<string, string>> {
	const texts = new Map<string, string>();
	for (const file of files) {
		const text = await readText(join(root, file));
		if (text !== undefined) texts.set(file, text);
	}
	return texts;
}
