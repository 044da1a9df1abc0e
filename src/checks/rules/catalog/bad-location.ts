// Remote locations that S3 refuses.
import {isSparkDataset, locationOf} from '../../../kedro/datasets.ts';
import type {Dataset} from '../../../schema/project.ts';
import {datasetOf, outputs, usedNames} from '../../data-flow.ts';
import {isBucketName} from '../../data-url.ts';
import {forSpark} from '../../remote-location.ts';
import type {Rule} from '../../rule.ts';

export const catalogBadLocation: Rule = {
	id: 'catalog/bad-location',
	severity: 'error',
	title: 'A remote location is not valid',
	why: 'The task would fail when it reads or writes it.',
	fix: 'Write it as `s3://bucket/path`',
	check: facts => {
		const written = new Set(outputs(facts).map(use => use.name));
		return usedNames(facts).flatMap(name => {
			const dataset = datasetOf(facts, name);
			const location = locationOf(dataset);
			if (facts.kindOf(name) !== 'remote' || location === null) return [];
			const problem = isOtherProtocol(dataset, location)
				? 'Spark reads S3 as s3a:// and has no s3://'
				: problemOf(location, written.has(name));
			if (problem === undefined) return [];
			return [
				{
					message: `${name} has the location "${location}": ${problem}`,
					fix: `Write it as ${isSparkDataset(dataset) ? forSpark(suggestion(location)) : suggestion(location)}`,
					location: dataset?.place,
					dataset: name,
				},
			];
		});
	},
};

/** Newer ones, such as SparkDatasetV2, write the protocol of Spark themselves. */
const isOtherProtocol = (dataset: Dataset | undefined, location: string): boolean =>
	isSparkDataset(dataset) && !/V\d+$/.test(dataset?.type ?? '') && /^s3n?:/.test(location);

function problemOf(location: string, isWritten: boolean): string | undefined {
	if (location !== location.trim()) return 'it begins or ends with a space';
	if (/^https?:/i.test(location)) return isWritten ? 'datasets cannot write over http' : undefined;
	const [, bucket, key = ''] = /^s3[an]?:\/\/([^/]*)\/?(.*)$/.exec(location) ?? [];
	if (bucket === undefined) return undefined;
	if (bucket === '') return 'the bucket is missing';
	if (/[A-Z]/.test(bucket)) return 'a bucket name has no upper-case letters';
	if (!isBucketName(bucket)) return `"${bucket}" is not a valid bucket name`;
	if (key === '') return 'the path after the bucket is missing';
	if (key.split('/').includes('..')) return 'a bucket has no ".." as folder';
	return undefined;
}

/** `s3://bucket/key`, as far as the location has them. */
function suggestion(location: string): string {
	const web = /^https?:\/\/([^./]+)\.s3[.-][^/]*\/(.*)$/.exec(location.trim());
	const [, bucket = '', key = ''] = web ?? /^\w+:\/\/([^/]*)\/*(.*)$/.exec(location.trim()) ?? [];
	const isWeb = /^https?:/i.test(location.trim()) && web === null;
	const parts = key.split('/').filter(part => part !== '..' && part !== '');
	return `s3://${isWeb ? '<bucket>' : bucket.toLowerCase() || '<bucket>'}/${parts.join('/') || '<path>'}`;
}
