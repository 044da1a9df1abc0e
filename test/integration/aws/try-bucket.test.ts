// Keys tried at a real S3 and STS server (moto): what a bucket allows, and that no upload is left open.
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {callerIdentity} from '../../../src/aws/caller-identity.ts';
import {findEndpoints} from '../../../src/aws/endpoints.ts';
import {tryBucket} from '../../../src/aws/try-bucket.ts';
import {Sensitive} from '../../../src/system/secrets.ts';
import {type S3, startS3} from '../../bed/s3.ts';

const noProfiles = {find: () => undefined, services: () => undefined};
const signal = new AbortController().signal;

describe('keys at an S3 server', () => {
	let s3: S3;
	beforeAll(async () => {
		s3 = await startS3();
		await s3.put('/tide');
		await s3.put('/tide/demo/raw%20data/%C3%A4%2B1.csv', 'x');
	}, 120_000);
	afterAll(() => s3.stop());

	it('are known, may read and write, and leave nothing behind', async () => {
		const {AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = ''} = s3.env;
		const keys = {
			AWS_ACCESS_KEY_ID: new Sensitive(AWS_ACCESS_KEY_ID),
			AWS_SECRET_ACCESS_KEY: new Sensitive(AWS_SECRET_ACCESS_KEY),
		};
		const settings = {endpoints: findEndpoints(s3.env, noProfiles), timeout: 8000, signal};
		expect(await callerIdentity(keys, settings.endpoints, {signal})).toMatchObject({
			is: 'known',
			account: expect.stringMatching(/^\d{12}$/),
			arn: expect.stringMatching(/^arn:aws:/),
		});
		const use = {
			bucket: 'tide',
			reads: ['demo/raw data/ä+1.csv', 'demo/raw data', 'demo/none.csv'],
			writes: ['demo/out/a b.csv', 'demo/parts/'],
		};
		expect(await tryBucket(use, keys, settings)).toMatchObject({
			exists: 'yes',
			list: 'yes',
			read: 'yes',
			write: 'yes',
			missing: ['demo/none.csv'],
			left: [],
		});
		expect(await s3.list('tide')).toHaveLength(1);
		const uploads = await fetch(`${s3.endpoint}/tide?uploads`, {
			headers: {authorization: `AWS4-HMAC-SHA256 Credential=${AWS_ACCESS_KEY_ID}/20200101/us-east-1/s3/aws4_request`},
		});
		expect(await uploads.text()).not.toContain('<UploadId>');
		expect(await tryBucket({...use, bucket: 'gone'}, keys, settings)).toMatchObject({exists: 'no'});
	});
});
