// Writes small trees of files for the tests of the image room, and reads contexts from them.
import {chmod, mkdir, symlink, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {execa} from 'execa';
import {type BuildContext, type ContextOptions, readContext} from '../../src/image/context/context.ts';
import type {Dockerfile} from '../../src/image/dockerfile/dockerfile.ts';
import type {EngineProgress, ProgressReader} from '../../src/image/engine/progress.ts';

/** Content by path; a path that ends with a slash is a folder, a content of `-> target` a link, `#!…` executable. */
export type Tree = Readonly<Record<string, string>>;

export async function writeTree(root: string, tree: Tree): Promise<string> {
	for (const [path, content] of Object.entries(tree)) {
		const full = join(root, path);
		await mkdir(path.endsWith('/') ? full : dirname(full), {recursive: true});
		if (path.endsWith('/')) continue;
		if (content.startsWith('-> ')) await symlink(content.slice(3), full);
		else await writeFile(full, content);
		if (content.startsWith('#!')) await chmod(full, 0o755);
	}
	return root;
}

export const scratch: Dockerfile = {
	path: 'Dockerfile',
	text: 'FROM scratch\nCOPY . /context/\n',
	ignore: '',
	generated: [],
};

export function contextOf(root: string, ignore = '', more: Partial<ContextOptions> = {}): Promise<BuildContext> {
	return readContext({root, dockerfile: {...scratch, ignore}, exclude: [], platform: 'linux/amd64', ...more});
}

export const pathsOf = (context: BuildContext): readonly string[] => context.files.map(({path}) => path);

/** Files, `link -> target` and empty `folders/` below /context in an image of the docker engine, sorted. */
export async function listImage(image: string, env: NodeJS.ProcessEnv): Promise<readonly string[]> {
	const {stdout: container} = await execa({env})`docker create ${image} none`;
	const {stdout} = await execa({env})`docker cp ${container}:/context -`.pipe`tar -tv`;
	await execa({env})`docker rm ${container}`;
	const listed = stdout.split('\n').flatMap(line => /\s\d\d:\d\d\scontext\/(.+)$/.exec(line)?.[1] ?? []);
	const hasChildren = (path: string): boolean =>
		path.endsWith('/') && listed.some(other => other !== path && other.startsWith(path));
	return listed.filter(path => !hasChildren(path)).sort();
}

/** The last progress of a reader that gets all lines. */
export const readAll = (read: ProgressReader, lines: readonly string[]): EngineProgress | undefined =>
	lines.map(line => read(line)).findLast(progress => progress !== undefined);

/** The names of the images in an archive, as `docker save` writes it. */
export async function tagsIn(archive: string): Promise<readonly string[]> {
	const {stdout} = await execa('tar', ['-xOf', archive, 'manifest.json']);
	return (JSON.parse(stdout) as readonly {RepoTags: readonly string[]}[]).flatMap(({RepoTags}) => RepoTags);
}
