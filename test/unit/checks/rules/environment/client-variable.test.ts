// Variables that the clients of storage read.
import {describe, expect, it} from 'vitest';
import {csv, found, node} from '../../../../support/facts.ts';
import {variable} from '../../../../support/variable.ts';

describe('environment/client-variable', () => {
	const of = (name: string, value: string, plugins: readonly string[] = []) =>
		found('environment/client-variable', {
			nodes: [node('load: raw -> trips')],
			project: {
				datasets: [csv('raw', value), csv('trips', value), csv('other', 's3://not/used.csv')],
				plugins: [...plugins],
				variables: [variable(name, {place: null, value: 'http://minio:9000', effect: 'unknown'})],
			},
		}).map(({severity}) => severity);

	it.each([
		['AWS_ENDPOINT_URL', 's3://shop/raw.csv', 'warning'],
		['AWS_ENDPOINT_URL_S3', 's3a://shop/raw.csv', 'warning'],
		['AWS_DEFAULT_REGION', 's3://shop/raw.csv', 'info'],
		['AZURE_STORAGE_ACCOUNT', 'abfs://raw/x.csv', 'warning'],
		['https_proxy', 'gs://shop/raw.csv', 'info'],
	])('%s with %s', (name, value, severity) => {
		expect(of(name, value)).toEqual([severity]);
	});

	it('does not matter to a pipeline that does not use the client', () => {
		expect(of('AWS_ENDPOINT_URL', 'gs://shop/raw.csv')).toEqual([]);
		expect(of('MLFLOW_TRACKING_URI', 's3://shop/raw.csv')).toEqual([]);
		expect(of('MLFLOW_TRACKING_URI', 's3://shop/raw.csv', ['kedro-mlflow'])).toEqual(['warning']);
	});
});
