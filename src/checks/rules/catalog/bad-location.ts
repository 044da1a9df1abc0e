// Remote locations that S3 refuses, or that Kedro does not read as they are written.
import {isPartitioned, isSparkDataset, locationOf} from '../../../kedro/datasets.ts';
import {urlLoss} from '../../../kedro/fsspec-url.ts';
import type {Dataset} from '../../../schema/project.ts';
import {datasetOf, outputs, usedNames} from '../../data-flow.ts';
import {isBucketName} from '../../../kedro/data-url.ts';
import {splitsUrl} from '../../dataset-packages.ts';
import type {Facts} from '../../facts.ts';
import {forSpark} from '../../remote-location.ts';
import type {RatedProblem, Rule} from '../../rule.ts';

export const catalogBadLocation: Rule = {
	id: 'catalog/bad-location',
	severity: 'varies',
	title: 'A remote location is not valid',
	why: 'The task would fail when it reads or writes it, or use another container: of protocols such as `az://` and `dbfs://` Kedro keeps only a part of the URL. Where that part is a server, the dataset may get it in another way (warning).',
	fix: 'Write it as `s3://bucket/path`, or in the form that Kedro reads whole, such as `abfs://container/path`',
	check: facts => {
		const written = new Set(outputs(facts).map(use => use.name));
		return usedNames(facts).flatMap(name => {
			const dataset = datasetOf(facts, name);
			const location = locationOf(dataset);
			if (dataset === undefined || facts.kindOf(name) !== 'remote' || location === null) return [];
			const found = judge(dataset, location, written.has(name), facts);
			if (found === undefined) return [];
			const {severity = 'error', reason, fix} = found;
			return [
				{
					severity,
					message: `${name} has the location "${location}": ${reason}`,
					fix,
					location: dataset.place,
					dataset: name,
				},
			];
		});
	},
};

type Judgement = {readonly severity?: RatedProblem['severity']; readonly reason: string; readonly fix: string};

function judge(dataset: Dataset, location: string, isWritten: boolean, facts: Facts): Judgement | undefined {
	const problem = isOtherProtocol(dataset, location)
		? 'Spark reads S3 as s3a:// and has no s3://'
		: problemOf(location, isWritten);
	if (problem === undefined) return splitsUrl(dataset) ? lossOf(dataset, location, isWritten, facts) : undefined;
	const better = suggestion(location);
	const written = isSparkDataset(dataset) ? forSpark(better) : better;
	return {reason: problem, fix: written === location ? bucketRule : `Write it as ${written}`};
}

const bucketRule = 'Use a bucket name of 3 to 63 lower-case letters, digits, "." and "-"';

/** What Kedro drops of the URL. */
function lossOf(dataset: Dataset, location: string, isWritten: boolean, facts: Facts): Judgement | undefined {
	const loss = urlLoss(location, facts.project.kedro);
	// A PartitionedDataset lets fsspec list the folder, and loads the files by the names that fsspec returns.
	if (loss === undefined || (!isWritten && isPartitioned(dataset) && /^abfs:\/\/[^/]*@/.test(location)))
		return undefined;
	const {reason, instead, isServer} = loss;
	if (isServer !== true)
		return {
			reason,
			fix: instead === undefined ? 'Use storage whose URL Kedro keeps, such as s3://' : `Write it as ${instead}`,
		};
	const [host = '', port] = /:\/\/(?:[^/@]*@)?([^/]*)/.exec(location)?.[1]?.split(':') ?? [];
	const server = `{host: ${host}${port === undefined ? '' : `, port: ${port}`}}`;
	if (dataset.credentials !== null) return undefined;
	return {
		severity: 'warning',
		reason,
		fix: `Give the server to the dataset: fs_args: ${server}; ignore this if the entry has it already`,
	};
}

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
