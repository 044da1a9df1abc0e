// Addresses that lead to this machine.
import {describe, expect, it} from 'vitest';
import {found} from '../../../../support/facts.ts';

describe('environment/local-host', () => {
	it('finds addresses of this machine in what the pipeline uses', () => {
		const place = {file: 'conf/base/catalog.yml', line: 3};
		const localHosts = [
			{what: 'raw.con', host: 'localhost', place, dataset: 'raw'},
			{what: 'unused.url', host: 'localhost', place, dataset: 'unused'},
			{what: 'params:api.url', host: '127.0.0.1', place, dataset: null},
			{what: 'mlflow_tracking_uri', host: 'host.docker.internal', place: null, dataset: null},
		];
		const variables = {
			AWS_ENDPOINT_URL: 'http://localhost:9000',
			JDBC: 'jdbc:postgresql://127.0.0.1/shop',
			NAME: 'localhost-tests',
			URL: 'http://localhost.example.com',
		};
		expect(
			found('environment/local-host', {project: {localHosts}, variables}).map(({severity, message}) => [
				severity,
				message,
			]),
		).toEqual([
			['error', 'raw.con has the address localhost, which in a task is the pod itself'],
			['error', 'mlflow_tracking_uri has the address host.docker.internal, which in a task is an unknown name'],
			['warning', 'params:api.url has the address 127.0.0.1, which in a task is the pod itself'],
			['warning', 'the variable AWS_ENDPOINT_URL has the address localhost, which in a task is the pod itself'],
			['warning', 'the variable JDBC has the address 127.0.0.1, which in a task is the pod itself'],
		]);
	});
});
