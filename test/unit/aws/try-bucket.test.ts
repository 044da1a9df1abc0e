// What keys may do in a bucket, against a small server that refuses what a test says.
import {describe, expect, it} from 'vitest';
import {callerIdentity} from '../../../src/aws/caller-identity.ts';
import type {Endpoints} from '../../../src/aws/endpoints.ts';
import {type BucketUse, tryBucket} from '../../../src/aws/try-bucket.ts';
import {Sensitive} from '../../../src/system/secrets.ts';
import {type Permissions, startS3WithPermissions} from '../../fakes/s3-permissions.ts';
import {serve} from '../../support/servers.ts';

const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const keys = {AWS_ACCESS_KEY_ID: new Sensitive('AKIAIOSFODNN7EXAMPLE'), AWS_SECRET_ACCESS_KEY: new Sensitive(secret)};
const use: BucketUse = {bucket: 'tide', reads: ['demo/raw.csv'], writes: ['demo/out.csv']};
const signal = new AbortController().signal;

const endpointsAt = (url: string): Endpoints => ({
	region: 'us-east-1',
	s3: {url, isSet: true},
	sts: {url, isSet: true},
});

async function access(permissions: Partial<Permissions> = {}, wanted: BucketUse = use) {
	const server = await startS3WithPermissions({buckets: {tide: ['demo/raw.csv', 'parts/2026/a.csv']}, ...permissions});
	const settings = {endpoints: endpointsAt(server.url), timeout: 2000, signal};
	return {server, found: await tryBucket(wanted, keys, settings)};
}

describe('a bucket', () => {
	it('B25: with all permissions: everything is yes, and no upload is left open', async () => {
		const {server, found} = await access({region: 'eu-west-1'});
		expect(found).toMatchObject({exists: 'yes', region: 'eu-west-1', list: 'yes', read: 'yes', write: 'yes', left: []});
		expect(server.requests).toContain('PUT tide/demo/out.csv');
		expect([...server.open]).toEqual([]);
	});

	it('B25: that may be read and not written names what was refused', async () => {
		const {found} = await access({denied: ['PUT tide/demo']});
		expect(found).toMatchObject({read: 'yes', write: 'no', refused: {read: [], write: ['demo/out.csv']}});
	});

	it('that may be used and not listed exists all the same', async () => {
		const {found} = await access({denied: ['HEAD tide', 'LIST tide']});
		expect(found).toMatchObject({exists: 'yes', list: 'no', read: 'yes', write: 'yes'});
	});

	it('that does not exist is asked nothing more', async () => {
		const {server, found} = await access({}, {...use, bucket: 'gone'});
		expect(found).toMatchObject({exists: 'no', read: undefined});
		expect(server.requests).toEqual(['HEAD gone/']);
	});

	it('lacks an input, has a folder in place of an object, or an empty prefix', async () => {
		const {found} = await access({}, {...use, reads: ['demo/none.csv', 'parts/2026', 'parts/']});
		expect(found).toMatchObject({read: 'yes', missing: ['demo/none.csv']});
	});

	it('in which an upload cannot be aborted says where it is left', async () => {
		const {found} = await access({denied: ['ABORT tide']});
		expect(found).toMatchObject({write: 'yes', left: ['demo/out.csv']});
	});

	it('B52, F23: of keys that are refused as such says why', async () => {
		const {found} = await access({refuse: 'SignatureDoesNotMatch'});
		expect(found).toMatchObject({read: 'no', reason: expect.stringContaining('secret access key')});
		const skewed = await access({refuse: 'RequestTimeTooSkewed'});
		expect(skewed.found.reason).toBe('the clock of this machine is wrong');
	});

	it('on a server that does not answer, or answers nonsense, is unknown within the time', async () => {
		const silent = await serve(() => {});
		const started = performance.now();
		const found = await tryBucket(use, keys, {endpoints: endpointsAt(silent), timeout: 200, signal});
		expect(found).toMatchObject({exists: 'unknown', reason: expect.stringContaining('No answer')});
		expect(performance.now() - started).toBeLessThan(1500);
		const odd = await serve((_, response) => response.writeHead(500).end('<html>'));
		expect(await tryBucket(use, keys, {endpoints: endpointsAt(odd), timeout: 2000, signal})).toMatchObject({
			read: 'unknown',
			write: 'unknown',
		});
	});

	it('never gets the secret key itself', async () => {
		const seen: string[] = [];
		const url = await serve((request, response) => {
			seen.push(JSON.stringify([request.url, request.headers]));
			response.writeHead(200).end();
		});
		await tryBucket(use, keys, {endpoints: endpointsAt(url), timeout: 2000, signal});
		expect(seen.length).toBeGreaterThan(2);
		expect(seen.join()).not.toContain(secret);
		expect(seen.join()).toContain('AWS4-HMAC-SHA256');
	});
});

describe('the caller', () => {
	it('is known by account and ARN, or unknown to a server without STS', async () => {
		const server = await startS3WithPermissions({buckets: {}});
		expect(await callerIdentity(keys, endpointsAt(server.url), {signal})).toEqual({
			is: 'known',
			account: '123456789012',
			arn: 'arn:aws:iam::123456789012:user/ada',
		});
		const minio = await startS3WithPermissions({buckets: {}, refuse: 'InvalidClientTokenId'});
		expect(await callerIdentity(keys, endpointsAt(minio.url), {signal})).toMatchObject({is: 'unknown'});
	});

	it('B52: is refused where AWS itself does not know the keys', async () => {
		const {url} = await startS3WithPermissions({buckets: {}, refuse: 'InvalidClientTokenId'});
		const aws = {...endpointsAt(url), sts: {url, isSet: false}};
		expect(await callerIdentity(keys, aws, {signal})).toEqual({
			is: 'refused',
			reason: 'AWS does not know this access key id',
		});
	});

	it('is unknown where nothing answers', async () => {
		const nowhere = endpointsAt('http://127.0.0.1:1');
		expect(await callerIdentity(keys, nowhere, {signal})).toMatchObject({
			is: 'unknown',
			reason: expect.stringContaining('127.0.0.1:1'),
		});
	});
});
