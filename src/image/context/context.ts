// The build context: the files that a build sends, their size, one hash over all of them, and what should not be sent.
import {createHash} from 'node:crypto';
import {join, posix} from 'node:path';
import {defined} from '../../system/defined.ts';
import {sha256} from '../../system/digest.ts';
import {hasCode} from '../../system/errors.ts';
import {bytes} from '../../system/text.ts';
import type {Dockerfile} from '../dockerfile/dockerfile.ts';
import {judgeFile, searched} from './content-scan.ts';
import {judgeDockerfile, judgePath, type Suspicious} from './credential-scan.ts';
import {parseIgnore} from './ignore-rules.ts';
import {joined, listBeside, prefixOf} from './beside.ts';
import {type Ignoring, type Listing, type ListedFile, listFiles, unreadable} from './list-files.ts';
import {readBytes} from './read-bytes.ts';

/** A file that is sent. `digest` is the SHA-256 of its content; the copy is compared with it. */
export type ContextFile = ListedFile & {readonly digest: string};

export type BuildContext = {
	/** Absolute path of the project. */
	readonly root: string;
	/** Where its rules are: relative to the project, or absolute; absent where they are generated. */
	readonly ignoreFile?: string | undefined;
	/** Path of the project in the staged context, such as `services/shop`, where files beside the project are sent too. */
	readonly prefix?: string;
	/** Paths are relative to the project. Sorted by path. */
	readonly files: readonly ContextFile[];
	/** Folders that are sent empty, sorted. */
	readonly folders: readonly string[];
	/** Sum of the sizes. */
	readonly bytes: number;
	/** 12 hexadecimal digits over paths, modes, contents, links, Dockerfile, build arguments and platform, not over times. */
	readonly hash: string;
	readonly suspicious: readonly Suspicious[];
	readonly warnings: readonly ContextWarning[];
};

/** What a person should know of the files that are sent, or are not. */
export type ContextWarning = {readonly path: string | null; readonly message: string; readonly fix: string};

export type ContextOptions = {
	/** Absolute path of the project. */
	readonly root: string;
	readonly dockerfile: Dockerfile;
	/** Folder of the configuration, relative to the project. */
	readonly configuration?: string;
	/** Paths relative to the project that are never sent, such as the pipeline spec that kfp-wizard writes. */
	readonly exclude: readonly string[];
	readonly platform: string;
};

const largeContext = 500e6;

/** How often the files are read: one that was listed may be gone when it is read, as those of editors are. */
const tries = 3;

/** The same files for each platform, which is part of the hash alone. */
export type ContextFor = (platform: string) => BuildContext;

type FilesOptions = Omit<ContextOptions, 'platform'>;

/** @throws WizardError as of `readContextFor`. */
export const readContext = async ({platform, ...files}: ContextOptions): Promise<BuildContext> =>
	(await readContextFor(files))(platform);

/**
 * Reads the project as a build sees it. Every file that is sent is read once.
 * @throws WizardError `project` for a context that is too large or unreadable.
 */
export async function readContextFor(options: FilesOptions): Promise<ContextFor> {
	for (let left = tries; ; left--) {
		try {
			return await readFiles(options);
		} catch (error) {
			if (left === 1 || !isGone(error)) throw error;
		}
	}
}

const isGone = (error: unknown): boolean =>
	hasCode(error, 'CONTEXT_UNREADABLE') &&
	['ENOENT', 'ENOTDIR'].includes((error.cause as NodeJS.ErrnoException | undefined)?.code ?? '');

