// Where requests to S3 and STS go, by variables and profiles.
import {describe, expect, it} from 'vitest';
import {findEndpoints} from '../../../src/aws/endpoints.ts';
import {readProfiles} from '../../../src/aws/profiles.ts';
import {useAwsHome} from '../../support/aws.ts';

const home = useAwsHome();

const found = async (env: NodeJS.ProcessEnv, profile?: string) => {
	const whole = home.env(env);
	return findEndpoints(whole, await readProfiles(whole), profile);
};

describe('the endpoints', () => {
	it('are those of AWS in the region, which is us-east-1 where nothing sets it', async () => {
		expect(await found({})).toEqual({
			region: 'us-east-1',
			s3: {url: 'https://s3.us-east-1.amazonaws.com', isSet: false},
			sts: {url: 'https://sts.us-east-1.amazonaws.com', isSet: false},
		});
		expect(await found({AWS_DEFAULT_REGION: 'eu-west-1', AWS_REGION: 'eu-north-1'})).toMatchObject({
			region: 'eu-north-1',
		});
	});

	it.each([
		['cn-north-1', 'https://sts.cn-north-1.amazonaws.com.cn'],
		['us-gov-west-1', 'https://sts.us-gov-west-1.amazonaws.com'],
		['us-iso-east-1', 'https://sts.us-iso-east-1.c2s.ic.gov'],
	])('are those of the partition of %s', async (region, url) => {
		expect((await found({AWS_REGION: region})).sts.url).toBe(url);
	});

	it('are those that a variable sets, for one service or for all', async () => {
		const minio = {AWS_ENDPOINT_URL: 'http://minio:9000/', AWS_ENDPOINT_URL_STS: 'https://sts.example.test'};
		expect(await found(minio)).toMatchObject({
			s3: {url: 'http://minio:9000', isSet: true},
			sts: {url: 'https://sts.example.test', isSet: true},
		});
		expect(await found({...minio, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true'})).toMatchObject({s3: {isSet: false}});
	});

	it('are those of the profile and of its services section, below the variables', async () => {
		await home.write(
			'config',
			'[profile tide]\nregion = eu-west-2\nendpoint_url = http://all:1\nservices = local\n[services local]\ns3 =\n  endpoint_url = http://s3:2\n',
		);
		expect(await found({}, 'tide')).toEqual({
			region: 'eu-west-2',
			s3: {url: 'http://s3:2', isSet: true},
			sts: {url: 'http://all:1', isSet: true},
		});
		expect(await found({AWS_PROFILE: 'tide', AWS_ENDPOINT_URL: 'http://env:3'})).toMatchObject({
			s3: {url: 'http://env:3'},
		});
	});

	it('never contain what is no region or no URL', async () => {
		expect(await found({AWS_REGION: 'evil.test/#', AWS_ENDPOINT_URL: 'minio:9000'})).toMatchObject({
			region: 'us-east-1',
			s3: {isSet: false},
		});
	});
});
