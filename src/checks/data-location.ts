// Where data is, and where it goes on remote storage: below a URL that the user gives, by the path that it has in the project.
import {posix} from 'node:path';
import type {Dataset, Project} from '../schema/project.ts';

/** The location that counts: what is inside a CachedDataset or another wrapper, else the dataset's own. */
export const locationOf = (dataset: Dataset | undefined): Pick<Dataset, 'type' | 'key' | 'value'> | undefined =>
	dataset?.value === null && dataset.inner !== null ? dataset.inner : dataset;

/** A local path relative to the project with forward slashes; `undefined` when it lies outside. */
export function insideProject(path: string, root: string): string | undefined {
	const plain = withForwardSlashes(path);
	const near = plain.startsWith(`${root}/`) ? plain.slice(root.length + 1) : plain;
	if (near.startsWith('/') || near.startsWith('~') || /^[A-Za-z]:/.test(near)) return undefined;
	const normal = posix.normalize(near);
	return normal.startsWith('../') || normal === '..' ? undefined : normal;
}

/** A location for comparing: Spark knows S3 as s3a, and a folder may end in a slash. */
export const samePlace = (value: string): string => value.replace(/^s3[an]:/, 's3:').replace(/\/$/, '');

/** Storage that a dataset can write to, as fsspec names it. */
const protocols = ['s3', 's3a', 's3n', 'gs', 'gcs', 'abfs', 'abfss', 'az', 'adl', 'oss', 'oci', 'hdfs', 'dbfs'];

/** What is wrong with a place for data such as `s3://bucket/prefix`; `undefined` when it will do. */
export function dataProblem(text: string): string | undefined {
	const [, protocol = '', rest = ''] = /^([a-z][a-z\d+.-]*):\/\/(.*)$/is.exec(text) ?? [];
	if (/[\s\p{Cc}]/u.test(text)) return 'A place for data has no spaces';
	if (protocol === '') return 'A place for data is a URL such as s3://bucket/prefix';
	const known = protocol.toLowerCase();
	if (known === 'file' || known === 'local')
		return 'The tasks cannot see the files of this machine: give s3://bucket/prefix';
	if (/^https?$/.test(known)) return 'Nothing can be written over http: give s3://bucket/prefix';
	if (!protocols.includes(known)) return `${protocol}:// is not known; known are ${protocols.join(', ')}`;
	const [bucket = '', ...parts] = rest.replace(/\/+$/, '').split('/');
	if (bucket === '' && known !== 'hdfs') return `The bucket is missing: ${known}://bucket/prefix`;
	if (/:[^@]*@/.test(bucket)) return 'A password has no place in it: keys come from the Secret';
	if (/[{}$*?"'\\#<>]/.test(rest)) return 'A place for data has none of { } $ * ? # and quotes';
	if (parts.includes('..') || parts.includes('.')) return '".." means nothing in a bucket';
	if (parts.includes('')) return 'There is an empty part between two slashes';
	if (known.startsWith('s3') && !/^[a-z\d][a-z\d.-]{1,61}[a-z\d]$/.test(bucket)) {
		return `"${bucket}" is no name of a bucket: 3 to 63 lower-case letters, digits, dots and hyphens`;
	}
	return undefined;
}

/** What the remote locations of the project have in common, up to its layers: `s3://tide/demo`; `undefined` without any. */
export function dataDefault(project: Project): string | undefined {
	const places = project.datasets
		.map(dataset => locationOf(dataset)?.value ?? '')
		.map(value => /^([a-z\d]+:\/\/[^/]+)\/(.+)$/.exec(value))
		.flatMap(found => (found?.[1] !== undefined && found[2] !== undefined ? [{bucket: found[1], path: found[2]}] : []))
		.filter(({bucket}) => dataProblem(bucket) === undefined);
	const buckets = places.map(({bucket}) => bucket);
	const often = (name: string): number => buckets.filter(other => other === name).length;
	const [most] = [...new Set(buckets)].sort((a, b) => often(b) - often(a) || (a < b ? -1 : 1));
	if (most === undefined) return undefined;
	const folders = places.filter(({bucket}) => bucket === most).map(({path}) => aboveLayers(path));
	const [first = []] = folders;
	const shared = first.filter((part, index) => folders.every(folder => part === folder[index]));
	// Only what is shared from the beginning on.
	const stop = first.findIndex((part, index) => shared[index] !== part);
	return [most, ...(stop < 0 ? first : first.slice(0, stop))].join('/');
}

/** Folders of a path above `01_raw`, `02_intermediate` and their like, and above the file itself. */
function aboveLayers(path: string): readonly string[] {
	const folders = path.split('/').slice(0, -1);
	const layer = folders.findIndex(part => /^\d+_|^data$/.test(part));
	return layer < 0 ? folders : folders.slice(0, layer);
}

/** `<data>/01_raw/trips.csv` of `data/01_raw/trips.csv`; of a path outside the project all that names it, so that no two meet. */
export function remotePlace(data: string, path: string, root: string): string {
	const inside = insideProject(path, root);
	return joined(data, inside === undefined ? outside(path) : inside.replace(/^data\//, ''));
}

/** `<data>/between/north.model.pkl`: where a dataset goes that had no place; a name that is no path stays one of a kind. */
export function placeOfItsOwn(data: string, name: string, extension: string): string {
	const plain = name.replaceAll(/[^\p{L}\p{N}_.-]/gu, '_');
	const told = plain === name ? plain : `${plain}-${checksum(name)}`;
	return joined(data, `between/${told}.${extension}`);
}

const joined = (data: string, path: string): string => `${data.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`;

const outside = (path: string): string =>
	posix.normalize(withForwardSlashes(path).replace(/^(?:[A-Za-z]:|~|\.\.?(?=\/)|\/)+/, ''));

const withForwardSlashes = (path: string): string =>
	path
		.trim()
		.replace(/^file:(\/\/)?/, '')
		.replaceAll('\\', '/');

/** Four hexadecimal digits. */
function checksum(text: string): string {
	let sum = 7;
	for (const character of text) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 65536;
	return sum.toString(16).padStart(4, '0');
}
