// What the tasks of a pipeline do in each bucket, by the locations of its datasets.
import type {BucketUse} from '../../../aws/try-bucket.ts';
import {baseName} from '../../../kedro/datasets.ts';
import {datasetsOf} from '../../../kedro/storage.ts';
import type {Dataset, Pipeline, Project} from '../../../schema/project.ts';

/** So many objects of a bucket are tried at most: a permission is for a prefix, not for an object. */
const mostReads = 10;
const mostWrites = 5;

/** Buckets in the order of their datasets. */
export function bucketUses(project: Pick<Project, 'datasets'>, pipeline: Pipeline): readonly BucketUse[] {
	const {nodes} = pipeline;
	const written = new Set(nodes.flatMap(({outputs}) => outputs.map(baseName)));
	const objects = datasetsOf(pipeline, project).flatMap(dataset => {
		const object = objectOf(dataset);
		return object === undefined ? [] : [{...object, isWritten: written.has(baseName(dataset.name))}];
	});
	return [...new Set(objects.map(({bucket}) => bucket))].map(bucket => {
		const mine = objects.filter(object => object.bucket === bucket);
		const keysOf = (isWritten: boolean): readonly string[] => [
			...new Set(mine.filter(object => object.isWritten === isWritten).map(({key}) => key)),
		];
		return {
			bucket,
			reads: keysOf(false).slice(0, mostReads),
			writes: oneOfEachFolder(keysOf(true)).slice(0, mostWrites),
		};
	});
}

/** The last link of a chain such as `simplecache::s3://…`. Versions and parts of a dataset are in a folder. */
function objectOf({value, inner, versioned, key: own, type}: Dataset): {bucket: string; key: string} | undefined {
	const [location, key] = value === null ? [inner?.value ?? '', inner?.key] : [value, own];
	const [, bucket, path = ''] = /(?:^|::)s3[an]?:\/\/([^/:]+)\/*(.*)$/i.exec(location) ?? [];
	if (bucket === undefined) return undefined;
	const isFolder =
		versioned || key === 'path' || /(?:^|\.)(?:spark|Spark|Delta|Partitioned|Incremental)/.test(type ?? '');
	const plain = path.replace(/[^/]*[*?[].*$/, '');
	return {bucket, key: isFolder || plain !== path ? plain.replace(/\/*$/, '/').replace(/^\/$/, '') : plain};
}

function oneOfEachFolder(keys: readonly string[]): readonly string[] {
	const folders = keys.map(key => key.slice(0, key.lastIndexOf('/') + 1));
	return keys.filter((_, index) => folders.indexOf(folders[index] ?? '') === index);
}
