// Remote locations that S3 would not take.
import {locationOf} from '../../data-location.ts';
import {finding} from '../../finding.ts';
import {datasetOf, outputs, usedNames} from '../../data-flow.ts';
import type {Rule} from '../../rule.ts';

const id = 'catalog/bad-location';

export const badLocation: Rule = {
	id,
	severity: 'error',
	title: 'A remote location is not well formed',
	why: 'The task would fail when it reads or writes it.',
	fix: 'Write it as `s3://bucket/path`',
	check: facts => {
		const written = new Set(outputs(facts).map(use => use.name));
		return usedNames(facts).flatMap(name => {
			const dataset = datasetOf(facts, name);
			const value = locationOf(dataset)?.value;
			if (facts.kindOf(name) !== 'remote' || value === undefined || value === null) return [];
			const problem = problemOf(value, written.has(name));
			if (problem === undefined) return [];
			return [
				finding({
					rule: id,
					severity: 'error',
					message: `${name} is at "${value}": ${problem}`,
					fix: `Write it as ${suggestion(value)}`,
					place: dataset?.place,
					dataset: name,
				}),
			];
		});
	},
};

function problemOf(value: string, written: boolean): string | undefined {
	if (value !== value.trim()) return 'it begins or ends with a space';
	if (/^https?:/i.test(value)) return written ? 'nothing can be written over http' : undefined;
	const [, bucket, key = ''] = /^s3[an]?:\/\/([^/]*)\/?(.*)$/.exec(value) ?? [];
	if (bucket === undefined) return undefined;
	if (bucket === '') return 'the bucket is missing';
	if (/[A-Z]/.test(bucket)) return 'a bucket has no upper-case letters';
	if (!/^[a-z\d][a-z\d.-]{1,61}[a-z\d]$/.test(bucket)) return `"${bucket}" is no name of a bucket`;
	if (key === '') return 'there is no path after the bucket';
	if (key.split('/').includes('..')) return '".." means nothing in a bucket';
	return undefined;
}

/** `s3://bucket/key`, as far as the location tells them. */
function suggestion(value: string): string {
	const web = /^https?:\/\/([^./]+)\.s3[.-][^/]*\/(.*)$/.exec(value.trim());
	const [, bucket = '', key = ''] = web ?? /^\w+:\/\/([^/]*)\/*(.*)$/.exec(value.trim()) ?? [];
	const isWeb = /^https?:/i.test(value.trim()) && web === null;
	const parts = key.split('/').filter(part => part !== '..' && part !== '');
	return `s3://${isWeb ? '<bucket>' : bucket.toLowerCase() || '<bucket>'}/${parts.join('/') || '<path>'}`;
}
