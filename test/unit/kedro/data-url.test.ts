// Which URLs are valid for the data of a project.
import {expect, it} from 'vitest';
import {dataUrlProblem} from '../../../src/kedro/data-url.ts';

it.each([
	's3://tide',
	's3://tide/demo',
	's3://tide/demo/',
	's3a://tide.eu/demo',
	'gs://tide/x',
	'abfs://box@account.dfs.core.windows.net/x',
	'hdfs:///data',
	'az://raw/shop',
	'wasbs://raw@account.blob.core.windows.net/x',
	'dbfs:///mnt/shop',
])('%s is a valid data URL', text => expect(dataUrlProblem(text)).toBeUndefined());

it.each([
	['', /A data URL looks like s3:\/\/bucket\/prefix/],
	['data/x', /URL/],
	['/mnt/data', /URL/],
	['C:\\data', /URL/],
	['s3:/tide', /URL/],
	['s3://', /bucket is missing/],
	['s3:///x', /bucket is missing/],
	['s3://Tide/x', /"Tide" is not a valid bucket name/],
	['s3://a', /not a valid bucket name/],
	[' s3://tide', /no spaces/],
	['s3://tide/a b', /no spaces/],
	['s3://tide/\u0007', /no spaces/],
	['s3://tide/../x', /"\.\."/],
	['s3://tide//x', /is empty/],
	['s3://tide/{x}', /must not have/],
	['s3://tide/$(x)', /must not have/],
	['s3://id:secret@tide/x', /password/],
	['https://tide.s3.amazonaws.com', /over http/],
	['file:///tmp/x', /this machine/],
	['adl://store/x', /use abfs:/],
	['sftp://host/x', /sftp:\/\/ is not supported/],
])('%j is not a valid data URL', (text, reason) => expect(dataUrlProblem(text)).toMatch(reason));
