// The URL below which fixes put data (`--data`): what is a valid one, and which one the project already uses.
import {locationOf} from '../kedro/datasets.ts';
import type {Project} from '../schema/project.ts';
import {byCodeUnit} from '../system/order.ts';

/** Storage that a dataset can write to; an entry gets the URL in the form that its type reads. */
const protocols = 's3 s3a s3n gs gcs abfs abfss az wasb wasbs oss oci hdfs dbfs'.split(' ');

/** What is wrong with a data URL such as `s3://bucket/prefix`; `undefined` when it is valid. */
export function dataUrlProblem(text: string): string | undefined {
	const [, protocol = '', rest = ''] = /^([a-z][a-z\d+.-]*):\/\/(.*)$/is.exec(text) ?? [];
	if (/[\s\p{Cc}]/u.test(text)) return 'A data URL has no spaces';
	if (protocol === '') return 'A data URL looks like s3://bucket/prefix';
	const known = protocol.toLowerCase();
	if (known === 'file' || known === 'local')
		return 'Tasks cannot read the files of this machine: use s3://bucket/prefix';
	if (/^https?$/.test(known)) return 'Datasets cannot write over http: use s3://bucket/prefix';
	if (known === 'adl') return 'Azure has no storage for adl:// any more: use abfs://container/prefix';
	if (!protocols.includes(known)) return `${protocol}:// is not supported; supported are ${protocols.join(', ')}`;
	const [bucket = '', ...parts] = rest.replace(/\/+$/, '').split('/');
	if (bucket === '' && !/^(?:hdfs|dbfs)$/.test(known)) return `The bucket is missing: ${known}://bucket/prefix`;
	if (/:[^@]*@/.test(bucket)) return 'A data URL must not have a password: tasks read their keys from the Secret';
	if (/[{}$*?"'\\#<>]/.test(rest)) return 'A data URL must not have { } $ * ? # or quotes';
	if (parts.includes('..') || parts.includes('.')) return 'A bucket has no ".." and no "." as folders';
	if (parts.includes('')) return 'A part between two slashes is empty';
	if (known.startsWith('s3') && !isBucketName(bucket)) {
		return `"${bucket}" is not a valid bucket name: use 3 to 63 lower-case letters, digits, dots and hyphens`;
	}
	return undefined;
}

/** Whether S3 takes a name for a bucket. */
export const isBucketName = (name: string): boolean => /^[a-z\d][a-z\d.-]{1,61}[a-z\d]$/.test(name);

/** What the remote locations of the project have in common, up to its layers: `s3://tide/demo`; `undefined` without any. */
export function defaultDataUrl(project: Project): string | undefined {
	if (!defaults.has(project)) defaults.set(project, commonUrl(project));
	return defaults.get(project);
}

/** Each of thousands of findings asks for it. */
const defaults = new WeakMap<Project, string | undefined>();

function commonUrl(project: Project): string | undefined {
	const locations = project.datasets
		.map(dataset => /^([a-z\d]+:\/\/[^/]+)\/(.+)$/.exec(locationOf(dataset) ?? ''))
		.flatMap(found => (found?.[1] !== undefined && found[2] !== undefined ? [{bucket: found[1], path: found[2]}] : []))
		.filter(({bucket}) => dataUrlProblem(bucket) === undefined);
	const buckets = locations.map(({bucket}) => bucket);
	const uses = (name: string): number => buckets.filter(other => other === name).length;
	const [most] = [...new Set(buckets)].sort((a, b) => uses(b) - uses(a) || byCodeUnit(a, b));
	if (most === undefined) return undefined;
	const folders = locations.filter(({bucket}) => bucket === most).map(({path}) => foldersAboveLayers(path));
	const [first = []] = folders;
	const differs = first.findIndex((part, index) => folders.some(folder => part !== folder[index]));
	return [most, ...(differs < 0 ? first : first.slice(0, differs))].join('/');
}

/** Folders of a path above `01_raw`, `02_intermediate` and the like, and above the file itself. */
function foldersAboveLayers(path: string): readonly string[] {
	const folders = path.split('/').slice(0, -1);
	const layer = folders.findIndex(part => /^\d+_|^data$/.test(part));
	return layer < 0 ? folders : folders.slice(0, layer);
}
