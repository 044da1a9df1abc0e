// Where data goes on remote storage: below the data URL, by the path or the name that it has in the project.
import {posix} from 'node:path';
import {asKept} from '../kedro/fsspec-url.ts';
import {pathInProject, withForwardSlashes} from './data-location.ts';

/** `<data>/01_raw/trips.csv` of `data/01_raw/trips.csv`; a path outside the project keeps all its parts, so that no two collide. */
export function remoteLocation(data: string, path: string, root: string): string {
	const inside = pathInProject(path, root);
	return joined(data, inside === undefined ? withoutRoot(path) : inside.replace(/^data\//, ''));
}

/** `<data>/between/north.model.pkl`: for a dataset that had no location. A name that is not a valid path gets a checksum. */
export function newLocation(data: string, name: string, extension: string): string {
	const plain = name.replaceAll(/[^\p{L}\p{N}_.-]/gu, '_');
	return joined(data, `between/${plain === name ? plain : `${plain}-${checksum(name)}`}.${extension}`);
}

/** The data URL in the form that a dataset reads: Kedro drops the container of `az://`, which Spark keeps. */
export const dataUrlFor = (data: string, isSpark: boolean): string =>
	isSpark ? forSpark(data) : (asKept(data) ?? data);

/** Spark reads S3 through Hadoop, which knows it as s3a. */
export const forSpark = (data: string): string => data.replace(/^s3n?:/, 's3a:');

const joined = (data: string, path: string): string => `${data.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`;

const withoutRoot = (path: string): string =>
	posix.normalize(withForwardSlashes(path).replace(/^(?:[A-Za-z]:|~|\.\.?(?=\/)|\/)+/, ''));

/** Four hexadecimal digits. Another function would move data that a project has already written. */
function checksum(text: string): string {
	let sum = 7;
	for (const character of text) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 65536;
	return sum.toString(16).padStart(4, '0');
}
