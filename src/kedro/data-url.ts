// What a valid URL is for the data of a project, such as `--data`.

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