async function readFiles(options: FilesOptions): Promise<ContextFor> {
	const {root, dockerfile, configuration, exclude} = options;
	const {beside = []} = dockerfile;
	const {ignoreFile} = dockerfile;
	const inside = await listFiles(root, parseIgnore(dockerfile.ignore), exclude, defined({ignoreFile}));
	const listing = beside.length === 0 ? inside : joined([inside, ...(await listBeside(root, beside, configuration))]);
	const prefix = prefixOf(root, beside);
	const suspicious = new Map<string, Suspicious>();
	const files: ContextFile[] = [];
	for (const entry of listing.files) {
		const {digest, beginning} = await readContent({root, ignoreFile}, entry);
		files.push({...entry, digest});
		// The Dockerfile is judged by its lines below; an empty file holds no secret.
		if (entry.path === dockerfile.path || (entry.size === 0 && entry.link === undefined)) continue;
		const found = beginning === undefined ? judgePath(entry.path) : judgeFile(entry.path, beginning);
		if (found === undefined) continue;
		const inConfiguration = found.line !== undefined && found.path.startsWith(`${configuration}/`);
		suspicious.set(found.path, {...found, ...(inConfiguration ? {inConfiguration} : {})});
	}
	for (const found of judgeDockerfile(dockerfile.text, dockerfile.path ?? 'Dockerfile')) {
		suspicious.set(`${found.path}: ${found.reason}`, found);
	}
	const size = files.reduce((sum, file) => sum + file.size, 0);
	return platform => ({
		root,
		...defined({ignoreFile}),
		...(prefix !== '' && {prefix}),
		files,
		folders: listing.folders,
		bytes: size,
		hash: hashOf(files, listing.folders, dockerfile.text, platform),
		suspicious: [...suspicious.values()],
		warnings: warnings(listing, size, prefix),
	});
}

/** The digest of a whole file, and as much of its beginning as is searched for credentials; a link has no content. */
async function readContent(ignoring: Ignoring, entry: ListedFile): Promise<{digest: string; beginning?: Buffer}> {
	if (entry.link !== undefined) return {digest: sha256(entry.link)};
	const hash = createHash('sha256');
	const pieces: Buffer[] = [];
	let size = 0;
	try {
		for await (const piece of readBytes(join(ignoring.root, entry.path), entry.size)) {
			hash.update(piece);
			if (size < searched.bytes) pieces.push(piece);
			size += piece.length;
		}
	} catch (error) {
		throw unreadable(entry.path, ignoring, error as NodeJS.ErrnoException);
	}
	return {digest: hash.digest('hex'), beginning: Buffer.concat(pieces)};
}

function hashOf(
	files: readonly ContextFile[],
	folders: readonly string[],
	dockerfile: string,
	platform: string,
): string {
	const document = [
		files.map(({path, executable, link, digest}) => [
			path,
			link === undefined ? (executable ? 'x' : 'f') : 'l',
			digest,
		]),
		folders,
		dockerfile,
		platform,
	];
	return sha256(JSON.stringify(document), 12);
}

function warnings({files, special}: Listing, size: number, prefix: string): readonly ContextWarning[] {
	const outside = files.filter(({path, link}) => link !== undefined && pointsOut(posix.join(prefix, path), link));
	return [
		...(size > largeContext ? [large(files, size)] : []),
		...special.map(path => ({
			path,
			message: `${path} is neither a file nor a folder, and is left out of the image`,
			fix: 'Nothing, unless a task needs it',
		})),
		...outside.map(({path, link}) => ({
			path,
			message: `${path} links to ${link}, which is not in the image`,
			fix: `Replace the link with the file, or exclude ${path} in .dockerignore`,
		})),
	];
}

function large(files: readonly ListedFile[], size: number): ContextWarning {
	const named = largestFiles(files, 3).map(({path, size: own}) => `${path} (${bytes(own)})`);
	return {
		path: null,
		message: `The image gets ${bytes(size)} of project files, the largest are ${named.join(', ')}`,
		fix: 'List what the tasks do not need in .dockerignore',
	};
}

export const largestFiles = (files: readonly ListedFile[], most: number): readonly ListedFile[] =>
	files.toSorted((a, b) => b.size - a.size).slice(0, most);

function pointsOut(path: string, link: string): boolean {
	return posix.isAbsolute(link) || posix.join(posix.dirname(path), link).split('/')[0] === '..';
}
