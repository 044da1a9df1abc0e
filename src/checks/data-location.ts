// Data locations: which part of a catalog entry holds one, and how two are compared.
import {posix} from 'node:path';
import type {Dataset} from '../schema/project.ts';

/** The part of an entry that stores the data: what is inside a CachedDataset or another wrapper, else the entry itself. */
export const storageOf = (dataset: Dataset | undefined): Pick<Dataset, 'type' | 'key' | 'value'> | undefined =>
	dataset?.value === null && dataset.inner !== null ? dataset.inner : dataset;

/** Whether an entry keeps its data in a database: a table of it has no file of its own. */
export const isInDatabase = (dataset: Dataset | undefined): boolean =>
	dataset?.key === 'database' || dataset?.inner?.key === 'database';

/** A local path relative to the project with forward slashes; `undefined` when it is outside. */
export function pathInProject(path: string, root: string): string | undefined {
	const plain = withForwardSlashes(path);
	const near = plain.startsWith(`${root}/`) ? plain.slice(root.length + 1) : plain;
	if (near.startsWith('/') || near.startsWith('~') || /^[A-Za-z]:/.test(near)) return undefined;
	const normal = posix.normalize(near);
	return normal.startsWith('../') || normal === '..' ? undefined : normal;
}

export const withForwardSlashes = (path: string): string =>
	path
		.trim()
		.replace(/^file:(\/\/)?/, '')
		.replaceAll('\\', '/');

/** The folder of a path such as `data/days/*.parquet`, of which a dataset reads many files; `undefined` for any other path. */
export function folderOfPattern(path: string): string | undefined {
	const wildcard = path.search(/[*?]|\[[^\]/]+\]/);
	return wildcard < 0 ? undefined : posix.dirname(`${path.slice(0, wildcard)}x`);
}

/** A location for comparing: Spark knows S3 as s3a, and a folder may end in a slash. */
export const comparableLocation = (value: string): string => value.replace(/^s3[an]:/, 's3:').replace(/\/$/, '');

export const isS3 = (location: string): boolean => /^s3[an]?:/.test(location);

/** A local path for comparing: in the project where it is there, without a slash at its end. */
export const comparablePath = (path: string, root: string): string =>
	(pathInProject(path, root) ?? withForwardSlashes(path)).replace(/\/+$/, '');

/** Whether two comparable paths are the same, or one is in the folder of the other. */
export const areNested = (a: string, b: string): boolean => a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);

/** Whether two local paths are the same, or one is in the folder of the other. */
export const overlaps = (one: string, other: string, root: string): boolean =>
	areNested(comparablePath(one, root), comparablePath(other, root));
